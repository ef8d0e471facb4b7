public import SluiceModel

/// A place that may hold what should be redacted, and could not be.
public struct Unredacted: Hashable, Sendable, CustomStringConvertible {
    public var origin: Origin
    /// The part's number and kind; nil where all of it is meant.
    public var part: String?
    public var reason: String

    public init(origin: Origin, part: String? = nil, reason: String) {
        self.origin = origin
        self.part = part
        self.reason = reason
    }

    public init(_ gap: Gap) { self.init(origin: gap.origin, reason: gap.reason.description) }

    public var description: String {
        var place = origin.path
        if let message = origin.message { place += ", message \(message)" }
        if let part { place += ", \(part)" }
        return "\(place): \(reason)"
    }
}
