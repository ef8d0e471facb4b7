import SluiceModel
import SluiceRules
import SluiceText

/// Looks for evidence that can never count.
struct ConditionLint {
    let rule: Rule

    func warnings() -> [Diagnostic] {
        var warnings: [Diagnostic] = []
        for (index, condition) in rule.evidence.enumerated() {
            warnings += words(condition)
            if let message = unreachable(condition, index) {
                warnings.append(
                    RuleLint.warning("unreachable-evidence", message, condition.source))
            }
        }
        for condition in rule.unless { warnings += words(condition) }
        for condition in rule.evidence + rule.unless {
            warnings += contradictions(in: condition, around: condition)
        }
        return warnings
    }

    /// Conditions within `condition` that exclude what stands around them.
    private func contradictions(in condition: Condition, around outer: Condition) -> [Diagnostic] {
        condition.groups.flatMap { group in
            group.conditions.flatMap { inner in
                var together = outer
                together.valid = inner.valid ?? outer.valid
                together.parts = inner.parts.isEmpty ? outer.parts : inner.parts
                together.channels = inner.channels.isEmpty ? outer.channels : inner.channels
                together.layers = inner.layers.isEmpty ? outer.layers : inner.layers
                let key = Self.contradiction(inner, outer)
                let here = key.map { key in
                    RuleLint.warning(
                        "never-holds", "'\(key)' excludes what the entry around it asks for", inner.source)
                }
                return (here.map { [$0] } ?? []) + contradictions(in: inner, around: together)
            }
        }
    }

    /// The key by which two conditions exclude each other; nil where both can hold.
    private static func contradiction(_ inner: Condition, _ outer: Condition) -> String? {
        func excludes<Name: Hashable>(_ first: [Name], _ second: [Name]) -> Bool {
            !first.isEmpty && !second.isEmpty && Set(first).isDisjoint(with: second)
        }
        if let first = inner.valid, let second = outer.valid, first != second { return "valid" }
        if excludes(inner.parts, outer.parts) { return "part" }
        if excludes(inner.channels, outer.channels) { return "channel" }
        return excludes(inner.layers, outer.layers) ? "layer" : nil
    }

    private func words(_ condition: Condition) -> [Diagnostic] {
        condition.all.flatMap(ownWords)
    }

    private func ownWords(_ condition: Condition) -> [Diagnostic] {
        var warnings = condition.near.filter { WordFinder([WordFinder.Word(withEnding: $0)]).isEmpty }.map {
            RuleLint.warning(
                "empty-word", "'\($0)' holds no letter or digit and is never found", condition.source)
        }
        if case .characters(let count) = condition.within, count > Reaches.characters {
            warnings.append(
                RuleLint.warning(
                    "far-reach", "'near' looks \(Reaches.characters) characters far at most",
                    condition.source,
                    help: "within: message looks further"))
        }
        return warnings
    }

    /// Why an entry can never change a finding; nil where it can.
    private func unreachable(_ condition: Condition, _ index: Int) -> String? {
        if condition.valid != nil, rule.validator == nil { return "the rule has no validator to ask" }
        let hasNear = condition.all.contains { !$0.near.isEmpty || !$0.nearPatterns.isEmpty }
        let keepsInvalid = rule.validator != nil && condition.valid != true && hasNear
        let namesInvalid = condition.all.contains { $0.valid == false }
        if let confidence = condition.confidence, !keepsInvalid, !namesInvalid {
            if confidence < rule.confidence {
                return "the match alone is worth \(rule.confidence.rawValue) already"
            }
            if confidence == rule.confidence {
                return "the match alone is worth \(confidence.rawValue) as well"
            }
        }
        let earlier = rule.evidence[..<index].first { ConditionLint.covers($0, condition) }
        return earlier.map { "the entry at line \($0.source.line) asks less and is worth as much" }
    }

    /// Whether `first` holds wherever `second` does, and is worth at least as much.
    private static func covers(_ first: Condition, _ second: Condition) -> Bool {
        guard (first.confidence ?? .low) >= (second.confidence ?? .low) else { return false }
        let isNearCovered =
            first.near.isEmpty && first.nearPatterns.isEmpty
            || first.within == second.within && !(second.near.isEmpty && second.nearPatterns.isEmpty)
                && Set(second.near).isSubset(of: first.near)
                && Set(second.nearPatterns).isSubset(of: first.nearPatterns)
        let areRulesCovered =
            first.rules.isEmpty
            || first.within == second.within && !second.rules.isEmpty
                && Set(second.rules.map(\.name)).isSubset(of: first.rules.map(\.name))
        let areGroupsCovered = first.groups.allSatisfy { group in
            second.groups.contains { $0.means(the: group) }
        }
        return isNearCovered && areRulesCovered && areGroupsCovered
            && (first.valid == second.valid || first.valid == nil && second.valid == true)
            && covers(first.layers, second.layers) && covers(first.parts, second.parts)
            && covers(first.channels, second.channels)
            && (first.distinct == nil || second.distinct.map { $0 >= first.distinct ?? 0 } ?? false)
    }

    private static func covers<Name: Hashable>(_ first: [Name], _ second: [Name]) -> Bool {
        first.isEmpty || !second.isEmpty && Set(second).isSubset(of: first)
    }
}

extension ConditionGroup {
    /// Whether both ask the same, wherever they stand.
    fileprivate func means(the other: ConditionGroup) -> Bool {
        quantity == other.quantity && conditions.map(\.withoutPlaces) == other.conditions.map(\.withoutPlaces)
    }
}

extension Condition {
    /// The condition with all places alike, for comparisons.
    fileprivate var withoutPlaces: Condition {
        let nowhere = SourcePlace(file: "", line: 0, column: 0)
        var condition = self
        condition.source = nowhere
        condition.rules = rules.map { Reference($0.name, source: nowhere) }
        condition.groups = groups.map {
            ConditionGroup($0.quantity, of: $0.conditions.map(\.withoutPlaces))
        }
        return condition
    }
}
