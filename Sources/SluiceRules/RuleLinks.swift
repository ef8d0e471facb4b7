public import SluiceModel
import SluiceYAML

/// What rules of a set say of other rules and of packs.
extension RuleSet {
    /// Whether a rule names another one, or a pack, that is not in the set.
    public var hasOpenLinks: Bool { !missingRules.isEmpty || !missingTargets.isEmpty }

    /// The same set with the rules of `library` that its conditions ask for and that it lacks.
    ///
    /// Those are evidence only: what they match is no finding. A rule that only `against` names is not taken along.
    ///
    /// - Throws: A fault for each name that is neither in the set nor in `library`.
    public func linked(with library: RuleSet) throws(Diagnostics) -> RuleSet {
        let ids = Set(library.rules.map(\.id.description))
        let packs = Set(library.packNames)
        let unknownRules = (missingRules + missingTargets.rules).filter { !ids.contains($0.name) }
        let unknownPacks = missingTargets.packs.filter { !packs.contains($0.name) }
        guard unknownRules.isEmpty, unknownPacks.isEmpty else {
            let known = rules.map(\.id.description) + library.rules.map(\.id.description)
            let names = packNames + library.packNames
            throw Diagnostics(
                unknownRules.map { Self.fault("unknown-rule", "there is no rule", $0, known) }
                    + unknownPacks.map { Self.fault("unknown-pack", "there is no pack", $0, names) })
        }
        let missing = Set(missingRules.map(\.name))
        guard !missing.isEmpty else { return self }
        var set = self
        set.rules += library.rules.filter { missing.contains($0.id.description) }.map(\.asEvidenceOnly)
        return set
    }

    private var packNames: [String] {
        Set(rules.compactMap(\.information.pack)).union(packs.map(\.name)).sorted()
    }

    private var missingRules: [Reference] {
        let asked = rules.flatMap(\.askedRules)
        guard !asked.isEmpty else { return [] }
        let known = Set(rules.map(\.id.description))
        return asked.filter { !known.contains($0.name) }
    }

    /// What `against` names and the set lacks.
    private var missingTargets: Targets {
        let against = rules.compactMap(\.against)
        guard !against.isEmpty else { return Targets() }
        let known = Set(rules.map(\.id.description))
        let names = Set(packNames)
        return Targets(
            rules: against.flatMap(\.rules).filter { !known.contains($0.name) },
            packs: against.flatMap(\.packs).filter { !names.contains($0.name) })
    }

    private struct Targets {
        var rules: [Reference] = []
        var packs: [Reference] = []
        var isEmpty: Bool { rules.isEmpty && packs.isEmpty }
    }

    private static func fault(
        _ code: String, _ message: String, _ reference: Reference, _ known: [String]
    ) -> Diagnostic {
        let guess = closest(to: reference.name, in: known).map { "did you mean '\($0)'?" }
        return Diagnostic(
            code, "\(message) '\(reference.name)'", file: reference.source.file, line: reference.source.line,
            column: reference.source.column, help: guess ?? "'sluice rules list' names them all")
    }
}

extension Rule {
    /// The rules that its conditions ask for, as often as they do.
    public var askedRules: [Reference] { (evidence + unless).flatMap(\.all).flatMap(\.rules) }

    /// The same rule as mere evidence for others.
    public var asEvidenceOnly: Rule {
        var rule = self
        rule.isReported = false
        rule.against = nil
        return rule
    }
}
