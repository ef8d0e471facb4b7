/// Bytes of a literal in the program: they are read where they stand, and never copied or freed.
///
/// `@unchecked` because nobody can write them.
@safe
public struct StaticBytes: @unchecked Sendable {
    let start: UnsafePointer<UInt8>?
    public let count: Int

    public init(_ text: StaticString) {
        unsafe start = text.hasPointerRepresentation ? text.utf8Start : nil
        count = text.hasPointerRepresentation ? text.utf8CodeUnitCount : 0
    }

    /// - Precondition: The bytes live as long as the program.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe start = bytes.baseAddress
        count = bytes.count
    }

    var buffer: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: start, count: count) }

    /// A copy.
    public var array: [UInt8] { unsafe Array(buffer) }
}

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
