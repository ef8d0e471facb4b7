public import SluiceRules
import SluiceRuleSets

/// The rules that travel inside the program.
public enum DefaultRules {
    /// The folder `Rules` as it was when the program was built, with its hash.
    ///
    /// - Throws: Where the program was put together from parts of different versions.
    public static func load() throws(PackFault) -> RuleSet {
        let bytes = Array(packedDefaultRules.utf8)
        var set = try PackedRules.ruleSet(from: bytes)
        set.hash = ruleHash(ofMeaning: try PackedRules.meaning(in: bytes))
        return set
    }
}
