import SluiceModel
import TestSupport
import Testing

/// Findings made by hand.
enum Findings {
    /// A finding whose value is marked in `text`; further marked spans are other matches.
    static func make(
        _ text: String, show: Show = .ends, path: String = "brief.txt", line: Int = 3, label: String? = nil
    ) throws -> Finding {
        let marked = Marked(text)
        let value = try #require(marked.spans.first)
        let bytes = Array(marked.text.utf8)
        let found = Array(bytes[value])
        return Finding(
            rule: try #require(RuleID("de-tax-id")), severity: .high, confidence: .high,
            location: Location(
                origin: Origin(path: path), line: line, column: 14, span: ByteSpan(1042, 1042 + found.count),
                fileOffset: 1042, fileLine: line),
            value: Secret(found), normalizedValue: Secret(found.filter { $0 != 0x20 }), show: show,
            excerpt: Excerpt(
                text: Secret(bytes), value: ByteSpan(value.lowerBound, value.upperBound),
                masks: marked.spans.map { ByteSpan($0.lowerBound, $0.upperBound) }),
            evidence: [
                .validator(name: "de-tax-id", valid: true), .near(word: "Steuer-ID", distance: 5),
                .distinct(3),
            ],
            also: [try #require(RuleID("long-number"))], label: label)
    }
}
