/// Findings as JSON Lines: a record of the run, one for each finding, and a summary.
public struct JSONLinesReport: ReportFormat, FindingDrafter {
    public init() {}

    public var drafter: (any FindingDrafter)? { self }

    public func draft(_ finding: FindingRecord, to bytes: inout [UInt8]) {
        JSONLinesReport.write(finding, to: &bytes)
    }

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        JSONWriter.line(into: &output.bytes) {
            $0.object {
                $0.key("run")
                $0.object { $0.fields(of: run) }
            }
        }
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) {
        JSONLinesReport.write(finding, to: &output.bytes)
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) {
        JSONWriter.line(into: &output.bytes) {
            $0.object {
                $0.key("summary")
                $0.object { $0.fields(of: summary) }
            }
        }
    }

    static func write(_ finding: FindingRecord, to bytes: inout [UInt8]) {
        JSONWriter.line(into: &bytes) { $0.object { $0.fields(of: finding) } }
    }
}
