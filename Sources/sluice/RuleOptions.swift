import ArgumentParser
import SluiceDefaultRules
import SluiceDetection
import SluiceModel
import SluicePipeline
import SluicePolicy
import SluiceRuleSets
import SluiceRules
import SluiceYAML

/// Which rules a command works with.
struct RuleOptions: ParsableArguments {
    @Option(
        name: .customLong("rules"), parsing: .singleValue,
        help: ArgumentHelp(
            "Use these rules in place of the default ones: a pack's folder, a YAML file, a gitleaks TOML file.",
            discussion: "May be given more than once.", valueName: "path"))
    var replacing: [String] = []

    @Option(
        name: .customLong("add-rules"), parsing: .singleValue,
        help: ArgumentHelp("Use these rules too.", valueName: "path"))
    var adding: [String] = []

    @Option(
        name: .customLong("pack"), parsing: .singleValue,
        help: ArgumentHelp(
            "Switch on a pack that is off by default.",
            discussion: "May be given more than once; 'sluice rules list' names the packs.",
            valueName: "name"))
    var packsOn: [String] = []

    @Option(
        name: .customLong("no-pack"), parsing: .singleValue,
        help: ArgumentHelp("Switch off a pack.", valueName: "name"))
    var packsOff: [String] = []

    /// Whether all rules were tested when the program was built.
    var areDefault: Bool { replacing.isEmpty && adding.isEmpty }

    /// What the options say of packs.
    var selection: PackSelection { PackSelection(on: packsOn, off: packsOff) }

    /// The rules that count; `configured` is what a configuration file says of packs, and options are stronger.
    ///
    /// - Throws: What is wrong with the rule files, or a pack that does not exist.
    func load(_ configured: PackSelection = PackSelection()) throws -> RuleSet {
        let selection = selection.over(configured)
        if selection.isEmpty, let early { return early.rules }
        var sets: [RuleSet] = []
        if replacing.isEmpty {
            sets.append(
                try RuleOptions.inside { () throws(PackFault) in
                    try DefaultRules.load(selection)
                })
        }
        let paths = replacing + adding
        let given = paths.isEmpty ? RuleSet(rules: []) : try RuleSets.load(paths: paths)
        try check(selection, given)
        if !paths.isEmpty { sets.append(selection.isEmpty ? given : given.selecting(selection).hashed()) }
        return try RuleOptions.linked(RuleSets.merging(sets))
    }

    /// The rules that count under a policy: its packs, and the organisation's own words.
    ///
    /// - Throws: As ``load(_:)`` does, and where a list of words cannot be read.
    func load(_ policy: Policy?) throws -> RuleSet {
        guard let policy else { return try load() }
        let rules = try load(policy.packSelection)
        let own = try policy.dictionaryRules()
        return own.rules.isEmpty ? rules : try RuleSets.merging([rules, own])
    }

    /// Warnings for packs and rules that the policy names and that there are not; `rules` are those that count.
    ///
    /// - Throws: Where rules cannot be loaded.
    func unknownNames(_ policy: Policy, _ rules: RuleSet) throws -> [Diagnostic] {
        let known = PolicyLint(policy, rules: rules.rules.map(\.id), packs: rules.packs.map(\.name))
        guard !known.unknownNames.isEmpty else { return [] }
        let all = try RuleOptions.inside { () throws(PackFault) in try DefaultRules.loadAll() }
        let paths = replacing + adding
        let given = paths.isEmpty ? RuleSet(rules: []) : try RuleSets.load(paths: paths)
        let names = PolicyLint(
            policy, rules: (all.rules + rules.rules + given.rules).map(\.id),
            packs: (all.packs + rules.packs + given.packs).map(\.name))
        return names.unknownNames.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.severity = .warning
            return diagnostic
        }
    }

    /// All rules, those of packs that are off by default among them.
    ///
    /// - Throws: As ``load(_:)`` does.
    func loadAll() throws -> RuleSet {
        var all = self
        if replacing.isEmpty { all.packsOn += DefaultRules.optionalPacks }
        if !(replacing + adding).isEmpty {
            all.packsOn += try RuleSets.load(paths: replacing + adding).packs.map(\.name)
        }
        return try all.load()
    }

    func detector(_ rules: RuleSet) throws -> Detector {
        if let early, early.rules.hash == rules.hash { return early }
        return try Detector(rules, trust: areDefault ? .tested : .written)
    }

    /// The detector that was made while the arguments were parsed, if it is the one that they ask for.
    private var early: Detector? { adding.isEmpty ? EarlyDetector.detector(ofRules: replacing) : nil }

    /// The rules of `paths` alone.
    ///
    /// - Throws: What is wrong with the rule files.
    static func given(_ paths: [String]) throws -> RuleSet {
        try linked(RuleSets.merging([try RuleSets.load(paths: paths)]))
    }

    private func check(_ selection: PackSelection, _ given: RuleSet) throws {
        guard !selection.isEmpty else { return }
        var known = given.packs.map(\.name)
        if replacing.isEmpty {
            let all = try RuleOptions.inside { () throws(PackFault) in try DefaultRules.loadAll() }
            known += all.packs.map(\.name)
        }
        for name in selection.names where !known.contains(name) {
            let guess = closest(to: name, in: known).map { "did you mean '\($0)'?" }
            let help = guess ?? "one of \(known.sorted().joined(separator: ", "))"
            throw UsageFault("there is no pack '\(name)'\n  help: \(help)")
        }
    }

    private static func inside(_ load: () throws(PackFault) -> RuleSet) throws -> RuleSet {
        do throws(PackFault) {
            return try load()
        } catch {
            throw InternalFault("the rules inside the program cannot be read")
        }
    }
}
