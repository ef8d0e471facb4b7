/// Authors of a stretch of a chat by what their lines begin with: a name of ASCII or UTF-8, a colon and a blank.
///
/// Most lines are told by one look at 32 bytes and one place in a small table; all others are unknown here.
struct RecentAuthors {
    private var entries = [Entry](repeating: Entry(), count: size)

    /// A power of two; the table stays near the processor.
    private static let size = 512
    private static let shift: UInt64 = 64 - 9

    /// What a line begins with behind the header, the bytes behind it as zeros.
    struct Beginning {
        fileprivate var words: (UInt64, UInt64, UInt64, UInt64)
        /// In bytes, with the blank.
        let length: Int

        fileprivate var hash: UInt64 {
            let front = (words.0 ^ (words.1 << 23 | words.1 >> 41)) &* 0x9E37_79B9_7F4A_7C15
            let back = (words.2 ^ (words.3 << 23 | words.3 >> 41)) &* 0xC2B2_AE3D_27D4_EB4F
            return (front ^ (back << 31) ^ (back >> 33)) &* 0x9E37_79B9_7F4A_7C15
        }
    }

    private struct Entry {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var length: Int32 = 0
        var author: Int32 = 0
    }

    /// What the line begins with whose header ends at `start`; nil where it does not begin as most do.
    ///
    /// Nothing but words stands behind it.
    @inline(__always)
    static func beginning(at start: Int, before end: Int, in text: Span<UInt8>) -> Beginning? {
        guard start + 33 <= text.count else { return nil }
        var words = (
            word(at: start, in: text), word(at: start + 8, in: text), word(at: start + 16, in: text),
            word(at: start + 24, in: text)
        )
        let colons = colons(words.0) | colons(words.1) << 8 | colons(words.2) << 16 | colons(words.3) << 24
        // The first colon ends the name, where a blank stands behind it.
        let length = colons.trailingZeroBitCount + 2
        guard length > 2, length <= 32, start + length < end, text[start + length - 1] == 0x20,
            text[start + length] != 0xE2
        else { return nil }
        words.0 &= mask(length)
        words.1 &= mask(length - 8)
        words.2 &= mask(length - 16)
        words.3 &= mask(length - 24)
        return Beginning(words: words, length: length)
    }

    /// The author of lines that begin so; nil where they are not known.
    @inline(__always)
    func author(_ beginning: Beginning) -> Int? {
        let entry = entries[Int(truncatingIfNeeded: beginning.hash >> RecentAuthors.shift)]
        let words = beginning.words
        let front = (entry.words.0 ^ words.0) | (entry.words.1 ^ words.1)
        let back = (entry.words.2 ^ words.2) | (entry.words.3 ^ words.3)
        let different = front | back | UInt64(truncatingIfNeeded: Int(entry.length) ^ beginning.length)
        return different == 0 ? Int(entry.author) : nil
    }

    mutating func note(_ beginning: Beginning, author: Int) {
        entries[Int(truncatingIfNeeded: beginning.hash >> RecentAuthors.shift)] = Entry(
            words: beginning.words, length: Int32(truncatingIfNeeded: beginning.length),
            author: Int32(truncatingIfNeeded: author))
    }

    mutating func forget() {
        for index in entries.indices { entries[index].length = 0 }
    }

    /// A bit for each byte that is a colon.
    @inline(__always)
    private static func colons(_ word: UInt64) -> UInt32 {
        let different = word ^ 0x3A3A_3A3A_3A3A_3A3A
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let zeros = ~(((different & low) &+ low) | different | low)
        return UInt32(truncatingIfNeeded: ((zeros >> 7) &* 0x0102_0408_1020_4080) >> 56)
    }

    /// The first `count` bytes of a word; all from eight on, none up to zero.
    @inline(__always)
    private static func mask(_ count: Int) -> UInt64 {
        count >= 8 ? .max : ~(UInt64.max &<< UInt64(truncatingIfNeeded: 8 * max(0, count)))
    }

    @inline(__always)
    private static func word(at place: Int, in text: Span<UInt8>) -> UInt64 {
        unsafe UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}
