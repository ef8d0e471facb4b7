/// What the policy says to a mail gateway.
public struct GatewaySettings: Hashable, Sendable {
    /// What happens to a mail that could not be judged, by the reason; each cause has an answer.
    public var causes: [GatewayCause: GatewayAnswer]
    /// Hosts whose mail is looked at without authentication.
    public var trustedClients: [ClientNetwork]
    /// Whether mail to internal recipients only is let through unread.
    public var letsInternalThrough: Bool
    /// For these the sender cannot let a mail pass by confirming it.
    public var withoutOverride: RuleTopic
    public var limits: GatewayLimits

    public init(
        causes: [GatewayCause: GatewayAnswer] = [:],
        trustedClients: [ClientNetwork] = ClientNetwork.loopback, letsInternalThrough: Bool = true,
        withoutOverride: RuleTopic = RuleTopic(), limits: GatewayLimits = GatewayLimits()
    ) {
        self.causes = GatewayCause.standard.merging(causes) { $1 }
        self.trustedClients = trustedClients
        self.letsInternalThrough = letsInternalThrough
        self.withoutOverride = withoutOverride
        self.limits = limits
    }

    public func answer(to cause: GatewayCause) -> GatewayAnswer { causes[cause] ?? cause.standardAnswer }

    public func trusts(client address: String) -> Bool { trustedClients.contains { $0.contains(address) } }
}

/// Why a mail could not be judged.
public enum GatewayCause: String, CaseIterable, Sendable {
    case error, timeout, oversize, limit, encrypted, undecodable, ambiguous
    case rulesMissing = "rules-missing"

    /// What happens where the policy says nothing: no mail is lost, and none slips through unread.
    public var standardAnswer: GatewayAnswer {
        switch self {
        case .error, .timeout, .rulesMissing: .tempfail
        case .oversize, .limit, .undecodable, .ambiguous: .hold
        case .encrypted: .acceptAndTag
        }
    }

    static let standard = [GatewayCause: GatewayAnswer](
        uniqueKeysWithValues: allCases.map { ($0, $0.standardAnswer) })
}

/// What happens to a mail that could not be judged.
public enum GatewayAnswer: String, CaseIterable, Sendable {
    case acceptAndTag = "accept-and-tag"
    case hold, tempfail, reject
}

/// How much a gateway takes on.
public struct GatewayLimits: Hashable, Sendable {
    /// A mail of more bytes is `oversize`.
    public var messageBytes: Int
    /// What one mail may take, in seconds of the wall's clock; beyond it is `timeout`.
    public var deadlineSeconds: Double
    /// Mails in work at once; the rest waits.
    public var mailsInWork: Int
    /// After so many days a held mail goes back.
    public var holdDays: Int
    /// For so many hours a confirmation holds.
    public var confirmHours: Int

    public init(
        messageBytes: Int = 64 << 20, deadlineSeconds: Double = 30, mailsInWork: Int = 16, holdDays: Int = 5,
        confirmHours: Int = 24
    ) {
        self.messageBytes = messageBytes
        self.deadlineSeconds = deadlineSeconds
        self.mailsInWork = mailsInWork
        self.holdDays = holdDays
        self.confirmHours = confirmHours
    }
}
