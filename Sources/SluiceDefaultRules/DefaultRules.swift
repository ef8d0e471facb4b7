import SluiceModel
public import SluiceRules
import SluiceRuleSets

/// The rules that travel inside the program.
///
/// Packs that are off by default lie apart from the others, so that they cost nothing unless they are asked for.
public enum DefaultRules {
    /// The rules of the folder `Rules` as it was when the program was built, with their hash: of the packs that are
    /// on by default, as far as `selection` does not say otherwise.
    ///
    /// - Throws: Where the program was put together from parts of different versions.
    public static func load(_ selection: PackSelection = PackSelection()) throws(PackFault) -> RuleSet {
        var set = try PackedRules.ruleSet(from: StaticBytes(packedDefaultRules), withExamples: true)
        set.image = packedDefaultImage
        guard !selection.isEmpty else { return set }
        for pack in packedOptionalRules where selection.includes(pack.name, isOn: false) {
            let more = try PackedRules.ruleSet(from: StaticBytes(pack.rules), withExamples: true)
            set.rules += more.rules
            set.packs += more.packs
        }
        return set.selecting(selection).hashed()
    }

    /// The rules of the packs that are on by default, for a run that looks for them and for nothing else: without
    /// their examples, which take time to read.
    ///
    /// - Throws: As ``load(_:)`` does.
    public static func loadToRun() throws(PackFault) -> RuleSet {
        var set = try PackedRules.ruleSet(from: StaticBytes(packedDefaultRules), withExamples: false)
        set.image = packedDefaultImage
        return set
    }

    /// All of them, whether on by default or not.
    ///
    /// - Throws: As ``load(_:)`` does.
    public static func loadAll() throws(PackFault) -> RuleSet {
        try load(PackSelection(on: optionalPacks))
    }

    /// The names of the packs that are off by default.
    public static var optionalPacks: [String] { packedOptionalRules.map(\.name) }
}
