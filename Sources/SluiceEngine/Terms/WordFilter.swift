/// A Bloom filter of the key words of all terms, with four bits a word in one 64-bit cell.
///
/// Of a word behind which white space and a digit may stand only two are looked at, and no more are set for the key of
/// terms like `Falke 2000`, which need not let each `Falke` pass.
/// A key word always passes; of other words a few in a hundred.
@safe
struct WordFilter: Sendable {
    /// In the number of a pattern: for a word behind which white space and a digit may stand.
    static let digits = 0x100

    let cells: FrozenBuffer<UInt64>
    let patterns: FrozenBuffer<UInt64>
    /// By byte: 1 if white space or a hyphen may begin with it; 2 if a digit or more of a gap may.
    let behind: FrozenBuffer<UInt8>
    let mask: Int

    /// With so many cells (half a megabyte) a core's own cache still holds the filter; beyond, ``leastBits`` must do.
    private static let near = 1 << 16
    private static let leastBits = 6

    /// A filter of at least `bitsPerKey` bits for each of `hashes`, fewer where they are many.
    init(_ hashes: [UInt64], beforeDigits: [Bool], bitsPerKey: Int) {
        var size = 64
        let count = WordFilter.distinct(hashes)
        while size * 64 < count * (size < WordFilter.near ? bitsPerKey : WordFilter.leastBits) { size *= 2 }
        let patterns = (0..<UInt64(512)).map { (number: UInt64) -> UInt64 in
            let mixed = (number & 0xFF + 1) &* 0x9E37_79B9_7F4A_7C15
            let first = mixed >> 58
            func other(_ shift: UInt64) -> UInt64 { 1 << ((first + 1 + (mixed >> shift & 0xFFFF) % 63) & 63) }
            let bits = 1 << first | other(40)
            return number & 0x100 != 0 ? bits : bits | other(24) | other(8)
        }
        var cells = [UInt64](repeating: 0, count: size)
        for (hash, isBeforeDigit) in zip(hashes, beforeDigits) {
            let pattern = WordFilter.pattern(hash) | (isBeforeDigit ? WordFilter.digits : 0)
            cells[WordFilter.cell(hash) & (size - 1)] |= patterns[pattern]
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
