public import SluiceRules

/// The rules that travel inside the program.
public enum DefaultRules {
    /// The folder `Rules` as it was when the program was built; the hash is empty.
    ///
    /// - Throws: Where the program was built of parts of different versions.
    public static func load() throws(PackFault) -> RuleSet {
        try PackedRules.ruleSet(from: Array(packedDefaultRules.utf8))
    }
}
