import SluiceDetection
import SluiceModel
import SluiceRules
import TestSupport

/// Words separated by spaces and line ends, in which each rule looks for one kind of word.
struct WordText {
    var words: [(text: String, range: Range<Int>, line: Int)] = []
    var text = ""

    init(_ count: Int, _ random: inout SeededGenerator) {
        let vocabulary = ["4711", "4712", "4713", "AB", "AB", "CD", "CD", "Fall", "Muster", "und", "so"]
        var line = 0
        for _ in 0..<count {
            let word = vocabulary.randomElement(using: &random) ?? ""
            let start = text.utf8.count
            words.append((word, start..<start + word.utf8.count, line))
            text += word
            let isEnd = UInt.random(in: 0..<8, using: &random) == 0
            text += isEnd ? "\n" : " "
            if isEnd { line += 1 }
        }
    }
}

/// What conditions mean, said as plainly as can be: every word is looked at for every question.
struct NaiveConditions {
    let rules: [Rule]
    let text: WordText

    /// Whether the word at `index` is what the rule of that name looks for.
    private func isMatch(_ index: Int, of rule: String) -> Bool {
        let word = text.words[index].text
        return rule == "number" ? word.allSatisfy(\.isNumber) : word == rule.uppercased()
    }

    func outcomes() -> [Outcome] {
        var outcomes: [Outcome] = []
        for index in text.words.indices {
            for rule in rules where rule.isReported && isMatch(index, of: rule.id.description) {
                if rule.unless.contains(where: { holds($0, at: index, rule, .all) == true }) { continue }
                let strongest = rule.evidence.filter { holds($0, at: index, rule, .all) == true }
                    .compactMap(\.confidence).max()
                outcomes.append(
                    Outcome(
                        rule.id.description, text.words[index].range,
                        max(rule.confidence, strongest ?? .low)))
            }
        }
        return outcomes
    }

    /// How much is known: a match counts for other rules by what stands around it, other matches aside.
    private enum Knowledge { case all, wordsOnly }

    /// Nil where it cannot be said.
    private func holds(_ condition: Condition, at index: Int, _ rule: Rule, _ knowledge: Knowledge) -> Bool? {
        var answers: [Bool?] = condition.groups.map { group in
            let inner = group.conditions.map { holds($0, at: index, rule, knowledge) }
            if inner.count(where: { $0 == true }) >= group.least { return true }
            return inner.count(where: { $0 != false }) >= group.least ? nil : false
        }
        if !condition.near.isEmpty {
            answers.append(
                text.words.indices.contains {
                    condition.near.contains(text.words[$0].text) && isInReach($0, index, condition.within)
                })
        }
        if !condition.rules.isEmpty {
            answers.append(
                knowledge == .wordsOnly
                    ? nil
                    : condition.rules.contains { reference in
                        text.words.indices.contains {
                            counts($0, for: reference.name) && isInReach($0, index, condition.within)
                        }
                    })
        }
        if condition.distinct != nil, knowledge == .wordsOnly {
            answers.append(nil)
        } else if let least = condition.distinct {
            let id = rule.id.description
            let values = Set(
                text.words.indices.filter { isMatch($0, of: id) }.filter { isLeft($0, rule) }
                    .map { text.words[$0].text })
            answers.append(values.count >= least)
        }
        if answers.contains(false) { return false }
        return answers.contains(nil) ? nil : true
    }

    private func counts(_ index: Int, for name: String) -> Bool {
        guard isMatch(index, of: name), let rule = rules.first(where: { $0.id.description == name }) else {
            return false
        }
        return isLeft(index, rule)
    }

    private func isLeft(_ index: Int, _ rule: Rule) -> Bool {
        !rule.unless.contains { holds($0, at: index, rule, .wordsOnly) == true }
    }

    private func isInReach(_ other: Int, _ index: Int, _ reach: Reach) -> Bool {
        let first = text.words[min(other, index)]
        let second = text.words[max(other, index)]
        switch reach {
        case .message: return true
        case .line: return first.line == second.line
        case .characters(let count): return second.range.lowerBound - first.range.upperBound <= count
        }
    }
}

/// Rules with conditions out of all forms, put together by chance.
struct ConditionMaker {
    var random: SeededGenerator

    mutating func rules() throws -> [Rule] {
        let patterns = [("number", #"\b\d{4}\b"#), ("ab", #"\bAB\b"#), ("cd", #"\bCD\b"#)]
        return try patterns.map { name, pattern in
            let others = patterns.map(\.0).filter { $0 != name }
            var rule = try makeRule(name, [pattern], confidence: .low)
            for confidence in [Confidence.medium, .high] where chance(3) {
                rule.evidence.append(condition(others, depth: 0))
                rule.evidence[rule.evidence.count - 1].confidence = confidence
            }
            if chance(2) { rule.unless.append(condition(others, depth: 0)) }
            rule.isReported = chance(6)
            return rule
        }
    }

    private mutating func chance(_ parts: UInt) -> Bool { UInt.random(in: 0..<parts, using: &random) > 0 }

    private mutating func condition(_ others: [String], depth: Int) -> Condition {
        var condition = Condition(within: reach(), source: place)
        switch UInt.random(in: 0..<(depth < 3 ? 6 : 3), using: &random) {
        case 0: condition.near = ["Fall"]
        case 1: condition.rules = [Reference(others.randomElement(using: &random) ?? "", source: place)]
        case 2: condition.distinct = Int.random(in: 2...3, using: &random)
        case 3:
            condition.near = ["Muster", "Fall"]
            condition.rules = others.map { Reference($0, source: place) }
        default:
            let inner = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                self.condition(others, depth: depth + 1)
            }
            let quantities: [ConditionGroup.Quantity] = [
                .all, .any, .atLeast(Int.random(in: 1...inner.count, using: &random)),
            ]
            condition.groups = [ConditionGroup(quantities.randomElement(using: &random) ?? .all, of: inner)]
        }
        return condition
    }

    private mutating func reach() -> Reach {
        switch UInt.random(in: 0..<5, using: &random) {
        case 0: .message
        case 1: .line
        default: .characters(Int.random(in: 1...25, using: &random))
        }
    }
}

extension Condition {
    /// The same question with all that it lists in another order.
    func shuffled(_ random: inout SeededGenerator) -> Condition {
        var condition = self
        condition.near.shuffle(using: &random)
        condition.rules.shuffle(using: &random)
        condition.groups = groups.map { group in
            var conditions: [Condition] = []
            for inner in group.conditions.shuffled(using: &random) {
                conditions.append(inner.shuffled(&random))
            }
            return ConditionGroup(group.quantity, of: conditions)
        }.shuffled(using: &random)
        return condition
    }
}
