import Glibc
import SluiceFormats
import SluiceModel
import SluiceNames
import SluicePipeline
import SluiceReport
import Synchronization

/// The reports of one run: the standard output, files, or both.
final class OutputSet: Sendable {
    private struct State: ~Copyable {
        var reports: [Box]
        var fault: OutputFault?
        var bar: ProgressBar?
        /// What pipe(8) takes as the reason of a refusal; the first output must begin with it.
        var refusal: String?
        var leavesOutEarlier = false
    }

    /// An array cannot hold what cannot be copied, but it can hold its owner.
    ///
    /// `@unchecked` because a box is only reached under the lock of ``OutputSet``.
    private final class Box: @unchecked Sendable {
        var report: Report

        init(_ report: consuming Report) { self.report = report }
    }

    private let state: Mutex<State>
    /// The files that are being written, which the scan must not read.
    let identities: Set<FileIdentity>

    /// - Throws: Where a file cannot be made, or its suffix names no form.
    init(_ command: ScanCommand, language: Language) throws {
        let formats = try Formats(command, language: language)
        var boxes: [Box] = []
        let targets = command.output.files.isEmpty ? ["-"] : command.output.files
        for path in targets { boxes.append(Box(try formats.report(path))) }
        var identities = Set(boxes.compactMap { FileIdentity(descriptor: $0.report.descriptor) })
        if let output = FileIdentity(descriptor: STDOUT_FILENO) { identities.insert(output) }
        self.identities = identities
        let isMail = command.output.exitStyle == .sysexits && formats.printsText(targets)
        records = formats.records
        let refusal = isMail ? "5.7.1 The message holds internal information\n" : nil
        state = Mutex(State(reports: boxes, refusal: refusal))
    }

    var fault: OutputFault? { state.withLock { $0.fault } }

    func show(_ bar: ProgressBar?) { state.withLock { $0.bar = bar } }

    func begin(_ run: RunInformation) throws {
        let fault = each { report throws(OutputFault) in try report.begin(run) }
        if let fault, fault != .closed { throw InternalFault("cannot write \(fault)") }
    }

    /// False where one of the reports cannot be written any more.
    func add(_ findings: [Finding]) -> Bool {
        state.withLock {
            $0.bar?.clear()
            if let refusal = $0.refusal {
                $0.refusal = nil
                Console.print(refusal)
            }
        }
        return each { report throws(OutputFault) in try report.add(findings) } == nil
    }

    /// Adds findings of an earlier run to the reports that can show them; false where one of them cannot be written.
    func add(earlier lines: ArraySlice<UInt8>) -> Bool {
        var isShown = true
        let fault = each { report throws(OutputFault) in
            if try !report.add(earlier: lines) { isShown = false }
        }
        if !isShown { state.withLock { $0.leavesOutEarlier = true } }
        return fault == nil
    }

    /// Whether a report left out findings of an earlier run.
    var leavesOutEarlier: Bool { state.withLock { $0.leavesOutEarlier } }

    func end(_ summary: RunSummary) -> OutputFault? {
        each { report throws(OutputFault) in try report.end(summary) }
    }

    /// The records of findings as the reports mask them.
    let records: JSONLinesReport

    private func each(_ write: (inout Report) throws(OutputFault) -> Void) -> OutputFault? {
        state.withLock { state in
            for box in state.reports where state.fault == nil {
                do throws(OutputFault) {
                    try write(&box.report)
                } catch {
                    state.fault = error
                }
            }
            return state.fault
        }
    }
}

/// Makes reports in the forms that the options ask for.
private struct Formats {
    private let output: OutputOptions
    private let mask: Mask
    private let names: NameKey
    private let language: Language
    private let explains: Bool

    init(_ command: ScanCommand, language: Language) throws {
        output = command.output
        mask = Mask(reveals: command.findings.reveal)
        explains = command.findings.explain
        self.language = language
        names = try command.findings.nameKey() ?? NameKey()
    }

    func printsText(_ targets: [String]) -> Bool {
        targets.contains("-") && (output.format ?? .text) == .text
    }

    func report(_ path: String) throws -> Report {
        if path == "-" {
            return Report(
                format(output.format ?? .text, style: Console.style(STDOUT_FILENO)),
                to: ReportTarget(stream: STDOUT_FILENO, name: "standard output"),
                flushesAlways: Console.isTerminal(STDOUT_FILENO))
        }
        guard let form = ReportForm(suffixOf: path) ?? output.format else {
            throw UsageFault("the suffix of '\(path)' names no form of report; .txt and .jsonl do")
        }
        do throws(OutputFault) {
            return Report(format(form, style: .plain), to: try ReportTarget(file: path), flushesAlways: false)
        } catch {
            throw UsageFault("cannot write \(error)")
        }
    }

    var records: JSONLinesReport { JSONLinesReport(mask: mask, names: names) }

    private func format(_ form: ReportForm, style: TextStyle) -> any ReportFormat {
        switch form {
        case .text: TextReport(mask: mask, style: style, language: language, explains: explains)
        case .jsonl: records
        }
    }
}
