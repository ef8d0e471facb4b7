import SluiceModel

/// One JSON document: the run, a list of findings, and the summary.
public struct JSONReport: ReportFormat {
    private var isFirst = true

    public init() {}

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        output.bytes += #"{"run":"#.utf8
        JSONWriter.append(to: &output.bytes) { $0.object { $0.fields(of: run) } }
        output.bytes += ",\n\"findings\":[".utf8
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) {
        var finding = finding
        output.bytes += isFirst ? "\n".utf8 : ",\n".utf8
        isFirst = false
        var heads = Remembered<HeadTraits>()
        JSONWriter.append(to: &output.bytes) { json in json.object { $0.fields(of: &finding, &heads) } }
    }

    public func draft() -> FindingDraft? { JSONElementDraft() }

    public mutating func add(_ draft: FindingDraft, to output: inout ReportOutput) throws(OutputFault) {
        try output.append(list: draft.bytes, isFirst: &isFirst)
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) {
        output.bytes += "\n],\n\"summary\":".utf8
        JSONWriter.append(to: &output.bytes) { $0.object { $0.fields(of: summary) } }
        output.bytes += "}\n".utf8
    }
}

/// Findings as elements of a list, each behind a comma.
private final class JSONElementDraft: FindingDraft, @unchecked Sendable {
    private var heads = Remembered<HeadTraits>()

    override func add(_ finding: inout MaskedFinding) {
        JSONWriter.element(into: &bytes) { json in json.object { $0.fields(of: &finding, &heads) } }
    }
}

extension ReportOutput {
    /// Adds elements that each begin with a comma, without that of the list's first.
    mutating func append(list elements: borrowing GrowingBytes, isFirst: inout Bool) throws(OutputFault) {
        try append(elements, skipping: isFirst && elements.count > 0 ? 1 : 0)
        if elements.count > 0 { isFirst = false }
    }
}
