/// What somebody wrote on a finding's line so that it is left alone, such as `sluice:allow iban a test account`.
///
/// Only files have such marks: in a message they would be a way for its sender to get past the gateway.
public enum InlineMark: Hashable, Sendable {
    /// It holds for this finding; the name of the tool whose mark it is.
    case allows(String)
    /// It is ours and does not hold.
    case faulty(InlineFault)
}

/// Why a mark `sluice:allow RULE reason` does not hold.
public enum InlineFault: String, CaseIterable, Hashable, Sendable {
    case namesNoRule = "names no rule"
    case namesUnknownRule = "names no known rule"
    case givesNoReason = "gives no reason"
}

/// A mark that does not hold, and where it stands.
public struct InlineNote: Hashable, Sendable {
    public var path: String
    /// From 1.
    public var line: Int
    public var fault: InlineFault

    public init(path: String, line: Int, fault: InlineFault) {
        self.path = path
        self.line = line
        self.fault = fault
    }
}
