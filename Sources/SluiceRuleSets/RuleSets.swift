public import SluiceModel
public import SluiceRules

/// Rule sets from whatever paths a person gives.
public enum RuleSets {
    /// The rules of all `paths`: folders of packs, YAML files, rule files of gitleaks.
    ///
    /// - Throws: The faults of all files, an id that is used twice among them.
    public static func load(
        paths: [String], completeness: Completeness = .usable
    ) throws(Diagnostics) -> RuleSet {
        let loader = RuleLoader(completeness: completeness, importers: [.gitleaks])
        return try loader.load(paths: paths).hashed()
    }

    /// All rules of `sets` as one set.
    ///
    /// - Throws: A fault for each id that two sets have.
    public static func merging(_ sets: [RuleSet]) throws(Diagnostics) -> RuleSet {
        let sets = sets.count == 1 ? sets : sets.filter { !$0.isEmpty }
        if sets.count == 1, let only = sets.first { return only }
        return try RuleSet.merging(sets).hashed()
    }
}
