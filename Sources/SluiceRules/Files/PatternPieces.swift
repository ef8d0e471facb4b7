import SluiceModel
import SluiceYAML

/// Pieces of patterns that a rule file names under `define:`, so that what many patterns share stands in it once.
///
/// `{{name}}` in a pattern stands for the piece as it is written, without brackets of its own; a piece may hold those
/// defined above it. In a file without `define:` two braces mean what they mean to PCRE2.
struct PatternPieces {
    private var pieces: [String: String]?

    /// None.
    init() {}

    /// The pieces of a file, in their order.
    init(_ value: YAMLValue) {
        pieces = [:]
        for (key, value) in value.entries() ?? [] {
            guard let name = key.string(), let text = value.words() else { continue }
            guard name.allSatisfy(PatternPieces.isName) else {
                key.fault(
                    "bad-name", "'\(name)' names no piece", help: "lower-case letters, digits and hyphens")
                continue
            }
            if pieces?[name] != nil { key.fault("duplicate-piece", "'\(name)' is defined twice") }
            guard let whole = expanded(text, of: value) else { continue }
            pieces?[name] = whole
        }
    }

    /// The pattern that ``text(_:)`` gives.
    func pattern(_ value: YAMLValue) -> RulePattern? {
        guard let whole = text(value) else { return nil }
        var pattern = RulePattern(whole, source: value.source)
        pattern.isVerbatim = whole == value.words()
        return pattern
    }

    /// The text with all pieces in their places; nil where one is missing, which is noted.
    func text(_ value: YAMLValue) -> String? { value.words().flatMap { expanded($0, of: value) } }

    private static func isName(_ character: Character) -> Bool {
        character.isASCII && (character.isLowercase || character.isNumber || character == "-")
    }

    private func expanded(_ text: String, of value: YAMLValue) -> String? {
        guard let pieces, text.contains("{{") else { return text }
        var whole = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            // Of three braces the first is a brace: `\{{{name}}`.
            let isThird = rest[open.upperBound...].first == "{"
            whole += isThird ? rest[...open.lowerBound] : rest[..<open.lowerBound]
            rest = isThird ? rest[rest.index(after: open.lowerBound)...] : rest[open.upperBound...]
            if isThird { continue }
            let name = String(rest.prefix(while: PatternPieces.isName))
            rest = rest.dropFirst(name.count)
            guard rest.hasPrefix("}}"), let piece = pieces[name] else {
                let guess = closest(to: name, in: pieces.keys.sorted()).map { "did you mean '\($0)'?" }
                value.fault(
                    "unknown-piece", "no piece '\(name)' is defined above",
                    help: guess ?? #"braces that are meant are written '\{\{'"#)
                return nil
            }
            whole += piece
            rest = rest.dropFirst(2)
        }
        return whole + rest
    }
}
