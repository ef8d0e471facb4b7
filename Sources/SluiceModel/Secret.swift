/// The bytes that a rule found, which no log, error or `print` shows by mistake.
///
/// Whoever means to show them asks for ``revealed`` by name.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public var count: Int { bytes.count }
    public var revealed: [UInt8] { bytes }
    /// The bytes as text; what is not UTF-8 is shown as U+FFFD.
    public var revealedText: String { String(decoding: bytes, as: UTF8.self) }

    public var description: String { "‹\(bytes.count) bytes›" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// How much of a value a report shows.
public enum Show: String, CaseIterable, Sendable, Codable {
    /// The whole value: markings, which are no secret.
    case all
    /// The last characters, four at most and a quarter of the value at most.
    case ends
    /// Nothing: passwords.
    case none
}
