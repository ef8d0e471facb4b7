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
        var recorder: Recorder
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
    init(_ command: ScanCommand, _ names: NameKey, language: Language) throws {
        let formats = try OutputForms(command, names, language: language)
        var boxes: [Box] = []
        let targets = command.output.files.isEmpty ? ["-"] : command.output.files
        for path in targets { boxes.append(Box(try formats.report(path))) }
        var identities = Set(
            boxes.compactMap { $0.report.descriptor.flatMap(FileIdentity.init(descriptor:)) })
        if let output = FileIdentity(descriptor: STDOUT_FILENO) { identities.insert(output) }
        self.identities = identities
        let isMail = command.output.exitStyle == .sysexits && formats.printsText(targets)
        let refusal = isMail ? "5.7.1 The message holds internal information\n" : nil
        state = Mutex(State(reports: boxes, refusal: refusal, recorder: formats.recorder))
    }

    var fault: OutputFault? { state.withLock { $0.fault } }

    func show(_ bar: ProgressBar?) { state.withLock { $0.bar = bar } }

    /// Makes records by which nobody is named.
    var recorder: Recorder { state.withLock { $0.recorder } }

    func begin(_ run: RunRecord) throws {
        let fault = each { report throws(OutputFault) in try report.begin(run) }
        if let fault, fault != .closed { throw InternalFault("cannot write \(fault)") }
    }

    /// False where one of the reports, or the list of files, cannot be written any more.
    func add(_ findings: [Finding], _ manifest: Manifest?) -> Bool {
        // A file may have very many; their records need not be in memory all at once.
        var rest = findings[...]
        while !rest.isEmpty {
            let records = state.withLock { state in
                rest.prefix(OutputSet.slice).map { state.recorder.record($0) }
            }
            guard add(records), manifest?.add(records) ?? true else { return false }
            rest = rest.dropFirst(OutputSet.slice)
        }
        return true
    }

    /// False where one of the reports cannot be written any more.
    func add(_ records: [FindingRecord]) -> Bool {
        guard !records.isEmpty else { return true }
        state.withLock {
            $0.bar?.clear()
            if let refusal = $0.refusal {
                $0.refusal = nil
                Console.print(refusal)
            }
        }
        return each { report throws(OutputFault) in try report.add(records) } == nil
    }

    func end(_ summary: SummaryRecord) -> OutputFault? {
        each { report throws(OutputFault) in try report.end(summary) }
    }

    private static let slice = 256

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
