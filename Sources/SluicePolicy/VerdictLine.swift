public import SluiceModel

/// One entry of `verdicts`: where all its conditions hold, its action is asked for.
public struct VerdictLine: Hashable, Sendable {
    /// Names the line in reports: as the file says, else by its number.
    public var name: String
    public var action: Action
    public var conditions: VerdictConditions
    /// Where it stands in the policy.
    public var place: PolicyPlace

    public init(
        name: String, action: Action, conditions: VerdictConditions = VerdictConditions(),
        place: PolicyPlace = PolicyPlace(line: 1, column: 1)
    ) {
        self.name = name
        self.action = action
        self.conditions = conditions
        self.place = place
    }
}

/// What must hold for a line of the policy; what is empty or nil asks nothing.
public struct VerdictConditions: Hashable, Sendable {
    /// At least so grave.
    public var severity: Severity?
    /// At least so certain.
    public var confidence: Confidence?
    /// A rule of these, or of one of these packs.
    public var topic: RuleTopic
    public var channels: [Channel]
    public var audiences: [AudienceCondition]
    /// Names as `LayerKind` writes them, without their depth.
    public var layers: [String]
    public var authors: [AuthorRole]
    /// At least so many different values in the message, among findings for which all else holds.
    public var distinct: Int?

    public init(
        severity: Severity? = nil, confidence: Confidence? = nil, topic: RuleTopic = RuleTopic(),
        channels: [Channel] = [], audiences: [AudienceCondition] = [], layers: [String] = [],
        authors: [AuthorRole] = [], distinct: Int? = nil
    ) {
        self.severity = severity
        self.confidence = confidence
        self.topic = topic
        self.channels = channels
        self.audiences = audiences
        self.layers = layers
        self.authors = authors
        self.distinct = distinct
    }
}

/// Whom a message must reach for a line to hold.
public enum AudienceCondition: String, CaseIterable, Hashable, Sendable {
    case `internal`, partner, `public`
    /// It is not known whom the message reaches, as with a file.
    case unknown

    public init(_ audience: Audience?) {
        switch audience {
        case .internal: self = .internal
        case .partner: self = .partner
        case .public: self = .public
        case nil: self = .unknown
        }
    }
}
