import SluiceModel

/// What the engine found out about a pattern when the rules were packed, as bytes of its own form.
public struct PatternNotes: Sendable, Hashable {
    private enum Storage: Sendable {
        case array([UInt8])
        case packed(StaticBytes)
    }

    private let storage: Storage

    /// Nothing; or what is in `bytes`.
    public init(_ bytes: [UInt8] = []) { storage = .array(bytes) }

    init(_ bytes: StaticBytes) { storage = .packed(bytes) }

    public var isEmpty: Bool {
        switch storage {
        case .array(let bytes): bytes.isEmpty
        case .packed(let bytes): bytes.count == 0
        }
    }

    public var bytes: [UInt8] {
        switch storage {
        case .array(let bytes): bytes
        case .packed(let bytes): bytes.array
        }
    }

    public static func == (left: PatternNotes, right: PatternNotes) -> Bool { left.bytes == right.bytes }

    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
