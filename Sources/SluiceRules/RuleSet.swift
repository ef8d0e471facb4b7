public import SluiceModel

/// What the rules of one folder have in common, out of its `pack.yaml`.
public struct RulePack: Hashable, Sendable {
    /// The folder's name.
    public var name: String
    public var title: LocalizedText
    /// Inherited by rules that give none, as are the values below.
    public var why: LocalizedText
    public var instead: LocalizedText
    public var severity: Severity?
    public var show: Show?
    /// Whether the rules count without being asked for.
    public var isOn: Bool

    public init(
        name: String, title: LocalizedText = .init(), why: LocalizedText = .init(),
        instead: LocalizedText = .init(), severity: Severity? = nil, show: Show? = nil, isOn: Bool = true
    ) {
        self.name = name
        self.title = title
        self.why = why
        self.instead = instead
        self.severity = severity
        self.show = show
        self.isOn = isOn
    }
}

/// Rules ready to be compiled, with what was said while they were loaded.
public struct RuleSet: Sendable {
    /// In the order of their files; ids are unique.
    public var rules: [Rule]
    public var warnings: [Diagnostic]
    /// SHA-256 over the rules as written, in hexadecimal; names them in reports.
    public var hash: String {
        get { lateHash?.value ?? knownHash }
        set { (knownHash, lateHash) = (newValue, nil) }
    }
    private var knownHash: String
    /// A hash that another thread works out.
    private var lateHash: Background<String>?
    /// The packs that the rules came from, by name.
    public var packs: [RulePack]
    /// What the engine made of all patterns when the rules were packed, in its own form.
    public var image: StaticString?

    public init(rules: [Rule], warnings: [Diagnostic] = [], hash: String = "", packs: [RulePack] = []) {
        self.rules = rules
        self.warnings = warnings
        knownHash = hash
        self.packs = packs
    }

    /// Gives it the hash that another thread works out: nobody needs it before a report is begun.
    public mutating func setHash(_ hash: Background<String>) { lateHash = hash }

    /// Whether it says nothing.
    public var isEmpty: Bool { rules.isEmpty && packs.isEmpty && warnings.isEmpty }

    /// All rules of `sets`, in their order; the hash is left for the caller to renew.
    ///
    /// - Throws: A fault for each id that stands in two sets, with both places.
    public static func merging(_ sets: [RuleSet]) throws(Diagnostics) -> RuleSet {
        var merged = RuleSet(rules: [])
        var places: [RuleID: SourcePlace] = [:]
        var faults: [Diagnostic] = []
        for rule in sets.flatMap(\.rules) {
            if let first = places[rule.id] {
                faults.append(.duplicate(rule, first: first))
            } else {
                places[rule.id] = rule.source
                merged.rules.append(rule)
            }
        }
        guard faults.isEmpty else { throw Diagnostics(faults) }
        merged.warnings = sets.flatMap(\.warnings)
        for pack in sets.flatMap(\.packs) where !merged.packs.contains(pack) { merged.packs.append(pack) }
        return merged
    }
}
