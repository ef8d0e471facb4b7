import SluiceModel
public import SluiceRules

extension RuleSet {
    /// The same set with its hash: equal for rules of equal meaning, wherever their files stand.
    public func hashed() -> RuleSet {
        var set = self
        set.setHash(Background { PackedRules.hash(of: self) })
        return set
    }
}
