/// A half-open range of byte offsets into one part's text.
///
/// Invariant: `0 <= start <= end`. Offsets count bytes of decoded UTF-8, never characters.
public struct ByteSpan: Hashable, Sendable, Comparable {
    public let start: Int
    public let end: Int

    /// Creates the span `start..<end`; an end before the start is moved to it.
    public init(_ start: Int, _ end: Int) {
        self.start = max(0, start)
        self.end = max(self.start, end)
    }

    public var count: Int { end - start }
    public var range: Range<Int> { start..<end }

    public func overlaps(_ other: ByteSpan) -> Bool { start < other.end && other.start < end }
    public func contains(_ other: ByteSpan) -> Bool { start <= other.start && other.end <= end }
    public func shifted(by distance: Int) -> ByteSpan { ByteSpan(start + distance, end + distance) }

    public static func < (left: ByteSpan, right: ByteSpan) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}
