import SluiceModel
import SluiceText

/// Finds marks on a finding's line by which somebody lets it stand: ours and those of other tools.
///
/// Ours is `sluice:allow RULE reason`, with several rules parted by commas; it holds for findings of these rules only.
/// `gitleaks:allow`, `trufflehog:ignore` and detect-secrets' `pragma: allowlist secret` name no rule and hold for every
/// finding on their line. A mark may stand on any line of the value and up to ``reach`` bytes before or behind it.
enum InlineMarks {
    /// The same for every way to cut a text into segments, which carry more than this of their neighbours.
    static let reach = 1024

    /// `value` lies in `text`; `isKnown` says whether there is such a rule.
    static func mark(
        for rule: RuleID, at value: Range<Int>, in text: Span<UInt8>, isKnown: (RuleID) -> Bool
    ) -> InlineMark? {
        var last = value.upperBound
        while last > value.lowerBound, text[last - 1] == 0x0A || text[last - 1] == 0x0D { last -= 1 }
        let start = Lines.start(
            of: value.lowerBound, in: text, notBefore: max(0, value.lowerBound - reach))
        let end = Lines.end(of: last, in: text, notAfter: min(text.count, last + reach))
        // Of a value of very many lines, the first and the last ones are looked at.
        let head = start..<min(end, value.lowerBound + reach)
        if let mark = mark(for: rule, within: head, of: text, isKnown: isKnown) { return mark }
        let tail = max(head.upperBound, last - reach)..<end
        return tail.isEmpty ? nil : mark(for: rule, within: tail, of: text, isKnown: isKnown)
    }

    private static func mark(
        for rule: RuleID, within range: Range<Int>, of text: Span<UInt8>, isKnown: (RuleID) -> Bool
    ) -> InlineMark? {
        var fault: InlineFault?
        for colon in range where text[colon] == 0x3A {
            let before = range.lowerBound..<colon
            let behind = colon + 1..<range.upperBound
            if let tool = foreign(before, behind, text) { return .allows(tool) }
            guard ends(before, with: "sluice", text), begins(behind, with: "allow", text) else { continue }
            switch own(behind.lowerBound + 5..<lineEnd(behind, text), text, for: rule, isKnown: isKnown) {
            case .allows(let tool): return .allows(tool)
            case .faulty(let found): fault = fault ?? found
            case nil: break
            }
        }
        return fault.map { .faulty($0) }
    }

    /// The name of another tool whose mark stands around a colon.
    private static func foreign(_ before: Range<Int>, _ behind: Range<Int>, _ text: Span<UInt8>) -> String? {
        if ends(before, with: "gitleaks", text), begins(behind, with: "allow", text) { return "gitleaks" }
        if ends(before, with: "trufflehog", text), begins(behind, with: "ignore", text) {
            return "trufflehog"
        }
        guard ends(before, with: "pragma", text) else { return nil }
        let words: [StaticString] = [
            " allowlist secret", "allowlist secret", " allowlist-secret", "allowlist-secret",
        ]
        return words.contains { begins(behind, with: $0, text) } ? "detect-secrets" : nil
    }

    /// What stands behind `sluice:allow`; nil where it is about other rules.
    private static func own(
        _ range: Range<Int>, _ text: Span<UInt8>, for rule: RuleID, isKnown: (RuleID) -> Bool
    ) -> InlineMark? {
        var place = range.lowerBound
        while place < range.upperBound, isBlank(text[place]) { place += 1 }
        guard place > range.lowerBound || range.isEmpty else { return nil }
        let start = place
        while place < range.upperBound, isRuleByte(text[place]) { place += 1 }
        let names = text.string(start..<place).split(separator: ",").map { RuleID($0) }
        guard !names.isEmpty else { return .faulty(.namesNoRule) }
        for name in names {
            guard let name, name == rule || isKnown(name) else { return .faulty(.namesUnknownRule) }
        }
        guard names.contains(rule) else { return nil }
        for index in place..<range.upperBound where isWordByte(text[index]) { return .allows("sluice") }
        return .faulty(.givesNoReason)
    }

    private static func lineEnd(_ range: Range<Int>, _ text: Span<UInt8>) -> Int {
        Lines.end(of: range.lowerBound, in: text, notAfter: range.upperBound)
    }

    private static func ends(_ range: Range<Int>, with word: StaticString, _ text: Span<UInt8>) -> Bool {
        let start = range.upperBound - word.utf8CodeUnitCount
        guard start >= range.lowerBound, stands(word, at: start, text) else { return false }
        return start == range.lowerBound || !isRuleByte(text[start - 1])
    }

    private static func begins(_ range: Range<Int>, with word: StaticString, _ text: Span<UInt8>) -> Bool {
        range.count >= word.utf8CodeUnitCount && stands(word, at: range.lowerBound, text)
    }

    private static func stands(_ word: StaticString, at start: Int, _ text: Span<UInt8>) -> Bool {
        word.withUTF8Buffer { bytes in
            for index in bytes.indices where unsafe text[start + index] != bytes[index] { return false }
            return true
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// What names of rules and commas between them are made of.
    private static func isRuleByte(_ byte: UInt8) -> Bool { isWordByte(byte) || byte == 0x2D || byte == 0x2C }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
    }
}

extension Span<UInt8> {
    fileprivate func string(_ range: Range<Int>) -> String {
        String(decoding: bytes(in: range), as: UTF8.self)
    }
}
