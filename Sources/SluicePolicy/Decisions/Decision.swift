public import SluiceModel

/// What somebody decided about one finding.
public struct Decision: Hashable, Sendable {
    public var fingerprint: Fingerprint
    public var rule: RuleID
    public var state: DecisionState
    public var reason: String?
    /// Who decided.
    public var by: String?
    /// The last day on which it holds; without one it holds for good.
    public var until: Day?

    public init(
        fingerprint: Fingerprint, rule: RuleID, state: DecisionState, reason: String? = nil,
        by: String? = nil,
        until: Day? = nil
    ) {
        self.fingerprint = fingerprint
        self.rule = rule
        self.state = state
        self.reason = reason
        self.by = by
        self.until = until
    }

    /// The decision as a line of its file, without a line end; the same decision is always the same bytes.
    public var line: [UInt8] {
        var line =
            #"{"fingerprint":""# + fingerprint.description + #"","rule":""# + rule.description
            + #"","state":""# + state.rawValue + "\""
        for (name, text) in [("reason", reason), ("by", by), ("until", until?.description)] {
            guard let text else { continue }
            line += ",\"\(name)\":" + JSONText.quoted(text)
        }
        return Array((line + "}").utf8)
    }
}
