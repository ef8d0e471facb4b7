import SluiceModel

/// Findings as JSON Lines: a record of the run, one for each finding, and a summary.
public struct JSONLinesReport: ReportFormat {
    public init() {}

    public func draft() -> FindingDraft? { JSONLinesDraft() }

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
        var finding = finding
        var heads = Remembered<HeadTraits>()
        JSONWriter.line(into: &bytes) { json in json.object { $0.fields(of: &finding, &heads) } }
    }
}

/// Findings as lines of JSON.
final class JSONLinesDraft: FindingDraft, @unchecked Sendable {
    private var heads = Remembered<HeadTraits>()

    override func add(_ finding: inout MaskedFinding) {
        JSONWriter.line(into: &bytes) { json in json.object { $0.fields(of: &finding, &heads) } }
    }
}
