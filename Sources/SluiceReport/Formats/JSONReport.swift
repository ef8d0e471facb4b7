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
        output.bytes += isFirst ? "\n".utf8 : ",\n".utf8
        isFirst = false
        JSONWriter.append(to: &output.bytes) { $0.object { $0.fields(of: finding) } }
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) {
        output.bytes += "\n],\n\"summary\":".utf8
        JSONWriter.append(to: &output.bytes) { $0.object { $0.fields(of: summary) } }
        output.bytes += "}\n".utf8
    }
}
