import SluiceModel
import SluiceRules

/// Which rules of a set ask for matches of which others.
struct RuleReferences {
    /// The rules' indices by their names.
    private(set) var indices: [String: Int] = [:]
    /// The indices of the rules whose matches somebody asks for.
    private(set) var asked: Set<Int> = []
    /// For the index of a rule the `unless` entries that other rules bring along by their `against`.
    private(set) var objections: [Int: [Condition]] = [:]

    init(_ set: RuleSet) {
        for (index, rule) in set.rules.enumerated() {
            let conditions = rule.evidence + rule.unless
            if rule.against == nil, conditions.allSatisfy(\.isAboutNoRule) { continue }
            if indices.isEmpty {
                for (index, rule) in set.rules.enumerated() { indices[rule.id.description] = index }
            }
            let names = conditions.flatMap(\.all).flatMap { $0.rules.map(\.name) }
            asked.formUnion(names.compactMap { indices[$0] })
            guard let against = rule.against else { continue }
            asked.insert(index)
            object(index, rule, against, set)
        }
    }

    private mutating func object(_ index: Int, _ rule: Rule, _ against: Against, _ set: RuleSet) {
        let packs = Set(against.packs.map(\.name))
        var targets = Set(against.rules.compactMap { indices[$0.name] })
        for (target, other) in set.rules.enumerated() {
            if let pack = other.information.pack, packs.contains(pack) { targets.insert(target) }
        }
        let reference = Reference(rule.id.description, source: rule.source)
        for target in targets where target != index && set.rules[target].isReported {
            let known = objections[target]?.firstIndex { $0.within == against.within }
            if let known {
                objections[target]?[known].rules.append(reference)
            } else {
                objections[target, default: []].append(
                    Condition(rules: [reference], within: against.within, source: rule.source))
            }
        }
    }
}

extension Condition {
    fileprivate var isAboutNoRule: Bool {
        rules.isEmpty && groups.allSatisfy { $0.conditions.allSatisfy(\.isAboutNoRule) }
    }
}
