import SluiceModel
import SluiceRules

/// Words conditions for people.
struct ConditionWords: Sendable {
    let words: PageWords

    /// All that the condition asks for, in one line.
    func text(_ condition: Condition) -> String {
        var pieces: [String] = []
        if let valid = condition.valid {
            pieces.append(
                valid
                    ? words.choose("die Prüfung stimmt", "the check is right")
                    : words.choose("die Prüfung stimmt nicht", "the check is wrong"))
        }
        pieces += near(condition)
        pieces += places(condition)
        if let count = condition.distinct {
            pieces.append(
                words.choose("wenigstens \(count) verschiedene Werte", "at least \(count) different values"))
        }
        pieces += condition.groups.map(text)
        return pieces.joined(separator: words.choose(" und ", " and "))
    }

    private func near(_ condition: Condition) -> [String] {
        var pieces: [String] = []
        let reach = words.reach(condition.within)
        let near = condition.near.map(quoted) + condition.nearPatterns.map { "/\($0)/" }
        if !near.isEmpty { pieces.append("\(either(near)) (\(reach))") }
        if !condition.rules.isEmpty {
            let names = either(condition.rules.map(\.name))
            pieces.append(
                words.choose("ein Treffer von \(names) (\(reach))", "a match of \(names) (\(reach))"))
        }
        return pieces
    }

    private func places(_ condition: Condition) -> [String] {
        var pieces: [String] = []
        if !condition.layers.isEmpty {
            pieces.append(words.choose("in der Schicht ", "in the layer ") + either(condition.layers))
        }
        if !condition.parts.isEmpty {
            pieces.append(words.choose("im Teil ", "in the part ") + either(condition.parts.map(\.rawValue)))
        }
        if !condition.channels.isEmpty {
            pieces.append(
                words.choose("auf dem Weg ", "on the channel ") + either(condition.channels.map(\.rawValue)))
        }
        return pieces
    }

    private func text(_ group: ConditionGroup) -> String {
        let inner = group.conditions.map { "(\(text($0)))" }
        switch group.quantity {
        case .all: return inner.joined(separator: words.choose(" und ", " and "))
        case .any: return inner.joined(separator: words.choose(" oder ", " or "))
        case .atLeast(let count):
            let list = inner.joined(separator: ", ")
            return words.choose("wenigstens \(count) von: \(list)", "at least \(count) of: \(list)")
        }
    }

    private func quoted(_ word: String) -> String { words.choose("„\(word)“", "“\(word)”") }

    private func either(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + words.choose(" oder ", " or ") + last
    }
}
