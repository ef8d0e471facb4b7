/// A stretch of a text that becomes other bytes in its view, or none.
struct Edit {
    static let most = 24

    /// In bytes of the text.
    var source: Range<Int>
    var bytes: [24 of UInt8]
    /// How many of `bytes` are meant; never more than the source has.
    var count: Int

    /// A stretch that is left out.
    static func dropping(_ source: Range<Int>) -> Edit {
        Edit(source: source, bytes: [24 of UInt8](repeating: 0), count: 0)
    }

    /// A stretch that becomes one byte of ASCII.
    init(_ source: Range<Int>, ascii: UInt8) {
        self.source = source
        bytes = [24 of UInt8](repeating: 0)
        bytes[0] = ascii
        count = 1
    }

    private init(source: Range<Int>, bytes: [24 of UInt8], count: Int) {
        self.source = source
        self.bytes = bytes
        self.count = count
    }

    /// A stretch that becomes `scalars`; nil where they would take more bytes than it has.
    init?(_ source: Range<Int>, _ scalars: some Sequence<UInt32>) {
        self = .dropping(source)
        for scalar in scalars {
            for byte in Edit.utf8(scalar) {
                guard count < min(Edit.most, source.count) else { return nil }
                bytes[count] = byte
                count += 1
            }
        }
    }

    private static func utf8(_ scalar: UInt32) -> Unicode.Scalar.UTF8View {
        (Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8
    }

    /// Whether it changes nothing.
    func isIdle(in text: Span<UInt8>) -> Bool {
        guard count == source.count else { return false }
        for index in 0..<count where bytes[index] != text[source.lowerBound + index] { return false }
        return true
    }
}
