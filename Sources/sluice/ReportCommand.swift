import ArgumentParser
import Glibc
import SluiceFormats
import SluiceModel
import SluiceReport

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make reports of the JSON Lines that scans have written.",
        discussion: """
            Of several runs the newest comes first, and what it has found, too, is left out of the older ones; that \
            takes runs with the same --key. Reports hold what JSON Lines hold, and nothing more. The exit code is 3 \
            where a list was not written to its end.

            EXAMPLES:
              sluice report findings.jsonl -o report.sarif -o report.csv
              sluice report --explain --language de monday.jsonl friday.jsonl
              sluice report findings.jsonl --evidence proof/ --manifest read.jsonl
            """)

    @Argument(
        help: "What scans have written with '-o FILE.jsonl'; '-' is the standard input.", completion: .file())
    var files: [String]

    @Option(
        name: [.customShort("o"), .customLong("output")], parsing: .singleValue,
        help: ArgumentHelp(
            "Write the report into this file, which appears when it is complete; '-' is the standard output.",
            discussion: "The suffix gives the form: \(ReportForm.suffixes). May be given more than once.",
            valueName: "file"),
        completion: .file())
    var output: [String] = []

    @Option(help: "The form of the standard output.")
    var format: ReportForm = .text

    @Option(help: "Leave out findings below this severity.")
    var minSeverity: Severity = .info

    @Option(help: "Leave out findings below this confidence.")
    var minConfidence: Confidence = .low

    @Option(help: ArgumentHelp("Leave out runs that began more than so many days ago.", valueName: "days"))
    var retention = 90

    @Flag(help: "Say why each finding is one, what the harm is, and what to do instead.")
    var explain = false

    @Flag(help: "Show points in time to the second in HTML; else days are shown.")
    var times = false

    @Option(
        help: ArgumentHelp("The language of the report; else as LC_ALL and LANG say.", valueName: "language"))
    var language: Language?

    @Option(
        help: ArgumentHelp(
            "Copy the files in which something was found, unchanged and unmasked, into this new folder.",
            discussion: "With their SHA-256 and a list of the findings in each.", valueName: "folder"),
        completion: .directory)
    var evidence: String?

    @Option(
        help: ArgumentHelp(
            "The list that 'scan --manifest' wrote, which tells whether a file is still the one that was scanned.",
            valueName: "file"),
        completion: .file())
    var manifest: String?

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("give the JSON Lines of at least one run.") }
        guard (1...36_500).contains(retention) else {
            throw ValidationError("--retention takes a number of days from 1 to 36500.")
        }
    }

    func run() throws {
        do {
            var selection = RecordMerge.Selection()
            selection.severity = minSeverity
            selection.confidence = minConfidence
            selection.earliest = Console.now - Double(retention) * 86_400
            let merge = try RecordMerge(files, selection)
            try ReportRun(self, language: language ?? Console.language).run(merge)
        } catch let fault as Diagnostic {
            throw Diagnostics([fault])
        }
    }
}
