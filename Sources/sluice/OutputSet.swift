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
    }

    /// An array cannot hold what cannot be copied, but it can hold its owner.
    ///
    /// `@unchecked` because a box is only reached under the lock of ``OutputSet``.
    private final class Box: @unchecked Sendable {
        var report: Report

        init(_ report: consuming Report) { self.report = report }
    }

    private let state: Mutex<State>
    /// Drafts that were written and can be filled again; apart from ``state``, which is held while a report is written.
    private let drafts = Mutex<[FindingDraftSet]>([])
    /// Makes records by which nobody is named.
    let recorder: Recorder
    /// The files that are being written, which the scan must not read.
    let identities: Set<FileIdentity>

    /// - Throws: Where a file cannot be made, or its suffix names no form.
    init(_ command: ScanCommand, _ names: NameKey, language: Language) throws {
        let formats = try OutputForms(command, names, language: language)
        var boxes: [Box] = []
        let targets = command.output.files.isEmpty && !command.output.isQuiet ? ["-"] : command.output.files
        if let twice = Dictionary(grouping: targets, by: \.self).first(where: { $0.value.count > 1 }) {
            throw UsageFault("-o names '\(twice.key)' twice; each report needs a name of its own")
        }
        let replaced = Set(targets.filter { $0 != "-" }.compactMap { FileIdentity(path: $0) })
        if let input = command.paths.first(where: { FileIdentity(path: $0).map(replaced.contains) ?? false })
        {
            throw UsageFault("'\(input)' is to be scanned and written over; -o needs another name")
        }
        for path in targets { boxes.append(Box(try formats.report(path))) }
        var identities = Set(
            boxes.compactMap { $0.report.descriptor.flatMap(FileIdentity.init(descriptor:)) })
        // What an earlier run has left there is none of this one's inputs.
        identities.formUnion(replaced)
        if let output = FileIdentity(descriptor: STDOUT_FILENO) { identities.insert(output) }
        self.identities = identities
        let isMail = command.output.exitStyle == .sysexits && formats.printsText(targets)
        let refusal = isMail ? "5.7.1 The message holds internal information\n" : nil
        state = Mutex(State(reports: boxes, refusal: refusal))
        recorder = formats.recorder
    }

    var fault: OutputFault? { state.withLock { $0.fault } }

    func show(_ bar: ProgressBar?) { state.withLock { $0.bar = bar } }

    func begin(_ run: RunRecord) throws {
        let fault = each { report throws(OutputFault) in try report.begin(run) }
        if let fault, fault != .closed { throw InternalFault("cannot write \(fault)") }
    }

    /// Makes ready what is written of some findings; many threads may do so at once.
    func draft(_ findings: [Finding], listed: Bool) -> FindingDraftSet {
        let set =
            drafts.withLock { $0.popLast() }
            ?? state.withLock { state in
                FindingDraftSet(state.reports.map { $0.report.draft() }, listed: listed)
            }
        set.fill(findings, recorder)
        return set
    }

    /// Writes findings; false where one of the reports, or the list of files, cannot be written any more.
    func add(_ set: FindingDraftSet, _ manifest: Manifest?) -> Bool {
        beginPrinting()
        let fault = state.withLock { state in
            for (index, box) in state.reports.enumerated() where state.fault == nil {
                do throws(OutputFault) {
                    if let draft = set.drafts[index] {
                        try box.report.add(draft: draft)
                    } else {
                        try box.report.add(set.records)
                    }
                } catch {
                    state.fault = error
                }
            }
            return state.fault
        }
        guard fault == nil else { return false }
        let isListed = set.list.map { manifest?.add(draft: $0) ?? true } ?? true
        set.empty()
        drafts.withLock { if $0.count < OutputSet.mostDrafts { $0.append(set) } }
        return isListed
    }

    /// So many drafts wait to be filled again at most.
    private static let mostDrafts = 32

    /// False where one of the reports cannot be written any more.
    func add(_ records: [FindingRecord]) -> Bool {
        guard !records.isEmpty else { return true }
        beginPrinting()
        return each { report throws(OutputFault) in try report.add(records) } == nil
    }

    func end(_ summary: SummaryRecord) -> OutputFault? {
        each { report throws(OutputFault) in try report.end(summary) }
    }

    private func beginPrinting() {
        state.withLock {
            $0.bar?.clear()
            if let refusal = $0.refusal {
                $0.refusal = nil
                Console.print(refusal)
            }
        }
    }

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

/// Findings as they will be written: in each form that drafts, and as records for the others.
///
/// `@unchecked` because a set is in the hands of one thread at a time, as its drafts are.
final class FindingDraftSet: @unchecked Sendable {
    /// One for each report; nil where it takes records.
    let drafts: [FindingDraft?]
    /// For the list of files.
    let list: FindingDraft?
    private(set) var records: [FindingRecord] = []

    init(_ drafts: [FindingDraft?], listed: Bool) {
        self.drafts = drafts
        list = listed ? ManifestWriter.draft() : nil
    }

    func fill(_ findings: [Finding], _ recorder: Recorder) {
        let filled = drafts.compactMap(\.self) + [list].compactMap(\.self)
        let needsRecords = drafts.contains { $0 == nil }
        guard needsRecords || !filled.isEmpty else { return }
        recorder.forEach(findings) { finding in
            for draft in filled { draft.add(&finding) }
            if needsRecords { records.append(FindingRecord(&finding)) }
        }
    }

    func empty() {
        for draft in drafts { draft?.empty() }
        list?.empty()
        records = []
    }
}
