/// Why something was not read, or not to its end.
public enum GapReason: Hashable, Sendable {
    /// A rule stopped at a limit of time, memory or length; its name.
    case ruleGaveUp(rule: String, cause: String)
    /// The reader stopped, with its reason.
    case unreadable(String)
    case encrypted
    case limit(String)
    /// Known to hold text that cannot be read here; the format.
    case unsupported(String)
}

extension GapReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .ruleGaveUp(let rule, let cause): "rule \(rule) gave up: \(cause)"
        case .unreadable(let reason): reason
        case .encrypted: "encrypted"
        case .limit(let limit): "limit reached: \(limit)"
        case .unsupported(let format): "\(format) cannot be read here"
        }
    }
}

/// A place that was not read to its end; it is never called clean.
public struct Gap: Hashable, Sendable {
    public var origin: Origin
    public var reason: GapReason

    public init(origin: Origin, reason: GapReason) {
        self.origin = origin
        self.reason = reason
    }
}
