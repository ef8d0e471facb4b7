import SluiceModel
import SluiceRules

/// Looks for rules whose links to each other probably do not mean what their author thinks.
struct LinkLint {
    private let rules: [Rule]
    private let indices: [String: Int]
    /// For each rule those whose matches remove its own.
    private let removers: [[Int]]

    init(_ set: RuleSet) {
        rules = set.rules
        let indices = Dictionary(
            set.rules.enumerated().map { ($1.id.description, $0) }, uniquingKeysWith: { first, _ in first })
        self.indices = indices
        removers = set.rules.map { rule in
            rule.unless.flatMap(\.all).flatMap(\.rules).compactMap { indices[$0.name] }
        }
    }

    func warnings() -> [Diagnostic] { circles() + uselessEvidence() }

    /// Rules that remove each other: where all match, nothing is found.
    private func circles() -> [Diagnostic] {
        var told: Set<Int> = []
        var warnings: [Diagnostic] = []
        for index in rules.indices where !removers[index].isEmpty && !told.contains(index) {
            guard let circle = circle(from: index) else { continue }
            told.formUnion(circle)
            let names = circle.map { "'\(rules[$0].id)'" }.joined(separator: ", ")
            warnings.append(
                RuleLint.warning(
                    "rule-circle", "\(names) remove each other: where they stand together, none is found",
                    rules[index].source, help: "drop one of their 'unless' entries"))
        }
        return warnings
    }

    /// The rules on a shortest way from a rule back to itself; nil where there is none.
    private func circle(from start: Int) -> [Int]? {
        var ways = [[start]]
        var seen: Set<Int> = []
        while !ways.isEmpty {
            let way = ways.removeFirst()
            for next in removers[way[way.count - 1]] {
                if next == start { return way }
                if seen.insert(next).inserted { ways.append(way + [next]) }
            }
        }
        return nil
    }

    /// Rules that are evidence only, and that nobody asks for.
    private func uselessEvidence() -> [Diagnostic] {
        let silent = rules.filter { !$0.isReported && $0.against == nil }
        guard !silent.isEmpty else { return [] }
        let asked = Set(rules.flatMap(\.askedRules).map(\.name))
        return silent.filter { !asked.contains($0.id.description) }.map { rule in
            RuleLint.warning(
                "useless-rule", "'\(rule.id)' is not reported, and no rule asks for it", rule.source,
                help: "name it in a condition: rule: \(rule.id)")
        }
    }
}
