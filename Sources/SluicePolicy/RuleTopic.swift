public import SluiceModel

/// Some rules, named one by one or by their packs.
public struct RuleTopic: Hashable, Sendable {
    public var packs: [String]
    public var rules: [RuleID]

    public init(packs: [String] = [], rules: [RuleID] = []) {
        self.packs = packs
        self.rules = rules
    }

    /// Whether it names no rule at all.
    public var isEmpty: Bool { packs.isEmpty && rules.isEmpty }

    public func contains(_ rule: RuleID, pack: String?) -> Bool {
        rules.contains(rule) || pack.map(packs.contains) ?? false
    }
}
