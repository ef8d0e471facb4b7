public import ArgumentParser
import SluiceChecking
public import SluiceGateway

extension LogForm: ExpressibleByArgument {}

struct Daemon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluiced",
        abstract: "Checks outgoing mail for a mail server.",
        discussion: """
            A milter for Postfix and others: mail with internal information is tagged, explained to its \
            sender, held or refused, as the policy says.

            SIGHUP loads rules and policy anew; where they have faults, the old ones stay in force. SIGTERM lets \
            mails in work come to their end, for 5 seconds at most.

            EXAMPLES:
              sluiced --config /etc/sluice/sluice.yaml --milter unix:/run/sluice/milter.sock
              sluiced --milter inet:127.0.0.1:8025 --log-format json
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
            "Log what is this grave and graver: debug, info, notice, error.", valueName: "level"))
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
        if !printUnit, milter == nil {
            throw ValidationError("--milter says where mail servers find the milter.")
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
        try Service(self).run()
    }

    var source: RuleSource { RuleSource(policyPath: config, replacing: replacing, adding: adding) }

    /// Empty where no notes are sent.
    var noteCommand: [String] { sendmail == "none" ? [] : sendmail.split(separator: " ").map(String.init) }
}
