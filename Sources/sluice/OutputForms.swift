import Glibc
import SluiceModel
import SluiceNames
import SluiceReport

/// Makes reports in the forms that the options ask for.
struct OutputForms {
    private let output: OutputOptions
    let recorder: Recorder
    private let language: Language
    private let explains: Bool

    init(_ command: ScanCommand, _ names: NameKey, language: Language) throws {
        output = command.output
        explains = command.findings.explain
        self.language = language
        let findings = command.findings
        recorder = Recorder(
            mask: Mask(reveals: findings.reveal), names: names, revealsAuthors: findings.revealAuthors)
        if findings.reveal || findings.revealAuthors {
            try Audit.note(findings, arguments: Recorder(mask: Mask(), names: names))
        }
    }

    func printsText(_ targets: [String]) -> Bool {
        targets.contains("-") && (output.format ?? .text) == .text
    }

    /// - Throws: Where the file cannot be made, or its suffix names no form.
    func report(_ path: String) throws -> Report {
        let form = path == "-" ? output.format ?? .text : ReportForm(suffixOf: path) ?? output.format
        guard let form else {
            throw UsageFault("the suffix of '\(path)' names no form of report; \(ReportForm.suffixes) do")
        }
        do throws(OutputFault) {
            return try OutputForms.report(
                form, path, language: language, explains: explains, showsTimes: output.times)
        } catch {
            throw UsageFault("cannot write \(error)")
        }
    }

    /// A report in one form; `-` is the standard output.
    static func report(
        _ form: ReportForm, _ path: String, language: Language, explains: Bool, showsTimes: Bool
    ) throws(OutputFault) -> Report {
        let isStream = path == "-"
        let style = isStream ? Console.style(STDOUT_FILENO) : .plain
        let format = try form.format(
            language, style: style, explains: explains, showsTimes: showsTimes)
        guard !isStream else {
            return Report(
                format, to: ReportTarget(stream: STDOUT_FILENO, name: "standard output"),
                flushesAlways: Console.isTerminal(STDOUT_FILENO))
        }
        return Report(format, to: try ReportTarget(file: path), flushesAlways: false)
    }
}
