public import SluiceModel

/// Findings as people read them, grouped by file: place, severity, title, confidence, masked excerpt.
public struct TextReport: ReportFormat {
    private let mask: Mask
    private let style: TextStyle
    private let words: Words
    private let explains: Bool
    private var rules: [RuleID: RuleInformation] = [:]
    private var path: String?

    /// Creates a report; where it explains, evidence, harm and advice follow each finding.
    public init(mask: Mask, style: TextStyle, language: Language, explains: Bool) {
        self.mask = mask
        self.style = style
        self.explains = explains
        words = Words(language)
    }

    public mutating func begin(_ run: RunInformation, into output: inout [UInt8]) {
        for rule in run.rules { rules[rule.id] = rule }
    }

    public mutating func add(_ finding: Finding, into output: inout [UInt8]) {
        if finding.location.origin.path != path {
            if path != nil { output.append(0x0A) }
            path = finding.location.origin.path
            append(style.path(TextStyle.visible(finding.location.origin.path)), to: &output)
        }
        append(headline(finding), to: &output)
        append("      " + excerpt(finding), to: &output)
        guard explains else { return }
        for line in explanation(finding) { append("      " + line, to: &output) }
    }

    public mutating func end(_ summary: RunSummary, into output: inout [UInt8]) {}

    private func append(_ line: String, to output: inout [UInt8]) {
        output += Array(line.utf8)
        output.append(0x0A)
    }

    private func headline(_ finding: Finding) -> String {
        let title = rules[finding.rule]?.title.text(in: words.language) ?? finding.rule.description
        let severity = words.severity(finding.severity)
        return "  " + style.place(place(finding.location)) + "  "
            + style.severity(finding.severity, severity) + "  " + style.strong(TextStyle.visible(title))
            + "  "
            + style.faint("\(finding.rule), \(words.confidence(finding.confidence))")
            + (finding.decision.map { "  " + style.strong(words.decision($0)) } ?? "")
    }

    /// The line is the file's where the text stands in it as it is, else the part's, which is then named.
    private func place(_ location: Location) -> String {
        var words: [String] = []
        if let message = location.origin.message { words.append("#\(message)") }
        if location.partKind != .body {
            words.append(location.partKind.rawValue)
        } else if location.fileLine == nil, location.part != nil {
            words.append("part")
        }
        if location.fileLine == nil || location.partKind != .body, let part = location.part {
            words.append(part)
        }
        if location.layer != .own { words.append(location.layer.description) }
        words.append("\(location.fileLine ?? location.line):\(location.column)")
        return words.joined(separator: " ")
    }

    private func excerpt(_ finding: Finding) -> String {
        mask.excerpt(of: finding).map {
            let text = TextStyle.visible($0.text)
            return $0.isValue ? style.value(text) : text
        }.joined()
    }

    private func explanation(_ finding: Finding) -> [String] {
        var lines = finding.evidence.map { words.label(.because) + TextStyle.visible(words.sentence($0)) }
        let rule = rules[finding.rule]
        if let why = rule?.why.text(in: words.language) {
            lines.append(words.label(.harm) + TextStyle.visible(why))
        }
        if let instead = rule?.instead.text(in: words.language) {
            lines.append(words.label(.instead) + TextStyle.visible(instead))
        }
        if !finding.also.isEmpty {
            lines.append(words.label(.also) + finding.also.map(\.description).joined(separator: ", "))
        }
        return lines
    }
}
