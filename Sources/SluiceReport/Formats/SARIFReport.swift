public import SluiceModel

/// Findings in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS, with errata 01).
///
/// The rules stand first, then the results as they come, then what the run did: nothing is held back.
public struct SARIFReport: ReportFormat {
    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    private let words: Words
    private var writer: SARIFFindingWriter
    private var run: RunRecord?
    private var isFirst = true

    public init(language: Language) {
        words = Words(language)
        writer = SARIFFindingWriter(words, [])
    }

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        self.run = run
        writer = SARIFFindingWriter(words, run.rules)
        output.bytes += "{\"$schema\":\"\(SARIFReport.schema)\",\"version\":\"2.1.0\",\"runs\":[{\n".utf8
        output.bytes += "\"tool\":".utf8
        JSONWriter.append(to: &output.bytes) { $0.tool(run, words) }
        output.bytes += ",\n\"language\":\"\(words.choose("de-DE", "en-US"))\"".utf8
        output.bytes += ",\"columnKind\":\"unicodeCodePoints\",\"redactionTokens\":[\"•\"]".utf8
        output.bytes += ",\"automationDetails\":".utf8
        JSONWriter.append(to: &output.bytes) { $0.object { $0.field("id", "sluice/" + run.id) } }
        output.bytes += ",\n\"results\":[".utf8
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) {
        var finding = finding
        output.bytes += isFirst ? "\n".utf8 : ",\n".utf8
        isFirst = false
        JSONWriter.append(to: &output.bytes) { json in json.object { writer.write(&finding, to: &$0) } }
    }

    public func draft() -> FindingDraft? { SARIFDraft(writer) }

    public mutating func add(_ draft: FindingDraft, to output: inout ReportOutput) throws(OutputFault) {
        try output.append(list: draft.bytes, isFirst: &isFirst)
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) {
        output.bytes += "\n],\n\"invocations\":".utf8
        JSONWriter.append(to: &output.bytes) { json in
            json.array { $0.object { $0.invocation(run, summary, words) } }
        }
        output.bytes += ",\n\"properties\":".utf8
        JSONWriter.append(to: &output.bytes) { json in
            json.object {
                $0.field("runId", run?.id)
                $0.field("rulesHash", run?.rulesHash)
                $0.field("policyHash", run?.policyHash)
                $0.field("keyId", run?.keyID)
                $0.key("summary")
                $0.object { $0.fields(of: summary) }
            }
        }
        output.bytes += "}]}\n".utf8
    }
}

enum SARIF {
    /// Message strings take braces for placeholders, and `[text](1)` for links (3.11.5 and 3.11.6 of the specification).
    static func message(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x7B || $0 == 0x7D || $0 == 0x5D }) else { return text }
        let hasLink = text.contains("](")
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "{", "}": escaped += "\(character)\(character)"
            case "[" where hasLink, "]" where hasLink: escaped += "\\\(character)"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    static func level(_ severity: Severity) -> String {
        switch severity {
        case .critical, .high: "error"
        case .medium: "warning"
        case .low, .info: "note"
        }
    }

    /// What code scanning orders rules by, as CVSS does: from 0 to 10.
    static func securitySeverity(_ severity: Severity) -> String {
        switch severity {
        case .critical: "9.5"
        case .high: "8.0"
        case .medium: "5.5"
        case .low: "3.0"
        case .info: "1.0"
        }
    }

    /// From 0 to 100: the harm first, then how sure it is.
    static func rank(_ severity: Severity, _ confidence: Confidence) -> Int {
        let harm = Severity.allCases.firstIndex(of: severity) ?? 0
        let certainty = Confidence.allCases.firstIndex(of: confidence) ?? 0
        return harm * 20 + (certainty + 1) * 20 / 3
    }
}

extension JSONWriter {
    mutating func text(_ name: StaticString, _ text: String) {
        key(name)
        object { $0.field("text", text) }
    }

    fileprivate mutating func invocation(_ run: RunRecord?, _ summary: SummaryRecord, _ words: Words) {
        key("executionSuccessful")
        value(!summary.counts.wasInterrupted)
        if let run {
            field("startTimeUtc", Timestamp.text(run.started))
            field("endTimeUtc", Timestamp.text(run.started + summary.seconds))
            key("arguments")
            array { array in for argument in run.arguments { array.value(argument) } }
        }
        key("toolExecutionNotifications")
        array { array in
            for gap in summary.counts.unsupported.first {
                array.object { $0.notification("unsupported", gap, words) }
            }
            for gap in summary.counts.partial.first {
                array.object { $0.notification("partial", gap, words) }
            }
        }
    }

    private mutating func notification(_ id: String, _ gap: Gap, _ words: Words) {
        key("descriptor")
        object { $0.field("id", id) }
        field("level", "warning")
        text("message", SARIF.message(words.reason(gap.reason)))
        key("locations")
        array { $0.object { $0.physicalLocation(uri: ShownPath(gap.origin.path).uri) { _ in } } }
    }

    /// The file on the disk, by its reference, and a place in it.
    @inline(__always)
    mutating func physicalLocation(uri: String, _ region: (inout JSONWriter) -> Void) {
        key("physicalLocation")
        object { physical in
            physical.key("artifactLocation")
            physical.object { $0.field("uri", uri) }
            region(&physical)
        }
    }
}
