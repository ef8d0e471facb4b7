public import ArgumentParser
import SluiceChecking
public import SluiceGateway

extension LogForm: ExpressibleByArgument {}

struct Daemon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluiced",
        abstract: "Checks outgoing mail for a mail server, and texts for people before they post them.",
        discussion: """
            A milter for Postfix and others: mail with internal information is tagged, explained to its \
            sender, held or refused, as the policy says. With --http, a page for people and POST /check for \
            programs; what is asked there is neither stored nor logged.

            SIGHUP loads rules and policy anew; where they have faults, the old ones stay in force. SIGTERM lets \
            mails in work come to their end, for 5 seconds at most.

            EXAMPLES:
              sluiced --config /etc/sluice/sluice.yaml --milter unix:/var/spool/postfix/sluice/milter.sock
              sluiced --milter inet:127.0.0.1:8025 --log-format json
              sluiced --http localhost:8026     the page is http://localhost:8026/
              sluiced --print-unit              a unit for systemd
            """,
        version: "0.1.0")

    @Option(
        help: ArgumentHelp(
            "The policy; else sluice.yaml is looked for from the working folder upwards, then in /etc/sluice.",
            valueName: "file"), completion: .file())
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Where mail servers find the milter: unix:PATH or inet:HOST:PORT.", valueName: "address"))
    var milter: String?

    @Option(
        help: ArgumentHelp(
            "Where the page and POST /check are offered: HOST:PORT or unix:PATH.", valueName: "address"))
    var http: String?

    @Option(
        help: ArgumentHelp(
            "A file with a token of 16 characters or more that requests bring; needed where other hosts can ask.",
            valueName: "file"), completion: .file())
    var httpTokenFile: String?

    @Option(help: ArgumentHelp("The permissions of the socket's file, in octal.", valueName: "mode"))
    var socketMode = "660"

    @Option(
        name: .customLong("rules"), parsing: .singleValue,
        help: ArgumentHelp("Use these rules in place of the default ones.", valueName: "path"))
    var replacing: [String] = []

    @Option(
        name: .customLong("add-rules"), parsing: .singleValue,
        help: ArgumentHelp("Use these rules too.", valueName: "path"))
    var adding: [String] = []

    @Option(help: "The form of the log on the standard error.")
    var logFormat: LogForm = .text

    @Option(
        help: ArgumentHelp(
            "Log what is this grave and graver: debug, info, notice, warning, error.", valueName: "level"))
    var logLevel = "info"

    @Flag(help: "Log addresses as they are, not as pseudonyms.")
    var logAddresses = false

    @Option(
        help: ArgumentHelp(
            "The command that sends notes; the recipient is added. 'none' sends none.", valueName: "command"))
    var sendmail = "/usr/sbin/sendmail -i -f <>"

    @Option(
        help: ArgumentHelp("Where mails wait that are long; files there have no name.", valueName: "folder"))
    var spool: String?

    @Flag(help: "Print a unit for systemd, and end.")
    var printUnit = false

    func validate() throws {
        if let http, ListenAddress(http) == nil {
            throw ValidationError("--http takes HOST:PORT or unix:PATH, not '\(http)'.")
        }
        if httpTokenFile != nil, http == nil {
            throw ValidationError("--http-token-file belongs to --http.")
        }
        if let milter, ListenAddress(milter) == nil {
            throw ValidationError("--milter takes unix:PATH or inet:HOST:PORT, not '\(milter)'.")
        }
        guard let mode = UInt32(socketMode, radix: 8), mode <= 0o777 else {
            throw ValidationError("--socket-mode takes an octal number such as 660.")
        }
        guard LogLevels.level(logLevel) != nil else {
            throw ValidationError("--log-level takes \(LogLevels.names), not '\(logLevel)'.")
        }
    }

    func run() throws {
        if printUnit { return print(SystemdUnit.text) }
        // Not among what is validated: there it would be told in place of an option that is mistyped.
        guard milter != nil || http != nil else {
            throw ValidationError(
                "--milter says where mail servers find the milter, --http where people ask.")
        }
        try Service(self).run()
    }

    var source: RuleSource { RuleSource(policyPath: config, replacing: replacing, adding: adding) }

    /// Empty where no notes are sent.
    var noteCommand: [String] { sendmail == "none" ? [] : sendmail.split(separator: " ").map(String.init) }
}
