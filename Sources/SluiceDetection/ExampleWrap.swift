import SluiceModel
import SluiceRules

/// A surrounding in which an example must still hold.
public enum ExampleWrap: String, CaseIterable, Sendable {
    case asItStands = "as it stands"
    case chatLine = "in a chat line"
    case tableCell = "in a table"
    case quotedLine = "in a quoted line"
    case sentenceEnd = "at a sentence's end"
    case betweenLines = "between other lines"

    /// The example's text in this surrounding, marks included.
    func wrapped(_ marked: String) -> String {
        switch self {
        case .asItStands: marked
        case .chatLine: "Kim: \(marked)"
        case .tableCell: "| a | \(marked) | b |"
        case .quotedLine: "Kim schrieb:\n> \(marked)\n"
        case .sentenceEnd: marked + "."
        case .betweenLines: "Hallo,\n\(marked)\nGruß\n"
        }
    }

    /// The surroundings that leave what is expected of an example as it is.
    ///
    /// A text of several lines keeps its lines; one whose rule asks where a line begins or ends is not moved
    /// on its line; a full stop is added where the text does not end in a mark of punctuation.
    static func fitting(_ marked: String, part: PartKind, rule: Rule) -> [ExampleWrap] {
        guard [.body, .attachment, .comment].contains(part) else { return [.asItStands] }
        let isOneLine = !marked.unicodeScalars.contains { $0 == "\n" }
        guard isOneLine, !rule.asksForLineBorders else { return [.asItStands, .betweenLines] }
        return allCases.filter { $0 != .sentenceEnd || endsOpen(marked) }
    }

    private static func endsOpen(_ marked: String) -> Bool {
        guard let last = marked.unicodeScalars.last(where: { $0 != "⟧" }) else { return false }
        return last.properties.isAlphabetic || last.properties.numericType != nil
    }
}

extension Rule {
    /// Whether a pattern of the rule asks for the beginning or end of a line or text.
    var asksForLineBorders: Bool {
        guard case .patterns(let patterns, _, _) = matcher else { return false }
        return patterns.contains { Rule.hasLineBorder($0.regex) }
    }

    private static func hasLineBorder(_ regex: String) -> Bool {
        var isEscaped = false
        var isInClass = false
        for scalar in regex.unicodeScalars {
            if isEscaped {
                if !isInClass, ["A", "z", "Z", "R", "n"].contains(scalar) { return true }
                isEscaped = false
                continue
            }
            switch scalar {
            case "\\": isEscaped = true
            case "[": isInClass = true
            case "]": isInClass = false
            case "^", "$": if !isInClass { return true }
            default: break
            }
        }
        return false
    }
}
