public import SluiceModel

/// The written policy of an organisation, out of its `sluice.yaml`.
///
/// A value: what it says of a message is a pure function of it, see ``Judge``.
public struct Policy: Sendable {
    /// The file it was read from, as it was named; nil where it was made otherwise.
    public var path: String?
    /// SHA-256 over the file's bytes, in hexadecimal; empty where there is no file.
    public var hash: String
    /// The language in which its texts speak to people where nobody asks for another.
    public var language: Language
    public var mode: PolicyMode
    /// The name that people read on its page; nil where none was given.
    public var organisationName: String?
    public var organisation: Organisation
    /// Packs that are switched on or off; others are as they come.
    public var packs: [PackSwitch]
    /// Findings below do not count, whatever the lines say.
    public var minSeverity: Severity
    public var minConfidence: Confidence
    public var dictionaries: [PolicyDictionary]
    public var channels: [Channel: ChannelSettings]
    /// The organisation's own; ``allExemptions`` has the official offices too.
    public var exemptions: [Exemption]
    /// The first one whose topic fits is asked; one without a topic is for everything else.
    public var contacts: [Contact]
    /// The strictest that matches decides.
    public var verdicts: [VerdictLine]
    public var gateway: GatewaySettings
    /// The path of the key that makes names of values and people stable; nil where none is named.
    public var keyFile: String?
    /// How long findings are kept, in days.
    public var retentionDays: Int
    /// Texts of the annex that only the organisation knows.
    public var agreement: AgreementTexts
    /// Rules and packs that the file names, for whoever knows which there are.
    public var namedRules: [NamedRule]

    public init(path: String? = nil, hash: String = "", language: Language = .german) {
        self.path = path
        self.hash = hash
        self.language = language
        mode = .observe
        organisationName = nil
        organisation = Organisation()
        packs = []
        minSeverity = .info
        minConfidence = .medium
        dictionaries = []
        channels = [:]
        exemptions = []
        contacts = []
        verdicts = []
        gateway = GatewaySettings()
        keyFile = nil
        retentionDays = Policy.defaultRetentionDays
        agreement = AgreementTexts()
        namedRules = []
    }

    public static let defaultRetentionDays = 90
}

/// Whether verdicts are acted on.
public enum PolicyMode: String, CaseIterable, Sendable {
    /// Verdicts are computed and shown; none is acted on.
    case observe
    case enforce

    /// What is done where the lines say `action`.
    public func effective(_ action: Action) -> Action { self == .observe ? .pass : action }
}

/// A pack that the policy switches on or off.
public struct PackSwitch: Hashable, Sendable {
    public var name: String
    public var isOn: Bool
    public var place: PolicyPlace

    public init(name: String, isOn: Bool, place: PolicyPlace = PolicyPlace(line: 1, column: 1)) {
        self.name = name
        self.isOn = isOn
        self.place = place
    }
}

/// A rule or a pack that the policy's file names, and where.
public struct NamedRule: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case rule, pack }

    public var kind: Kind
    public var name: String
    public var place: PolicyPlace
}

/// What the annex to a works agreement says beyond the settings.
public struct AgreementTexts: Hashable, Sendable {
    /// What the checks are for, where the standing words do not do.
    public var purpose: LocalizedText
    /// Where the findings lie.
    public var place: LocalizedText
    /// Who may see values or authors unmasked, as offices.
    public var mayReveal: [String]

    public init(purpose: LocalizedText = .init(), place: LocalizedText = .init(), mayReveal: [String] = []) {
        self.purpose = purpose
        self.place = place
        self.mayReveal = mayReveal
    }
}
