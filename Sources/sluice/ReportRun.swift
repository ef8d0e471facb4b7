import Glibc
import SluiceFormats
import SluiceModel
import SluiceReport

/// Wires one `sluice report` together.
struct ReportRun {
    private let command: ReportCommand
    private let language: Language

    init(_ command: ReportCommand, language: Language) {
        self.command = command
        self.language = language
    }

    func run(_ merge: consuming RecordMerge) throws {
        var merge = merge
        let run = merge.run
        let outputs = try outputs()
        try write { outputs.begin(run) }
        var evidence = try evidence(run)
        if command.files.count > 1, merge.mixesKeys {
            note(
                "die Läufe haben verschiedene Schlüssel; gleiche Funde sind nicht zu erkennen",
                "the runs have different keys; findings that they share cannot be told")
        }
        let summary = try merge.forEach { finding in
            try write { outputs.add(finding) }
            do throws(OutputFault) {
                try evidence?.add(finding)
            } catch {
                throw InternalFault("cannot write \(error)")
            }
        }
        try write { outputs.end(summary) }
        do throws(OutputFault) {
            if let statuses = try evidence?.finish() { tell(statuses) }
        } catch {
            throw InternalFault("cannot write \(error)")
        }
        tell(merge.omissions)
        Console.note(SummaryText(style: Console.style(STDERR_FILENO), language: language).text(summary))
        if !merge.omissions.unfinished.isEmpty { throw Outcome.incomplete }
    }

    private func outputs() throws -> ReportList {
        let list = ReportList()
        for path in command.output.isEmpty ? ["-"] : command.output {
            let form = path == "-" ? command.format : ReportForm(suffixOf: path)
            guard let form else {
                throw UsageFault("the suffix of '\(path)' names no form of report; \(ReportForm.suffixes) do")
            }
            do throws(OutputFault) {
                list.append(
                    try OutputForms.report(
                        form, path, language: language, explains: command.explain,
                        showsTimes: command.times))
            } catch {
                throw UsageFault("cannot write \(error)")
            }
        }
        return list
    }

    private func evidence(_ run: RunRecord) throws -> EvidenceFolder? {
        guard let folder = command.evidence else { return nil }
        var known: [String: String] = [:]
        if let path = command.manifest {
            guard let bytes = WholeFile.bytes(path) else {
                throw UsageFault("the list '\(path)' cannot be read")
            }
            do throws(Diagnostic) {
                known = try ManifestReader(bytes, path: path).records.compactMapValues(\.sha256)
            } catch {
                throw Diagnostics([error])
            }
        }
        do throws(OutputFault) {
            return try EvidenceFolder(folder, known: known, started: run.started)
        } catch {
            throw UsageFault("cannot make the folder \(error)")
        }
    }

    private func write(_ body: () -> OutputFault?) throws {
        switch body() {
        case nil: return
        case .closed: throw Outcome.outputClosed
        case let fault?: throw InternalFault("cannot write \(fault)")
        }
    }

    private func tell(_ omissions: RecordMerge.Omissions) {
        if omissions.repeated > 0 {
            note(
                "\(omissions.repeated) Funde stehen schon in einem neueren Lauf",
                "\(omissions.repeated) findings stand in a newer run already")
        }
        if omissions.expiredRuns > 0 {
            note(
                "ausgelassen, da älter als \(command.retention) Tage: \(omissions.expired) Funde, "
                    + "\(omissions.expiredRuns) Läufe",
                "left out, older than \(command.retention) days: \(omissions.expired) findings, "
                    + "\(omissions.expiredRuns) runs")
        }
        if omissions.below > 0 {
            note(
                "\(omissions.below) Funde unter der Schwelle",
                "\(omissions.below) findings under the threshold")
        }
        for path in omissions.unfinished {
            note("'\(path)' ist nicht bis zum Ende geschrieben", "'\(path)' was not written to its end")
        }
    }

    private func tell(_ statuses: [EvidenceFolder.Status: Int]) {
        let copied = (statuses[.same] ?? 0) + (statuses[.unchanged] ?? 0)
        let (changed, missing) = (statuses[.changed] ?? 0, statuses[.missing] ?? 0)
        note(
            "Beweise: \(copied) Dateien kopiert, \(changed) seither verändert, \(missing) nicht da",
            "evidence: \(copied) files copied, \(changed) changed since, \(missing) not there")
    }

    private func note(_ german: String, _ english: String) {
        Console.note("sluice: \(language == .german ? german : english)\n")
    }
}

/// The reports that are being written, one beside the other.
private final class ReportList {
    /// An array cannot hold what cannot be copied, but it can hold its owner.
    private final class Box {
        var report: Report

        init(_ report: consuming Report) { self.report = report }
    }

    private var boxes: [Box] = []

    func append(_ report: consuming Report) { boxes.append(Box(report)) }

    func begin(_ run: RunRecord) -> OutputFault? {
        each { report throws(OutputFault) in try report.begin(run) }
    }

    func add(_ finding: FindingRecord) -> OutputFault? {
        each { report throws(OutputFault) in try report.add(CollectionOfOne(finding)) }
    }

    func end(_ summary: SummaryRecord) -> OutputFault? {
        each { report throws(OutputFault) in try report.end(summary) }
    }

    private func each(_ write: (inout Report) throws(OutputFault) -> Void) -> OutputFault? {
        for box in boxes {
            do throws(OutputFault) {
                try write(&box.report)
            } catch {
                return error
            }
        }
        return nil
    }
}
