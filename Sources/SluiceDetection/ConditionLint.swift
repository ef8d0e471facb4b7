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
        for condition in rule.unless {
            warnings += words(condition)
            if condition.distinct != nil {
                warnings.append(
                    RuleLint.warning(
                        "unreachable-evidence", "'distinct' has no meaning in 'unless'", condition.source))
            }
        }
        return warnings
    }

    private func words(_ condition: Condition) -> [Diagnostic] {
        var warnings = condition.near.filter { WordFinder([$0]).isEmpty }.map {
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
        let keepsInvalid =
            rule.validator != nil && condition.valid != true
            && !(condition.near.isEmpty && condition.nearPatterns.isEmpty)
        if let confidence = condition.confidence, !keepsInvalid, condition.valid != false {
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
        return isNearCovered && (first.valid == second.valid || first.valid == nil && second.valid == true)
            && covers(first.layers, second.layers) && covers(first.parts, second.parts)
            && covers(first.channels, second.channels)
            && (first.distinct == nil || second.distinct.map { $0 >= first.distinct ?? 0 } ?? false)
    }

    private static func covers<Name: Hashable>(_ first: [Name], _ second: [Name]) -> Bool {
        first.isEmpty || !second.isEmpty && Set(second).isSubset(of: first)
    }
}
