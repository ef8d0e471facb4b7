/// A stretch of a text that becomes other bytes in its view, or none.
struct Edit {
    /// In bytes of the text.
    var source: Range<Int>
    /// The bytes that it becomes, the first in the lowest place.
    private(set) var bytes: (UInt64, UInt64) = (0, 0)
    /// How many bytes are meant, 16 at most; never more than the source has.
    private(set) var count = 0

    /// A stretch that is left out.
    static func dropping(_ source: Range<Int>) -> Edit { Edit(source: source) }

    private init(source: Range<Int>) { self.source = source }

    /// A stretch that becomes one byte of ASCII.
    init(_ source: Range<Int>, ascii: UInt8) {
        self.source = source
        bytes.0 = UInt64(ascii)
        count = 1
    }

    /// A stretch that becomes `scalars`; nil where they would take more bytes than it has, or more than 16.
    init?(_ source: Range<Int>, _ scalars: some Sequence<UInt32>) {
        self.source = source
        for scalar in scalars {
            for byte in (Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8 {
                guard count < min(16, source.count) else { return nil }
                if count < 8 {
                    bytes.0 |= UInt64(byte) << UInt64(8 * count)
                } else {
                    bytes.1 |= UInt64(byte) << UInt64(8 * count - 64)
                }
                count += 1
            }
        }
    }

    subscript(index: Int) -> UInt8 {
        UInt8(
            truncatingIfNeeded: index < 8 ? bytes.0 >> UInt64(8 * index) : bytes.1 >> UInt64(8 * index - 64))
    }

    /// Whether it changes nothing.
    func isIdle(in text: Span<UInt8>) -> Bool {
        guard count == source.count else { return false }
        for index in 0..<count where self[index] != text[source.lowerBound + index] { return false }
        return true
    }
}
