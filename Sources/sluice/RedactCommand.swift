import ArgumentParser
import SluiceFormats
import SluiceModel
import SluicePipeline
import SluicePolicy
public import SluiceRedaction

extension RedactionStyle: ArgumentWord {}

struct RedactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Copy a file or the standard input with all findings masked.",
        discussion: """
            Everything else stays byte for byte as it is: text, mail, mailboxes, JSON, tables and chat exports \
            keep their encodings. The copy is scanned again before it is written, and holds no findings.

            Documents, archives and whatever else cannot be rewritten are named, and nothing is written.

            EXAMPLES:
              sluice redact letter.eml -o redacted.eml    a mail
              sluice redact --style label < chat.txt      what it was, such as [IBAN]
              sluice redact --style pseudonym --key key.txt posts.jsonl -o posts.redacted.jsonl

            Exit codes: 0 written, 2 wrong usage, 3 nothing written because something cannot be redacted, \
            4 internal error.
            """)

    @Argument(
        help: "The file to copy; '-' is the standard input, as is no path at all.", completion: .file())
    var path = "-"

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "Write into this file, which appears when it is complete; else to the standard output.",
            valueName: "file"),
        completion: .file())
    var output = "-"

    @Option(help: "What stands in the place of values: dots, what they were, or that and a name for each.")
    var style: RedactionStyle = .mask

    @Flag(
        name: .customLong("keep-unredacted"),
        help: "Write the copy also where something in it cannot be redacted; what that is, is named.")
    var keepsUnredacted = false

    @OptionGroup(title: "Rules") var rules: RuleOptions
    @OptionGroup(title: "Policy") var configuration: PolicyOptions
    @OptionGroup(title: "Findings") var findings: RedactFindingOptions
    @OptionGroup(title: "Input") var input: RedactInputOptions

    func run() throws {
        let outcome = try RedactRun(self).run()
        if outcome != .nothingFound { throw outcome }
    }
}

struct RedactFindingOptions: ParsableArguments {
    @Option(help: "Redact findings of this severity and above; else as sluice.yaml says, else info.")
    var minSeverity: Severity?

    @Option(help: "Redact findings of this confidence and above; else as sluice.yaml says, else medium.")
    var minConfidence: Confidence?

    @Option(
        help: ArgumentHelp(
            "The language of labels and notes; else as LC_ALL and LANG say.", valueName: "language"))
    var language: Language?

    @Option(
        help: ArgumentHelp(
            "A file with a key of 16 bytes or more, so that pseudonyms stay the same from run to run; else the policy's.",
            valueName: "file"),
        completion: .file())
    var key: String?

    func threshold(_ policy: Policy?) -> Threshold {
        Threshold(minSeverity, minConfidence, else: policy)
    }
}

struct RedactInputOptions: ParsableArguments {
    @Option(help: "Read the input by its content, or as text whatever it is.")
    var input: InputForm = .auto

    @Option(
        help: ArgumentHelp(
            "Which fields of JSON Lines, JSON and tables hold what, such as text=body,author=user.",
            valueName: "map"))
    var map: String?

    @Option(help: ArgumentHelp("The name of the standard input.", valueName: "name"))
    var stdinName = "<stdin>"

    @Option(
        help: ArgumentHelp(
            "What the verification of one message may take, and of every 64 MiB within one.",
            valueName: "seconds"))
    var deadline = 10.0

    func validate() throws {
        guard deadline > 0, deadline <= 1e6 else {
            throw ValidationError("--deadline takes a number of seconds above 0.")
        }
        _ = try reading()
    }

    /// - Throws: Where the map is not well formed.
    func reading() throws -> ReadingOptions {
        var options = try ReadingOptions(form: input, map: map)
        options.readsCopies = true
        return options
    }
}
