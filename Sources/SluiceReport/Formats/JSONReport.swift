/// One JSON document: the run, a list of findings, and the summary.
public struct JSONReport: ReportFormat {
    private var isFirst = true

    public init() {}

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        output.bytes += #"{"run":"#.utf8
        JSONWriter.append(to: &output.bytes) { $0.object { $0.fields(of: run) } }
        output.bytes += ",\n\"findings\":[".utf8
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) throws(OutputFault) {
        var element: [UInt8] = []
        JSONElement().draft(finding, to: &element)
        try add(drafted: element, to: &output)
    }

    public var drafter: (any FindingDrafter)? { JSONElement() }

    public mutating func add(
        drafted bytes: [UInt8], to output: inout ReportOutput
    ) throws(OutputFault) {
        try output.append(JSONElement.list(bytes, isFirst: &isFirst))
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) {
        output.bytes += "\n],\n\"summary\":".utf8
        JSONWriter.append(to: &output.bytes) { $0.object { $0.fields(of: summary) } }
        output.bytes += "}\n".utf8
    }
}

/// Findings as elements of a list, each behind a comma.
private struct JSONElement: FindingDrafter {
    func draft(_ finding: FindingRecord, to bytes: inout [UInt8]) {
        bytes += ",\n".utf8
        JSONWriter.append(to: &bytes) { $0.object { $0.fields(of: finding) } }
    }
}

extension FindingDrafter {
    /// Elements that each begin with a comma, without that of the list's first.
    static func list(_ elements: [UInt8], isFirst: inout Bool) -> ArraySlice<UInt8> {
        guard isFirst, !elements.isEmpty else { return elements[...] }
        isFirst = false
        return elements.dropFirst()
    }
}
