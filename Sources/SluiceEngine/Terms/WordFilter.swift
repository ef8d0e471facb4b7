/// A Bloom filter of the key words of all terms, with two bits a word in one 64-bit cell.
///
/// A word has other bits where white space and a digit may stand behind it: terms like `Falke 2000` need not let each
/// `Falke` pass.
/// A key word always passes; of other words about one in a hundred.
@safe
struct WordFilter: Sendable {
    /// In the number of a pattern: for a word behind which white space and a digit may stand.
    static let digits = 0x100

    let cells: FrozenBuffer<UInt64>
    let patterns: FrozenBuffer<UInt64>
    /// By byte: 1 if white space or a hyphen may begin with it; 2 if a digit or more of a gap may.
    let behind: FrozenBuffer<UInt8>
    let mask: Int

    /// A filter of at least `bitsPerKey` bits for each of `hashes`.
    init(_ hashes: [UInt64], beforeDigits: [Bool], bitsPerKey: Int) {
        var size = 64
        let count = WordFilter.distinct(hashes)
        while size * 64 < count * bitsPerKey { size *= 2 }
        let patterns = (0..<UInt64(512)).map { (number: UInt64) -> UInt64 in
            let mixed = (number + 1) &* 0x9E37_79B9_7F4A_7C15
            let one = mixed >> 58
            let other = mixed >> 40 & 0x3F
            return 1 << one | 1 << (other == one ? one ^ 32 : other)
        }
        var cells = [UInt64](repeating: 0, count: size)
        for (hash, isBeforeDigit) in zip(hashes, beforeDigits) {
            var bits = patterns[WordFilter.pattern(hash) | WordFilter.digits]
            if !isBeforeDigit { bits |= patterns[WordFilter.pattern(hash)] }
            cells[WordFilter.cell(hash) & (size - 1)] |= bits
        }
        self.cells = FrozenBuffer(cells)
        self.patterns = FrozenBuffer(patterns)
        behind = FrozenBuffer(
            (0...255).map { (byte: UInt8) in
                let isSpace = byte >= 0x80 || TextScalar.isSpace(UInt32(byte))
                let isMark = byte == 0x3E || byte == 0x7C
                return (isSpace || byte == 0x2D ? 1 : 0) | (isSpace || isMark || byte &- 0x30 < 10 ? 2 : 0)
            })
        mask = size - 1
    }

    /// About how many different hashes there are: at most a tenth too few.
    private static func distinct(_ hashes: [UInt64]) -> Int {
        var bits: UInt64 = 10
        while 1 << bits < hashes.count * 4 { bits += 1 }
        var seen = [UInt64](repeating: 0, count: 1 << Int(bits - 6))
        var count = 0
        for hash in hashes {
            let bit = hash >> (64 - bits)
            let mask = (1 as UInt64) << (bit & 63)
            if seen[Int(bit >> 6)] & mask == 0 { count += 1 }
            seen[Int(bit >> 6)] |= mask
        }
        return count
    }

    @inline(__always)
    static func cell(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 36) }
    @inline(__always)
    static func pattern(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 27 & 0xFF) }

    /// Whether a word of this hash may be a key, whatever stands behind it.
    func passes(_ hash: UInt64) -> Bool {
        let cell = unsafe cells.base[WordFilter.cell(hash) & mask]
        return ~cell & patterns[WordFilter.pattern(hash) | WordFilter.digits] == 0
    }
}
