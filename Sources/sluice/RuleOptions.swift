import ArgumentParser
import SluiceDefaultRules
import SluiceDetection
import SluiceModel
import SluiceRuleSets
import SluiceRules

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

    /// Whether all rules were tested when the program was built.
    var areDefault: Bool { replacing.isEmpty && adding.isEmpty }

    /// - Throws: What is wrong with the rule files.
    func load() throws -> RuleSet {
        if areDefault, let early = EarlyDetector.detector { return early.rules }
        var sets: [RuleSet] = []
        if replacing.isEmpty { sets.append(try RuleOptions.defaultRules()) }
        let paths = replacing + adding
        if !paths.isEmpty { sets.append(try RuleSets.load(paths: paths)) }
        return try RuleOptions.linked(RuleSets.merging(sets))
    }

    func detector(_ rules: RuleSet) throws -> Detector {
        if areDefault, let early = EarlyDetector.detector { return early }
        return try Detector(rules, trust: areDefault ? .tested : .written)
    }

    private static func defaultRules() throws -> RuleSet {
        do throws(PackFault) {
            return try DefaultRules.load()
        } catch {
            throw InternalFault("the rules inside the program cannot be read")
        }
    }
}
