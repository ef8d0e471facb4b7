public import SluiceModel

/// Findings as people read them, grouped by file: place, severity, title, confidence, masked excerpt.
public struct TextReport: ReportFormat {
    private let style: TextStyle
    private let words: Words
    private let explains: Bool
    private var rules: [RuleID: RuleInformation] = [:]
    private var path: String?

    /// Creates a report; where it explains, evidence, harm and advice follow each finding.
    public init(style: TextStyle, language: Language, explains: Bool) {
        self.style = style
        self.explains = explains
        words = Words(language)
    }

    public mutating func begin(_ run: RunRecord, to output: inout ReportOutput) {
        for rule in run.rules { rules[rule.id] = rule }
    }

    public mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) {
        if finding.location.origin.path != path {
            if path != nil { output.bytes.append(0x0A) }
            path = finding.location.origin.path
            append(style.path(TextStyle.visible(finding.location.origin.path)), to: &output)
        }
        append(headline(finding), to: &output)
        append("      " + excerpt(finding), to: &output)
        guard explains else { return }
        for line in explanation(finding) { append("      " + line, to: &output) }
    }

    public mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) {}

    private func append(_ line: String, to output: inout ReportOutput) {
        output.bytes += line.utf8
        output.bytes.append(0x0A)
    }

    private func headline(_ finding: FindingRecord) -> String {
        let title = rules[finding.rule]?.title.text(in: words.language) ?? finding.rule.description
        let severity = words.severity(finding.severity)
        return "  " + style.place(finding.place) + "  "
            + style.severity(finding.severity, severity) + "  " + style.strong(TextStyle.visible(title))
            + "  "
            + style.faint("\(finding.rule), \(words.confidence(finding.confidence))")
            + (finding.verdict.map { $0.action == .pass ? "" : "  " + style.strong(words.verdict($0)) } ?? "")
            + (finding.decision.map { "  " + style.strong(words.decision($0)) } ?? "")
    }

    private func excerpt(_ finding: FindingRecord) -> String {
        let excerpt = finding.excerpt
        return TextStyle.visible(String(excerpt.before))
            + style.value(TextStyle.visible(String(excerpt.marked)))
            + TextStyle.visible(String(excerpt.after))
    }

    private func explanation(_ finding: FindingRecord) -> [String] {
        var lines = finding.evidence.map { words.label(.because) + TextStyle.visible(words.sentence($0)) }
        let rule = rules[finding.rule]
        if let why = rule?.why.text(in: words.language) {
            lines.append(words.label(.harm) + TextStyle.visible(why))
        }
        if let instead = rule?.instead.text(in: words.language) {
            lines.append(words.label(.instead) + TextStyle.visible(instead))
        }
        if let contact = rule?.contact {
            lines.append(words.label(.ask) + TextStyle.visible(words.contact(contact)))
        }
        if !finding.also.isEmpty {
            lines.append(words.label(.also) + finding.also.map(\.description).joined(separator: ", "))
        }
        return lines
    }
}
