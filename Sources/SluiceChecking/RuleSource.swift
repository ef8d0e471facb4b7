import SluiceDefaultRules
import SluiceDetection
import SluiceFormats
public import SluiceModel
import SluiceNames
import SluicePipeline
import SluicePolicy
import SluiceRuleSets
public import SluiceRules

/// From where rules, policy and key are loaded, and loaded again.
public struct RuleSource: Sendable {
    /// The policy's file; nil where it is looked for.
    public var policyPath: String?
    /// Rules in place of the default ones.
    public var replacing: [String]
    /// Rules beside them.
    public var adding: [String]
    /// Packs switched on or off, stronger than what the policy says of them.
    public var packs: PackSelection
    /// The key where the policy names none.
    private let randomKey = NameKey()

    public init(
        policyPath: String? = nil, replacing: [String] = [], adding: [String] = [],
        packs: PackSelection = PackSelection()
    ) {
        self.policyPath = policyPath
        self.replacing = replacing
        self.adding = adding
        self.packs = packs
    }

    /// Loads everything anew.
    ///
    /// - Throws: What is wrong, with file, line and column; nothing that was loaded before is touched.
    public func load() throws(Diagnostics) -> CheckRules {
        let policy = try loadPolicy()
        let selection = packs.over(policy.packSelection)
        let paths = replacing + adding
        var sets: [RuleSet] = []
        if !paths.isEmpty { sets.append(try RuleSets.load(paths: paths).selecting(selection)) }
        sets.append(try policy.dictionaryRules())
        if replacing.isEmpty {
            let areAlone = selection.isEmpty && sets.allSatisfy(\.isEmpty)
            sets.insert(try defaultRules(selection, areAlone: areAlone), at: 0)
        }
        let rules = try RuleSets.merging(sets)
        try check(policy, rules, given: sets.flatMap(\.packs).map(\.name))
        let areTested = paths.isEmpty
        let detector = try Detector(rules, trust: areTested ? .tested : .written)
        return CheckRules(detector: detector, policy: policy, key: try key(of: policy), loaded: CheckPool.now)
    }

    private func loadPolicy() throws(Diagnostics) -> Policy {
        guard let path = policyPath ?? PolicyFile.find() else {
            throw Diagnostics([
                Diagnostic(
                    "no-policy", "there is no policy", help: "sluice init writes one; --config names its file"
                )
            ])
        }
        return try PolicyFile.load(path)
    }

    /// A pack or a rule in the policy that does not exist is a mistake: what hangs on it would never happen.
    private func check(_ policy: Policy, _ rules: RuleSet, given: [String]) throws(Diagnostics) {
        let known = PolicyLint(policy, rules: rules.rules.map(\.id), packs: given)
        guard !known.unknownNames.isEmpty else { return }
        let all: RuleSet
        do throws(PackFault) {
            all = try DefaultRules.loadAll()
        } catch {
            throw RuleSource.badRules
        }
        let names = PolicyLint(
            policy, rules: (all.rules + rules.rules).map(\.id), packs: all.packs.map(\.name) + given)
        if !names.unknownNames.isEmpty { throw Diagnostics(names.unknownNames) }
    }

    private static let badRules = Diagnostics([
        Diagnostic("bad-rules", "the rules inside the program cannot be read")
    ])

    private func defaultRules(
        _ selection: PackSelection, areAlone: Bool
    ) throws(Diagnostics) -> RuleSet {
        do throws(PackFault) {
            return try areAlone ? DefaultRules.loadToRun() : DefaultRules.load(selection)
        } catch {
            throw RuleSource.badRules
        }
    }

    private func key(of policy: Policy) throws(Diagnostics) -> NameKey {
        guard let path = policy.keyFile else { return randomKey }
        guard let bytes = WholeFile.bytes(path) else {
            throw Diagnostics([Diagnostic("no-key", "the key cannot be read", file: path)])
        }
        guard let key = NameKey(bytes) else {
            throw Diagnostics([Diagnostic("short-key", "the key has fewer than 16 bytes", file: path)])
        }
        return key
    }
}
