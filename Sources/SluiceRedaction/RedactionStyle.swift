public import SluiceModel
public import SluiceNames

/// What stands in the place of a value.
public enum RedactionStyle: String, CaseIterable, Sendable {
    /// Dots, as reports show values.
    case mask
    /// What the value was, such as `[IBAN]`.
    case label
    /// What it was and a name for it, such as `[IBAN-3f2a91]`: the same value has the same name.
    case pseudonym
}

/// Words the replacements of values.
public struct Replacement: Sendable {
    private let style: RedactionStyle
    private let titles: [RuleID: String]
    private let key: NameKey
    /// How often the text was redacted before: what is found once more gets a replacement that says less.
    private let round: Int

    private static let longestTitle = 32
    private static let dots = String(repeating: "•", count: 8)

    public init(
        _ style: RedactionStyle, rules: [RuleInformation], language: Language, key: NameKey, round: Int = 0
    ) {
        self.style = style
        self.key = key
        self.round = round
        titles = Dictionary(
            rules.map { ($0.id, Replacement.title($0, language)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same words for a text that was redacted once more.
    public func next() -> Replacement { Replacement(self, round: round + 1) }

    private init(_ other: Replacement, round: Int) {
        style = other.style
        titles = other.titles
        key = other.key
        self.round = round
    }

    /// What takes the place of each of a value's `lines`.
    func texts(for finding: Finding, lines: [String], isEncoded: Bool = false) -> [String] {
        guard let last = lines.indices.last else { return [] }
        if round >= 3 { return first("•", of: lines) }
        // What stands in a label's brackets may be found itself; dots within the brackets are not.
        if round > 0 { return first(Replacement.dots, of: lines) }
        guard style == .mask else { return first("[\(name(of: finding))]", of: lines) }
        if isEncoded || finding.show == .none { return first(Replacement.dots, of: lines) }
        return lines.enumerated().map { index, line in
            Dots.cover(line, showsEnd: finding.show == .ends && index == last)
        }
    }

    private func first(_ text: String, of lines: [String]) -> [String] {
        [text] + [String](repeating: "", count: lines.count - 1)
    }

    private func name(of finding: Finding) -> String {
        let title =
            finding.label.map(Replacement.plain) ?? titles[finding.rule] ?? Replacement.name(finding.rule)
        guard style == .pseudonym else { return title }
        return "\(title)-\(key.valueID(finding).prefix(6))"
    }

    /// The title without what stands in brackets; the rule's name where it is too long.
    private static func title(_ rule: RuleInformation, _ language: Language) -> String {
        let title = plain(String((rule.title.text(in: language) ?? "").prefix { $0 != "(" }))
        return title.isEmpty || title.count > longestTitle ? name(rule.id) : title
    }

    private static func name(_ rule: RuleID) -> String { rule.description.uppercased() }

    /// Letters, digits, blanks and hyphens: no format has a meaning for them.
    private static func plain(_ text: String) -> String {
        let kept = text.unicodeScalars.map { scalar -> Character in
            let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return isKept || scalar == "-" ? Character(scalar) : " "
        }
        return String(kept).split(separator: " ").joined(separator: " ")
    }
}

/// Dots in the place of letters.
enum Dots {
    /// A dot for each letter and digit; the last ones stay with `showsEnd`, four at most and a quarter at most.
    static func cover(_ text: String, showsEnd: Bool) -> String {
        let letters = text.unicodeScalars.count { isLetter($0) }
        var left = showsEnd ? min(4, letters / 4) : 0
        var covered: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars.reversed() {
            if isSeparator(scalar) {
                covered.append(scalar)
            } else if left > 0, isLetter(scalar) {
                covered.append(scalar)
                left -= 1
            } else {
                left = 0
                covered.append("•")
            }
        }
        var output = String.UnicodeScalarView()
        output.append(contentsOf: covered.reversed())
        return String(output)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        [" ", "-", ".", "/", "\t"].contains(scalar)
    }
}
