/// A set of byte values: 256 bits.
struct ByteSet: Hashable, Sendable {
    private var words: Words

    /// Four words that lie at a multiple of 16 bytes, as memory does that is asked for: at one of 32, where four in one
    /// vector are put, arrays take twice as long to make.
    private struct Words: Hashable {
        var low: SIMD2<UInt64>
        var high: SIMD2<UInt64>

        subscript(number: Int) -> UInt64 {
            @inline(__always) get { number < 2 ? low[number] : high[number &- 2] }
            @inline(__always) set {
                if number < 2 { low[number] = newValue } else { high[number &- 2] = newValue }
            }
        }
        static func | (a: Words, b: Words) -> Words { Words(low: a.low | b.low, high: a.high | b.high) }
        static func & (a: Words, b: Words) -> Words { Words(low: a.low & b.low, high: a.high & b.high) }
        static prefix func ~ (a: Words) -> Words { Words(low: ~a.low, high: ~a.high) }
    }

    init() { words = Words(low: .zero, high: .zero) }
    init(_ byte: UInt8) {
        self.init()
        insert(byte)
    }
    init(_ range: ClosedRange<UInt8>) {
        self.init()
        insert(Int(range.lowerBound)..<Int(range.upperBound) + 1)
    }

    static let all = ByteSet(0...255)
    static let ascii = ByteSet(0...127)
    static let nonASCII = ByteSet(128...255)
    static let digits = ByteSet(0x30...0x39)
    static let upper = ByteSet(0x41...0x5A)
    static let lower = ByteSet(0x61...0x7A)
    static let word = digits.union(upper).union(lower).union(ByteSet(0x5F))
    /// What `\s` is in PCRE2: space, tab, line feed, vertical tab, form feed, carriage return.
    static let space = ByteSet(0x09...0x0D).union(ByteSet(0x20))

    /// One word of all, since sets are looked up by the thousand when a database is made.
    func hash(into hasher: inout Hasher) {
        var mixed = words[0]
        for word in 1..<4 { mixed = (mixed ^ mixed &>> 29) &* 0x9E37_79B9_7F4A_7C15 ^ words[word] }
        hasher.combine(mixed)
    }

    var isEmpty: Bool { words.low | words.high == .zero }
    var count: Int {
        words.low[0].nonzeroBitCount + words.low[1].nonzeroBitCount + words.high[0].nonzeroBitCount
            + words.high[1].nonzeroBitCount
    }
    var inverted: ByteSet {
        var copy = self
        copy.words = ~words
        return copy
    }

    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }
    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
    /// - Precondition: `0 <= bytes.lowerBound` and `bytes.upperBound <= 256`.
    mutating func insert(_ bytes: Range<Int>) {
        for word in 0..<4 {
            let first = min(64, max(0, bytes.lowerBound - word * 64))
            let end = min(64, max(0, bytes.upperBound - word * 64))
            // Smart shifts: by 64 they give 0.
            words[word] |= (UInt64.max << UInt64(first)) & ~(UInt64.max << UInt64(end))
        }
    }
    mutating func formUnion(_ other: ByteSet) { words = words | other.words }

    func union(_ other: ByteSet) -> ByteSet {
        var copy = self
        copy.words = words | other.words
        return copy
    }
    func intersection(_ other: ByteSet) -> ByteSet {
        var copy = self
        copy.words = words & other.words
        return copy
    }
    func subtracting(_ other: ByteSet) -> ByteSet { intersection(other.inverted) }
    func isSubset(of other: ByteSet) -> Bool { subtracting(other).isEmpty }
    func isDisjoint(with other: ByteSet) -> Bool { intersection(other).isEmpty }

    /// The set with bit 0x20 set in every member.
    var folded: ByteSet {
        var copy = self
        // Bytes that differ in that bit only are 32 places apart in one word.
        for word in 0..<4 {
            copy.words[word] = (words[word] | words[word] &<< 32) & 0xFFFF_FFFF_0000_0000
        }
        return copy
    }

    /// Whether it holds all bytes that have its ``commonBits``.
    var isOfCommonBits: Bool { count == 1 << (8 - commonBits.mask.nonzeroBitCount) }

    /// The bits in which all members agree, and what they are there.
    var commonBits: (mask: UInt8, value: UInt8) {
        guard !isEmpty else { return (0, 0) }
        // Where in a word the bytes stand that have bit 0, bit 1 … bit 5; bits 6 and 7 tell the word.
        let holders: [6 of UInt64] = [
            0xAAAA_AAAA_AAAA_AAAA, 0xCCCC_CCCC_CCCC_CCCC, 0xF0F0_F0F0_F0F0_F0F0, 0xFF00_FF00_FF00_FF00,
            0xFFFF_0000_FFFF_0000, 0xFFFF_FFFF_0000_0000,
        ]
        let all = words[0] | words[1] | words[2] | words[3]
        var (with, without): (UInt8, UInt8) = (0, 0)
        for bit in 0..<6 {
            if all & holders[bit] != 0 { with |= 1 << UInt8(bit) }
            if all & ~holders[bit] != 0 { without |= 1 << UInt8(bit) }
        }
        for word in 0..<4 where words[word] != 0 {
            with |= UInt8(word) << 6
            without |= ~UInt8(word) << 6
        }
        return (~(with & without), with & ~without)
    }

    /// One of the four words of ``bitMap``.
    func word(_ number: Int) -> UInt64 { words[number] }

    /// The set as four words; bit `n % 64` of word `n / 64` stands for byte `n`.
    var bitMap: [UInt64] { (0..<4).map { words[$0] } }

    /// Its runs of neighbouring members, ascending.
    var runs: [ClosedRange<UInt8>] {
        var runs: [ClosedRange<UInt8>] = []
        for byte in members {
            if let last = runs.last, last.upperBound + 1 == byte {
                runs[runs.count - 1] = last.lowerBound...byte
            } else {
                runs.append(byte...byte)
            }
        }
        return runs
    }

    /// Calls `body` with each member, ascending.
    @inline(__always)
    func forEach(_ body: (UInt8) -> Void) {
        for word in 0..<4 {
            var rest = words[word]
            while rest != 0 {
                body(UInt8(truncatingIfNeeded: word &* 64 &+ rest.trailingZeroBitCount))
                rest &= rest &- 1
            }
        }
    }

    /// The symbols of ``GramFrequency`` that stand for the members below 128, a bit for each.
    ///
    /// Bit 0x20 is set in each of them: the set is ``folded``.
    var symbols: UInt64 { words[0] &>> 32 | words[1] & 0xFFFF_FFFF_0000_0000 }

    /// The members, ascending.
    var members: [UInt8] {
        var found: [UInt8] = []
        found.reserveCapacity(count)
        for word in 0..<4 {
            var rest = words[word]
            while rest != 0 {
                found.append(UInt8(word * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return found
    }

    /// The ASCII letters of the set in both cases.
    var bothCases: ByteSet {
        var both = self
        let letters = words[1]
        both.words[1] = letters | (letters & 0x07FF_FFFE) &<< 32 | letters &>> 32 & 0x07FF_FFFE
        return both
    }
}
