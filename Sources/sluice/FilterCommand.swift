import ArgumentParser
import Glibc
import SluiceChecking
import SluiceModel

struct FilterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filter",
        abstract: "Check one mail on the standard input, and hand it on to a command.",
        discussion: """
            Reads one mail and decides about it by the policy. With a command, the mail is handed to it where it \
            may go on, and the command's exit code is passed on. What is refused prints '5.7.1' and the \
            reason, and nothing of the mail.

            EXAMPLES:
              sluice filter --sender a@westbach.example --recipient b@kunde.example -- sendmail -G -i -f a@westbach.example b@kunde.example
              sluice filter --format json < message.eml

            Exit codes: 0 goes on, 69 refused, 75 try again later; with a command, the command's.
            """)

    @Option(help: ArgumentHelp("The policy; else sluice.yaml is looked for as in a scan.", valueName: "file"))
    var config: String?

    @Option(
        name: [.customLong("sender"), .customShort("f")],
        help: ArgumentHelp(
            "The sender of the envelope; '<>' or nothing is the null sender.", valueName: "address"))
    var sender: String?

    @Option(
        name: [.customLong("recipient"), .customShort("r")], parsing: .singleValue,
        help: ArgumentHelp("A recipient of the envelope.", valueName: "address"))
    var recipient: [String] = []

    @Option(help: ArgumentHelp("The address of the client that brought the mail.", valueName: "address"))
    var client: String?

    @Option(help: ArgumentHelp("The name under which the client signed in.", valueName: "name"))
    var login: String?

    @Option(help: ArgumentHelp("The mail server's name of the mail.", valueName: "id"))
    var queueID: String?

    @Option(help: "The form of the verdict, where no command is given: text or json.")
    var format: FilterForm = .text

    @OptionGroup(title: "Rules") var rules: RuleOptions

    @Option(
        help: ArgumentHelp(
            "The command that sends notes; the recipient is added. 'none' sends none.", valueName: "command"))
    var sendmail = "none"

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("What takes the mail on, behind '--'.", valueName: "command"))
    var words: [String] = []

    var recipients: [String] { FilterArguments.recipients(recipient, in: CommandLine.arguments) }
    var command: [String] { PathArguments.expanded(words) }

    func run() throws {
        Glibc.exit(FilterRun(self).run())
    }
}

/// How a verdict is printed.
enum FilterForm: String, ArgumentWord { case text, json }
