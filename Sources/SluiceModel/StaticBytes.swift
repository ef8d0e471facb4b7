/// Bytes of a literal in the program: they are read where they stand, and never copied or freed.
///
/// `@unchecked` because nobody can write them.
@safe
public struct StaticBytes: @unchecked Sendable {
    private let start: UnsafePointer<UInt8>?
    public let count: Int

    public init(_ text: StaticString) {
        unsafe start = text.hasPointerRepresentation ? text.utf8Start : nil
        count = text.hasPointerRepresentation ? text.utf8CodeUnitCount : 0
    }

    /// - Precondition: The bytes live as long as the program.
    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe start = bytes.baseAddress
        count = bytes.count
    }

    package var buffer: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: start, count: count)
    }

    /// A copy.
    public var array: [UInt8] { unsafe Array(buffer) }
}
