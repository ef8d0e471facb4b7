/// The second filter: of the words that are keys, lets only those pass that also have the right neighbours.
///
/// Where a term goes on behind its key with white space or a hyphen and two ASCII word characters, or has two of
/// them and such a separator before its key, the filter holds the key together with these two. A key word whose
/// neighbours in the text cannot be told so simply (bytes beyond ASCII, longer white space) passes if any of its
/// terms has a neighbour on that side.
@safe
struct NeighbourFilter: Sendable {
    /// Classes of bytes, in three bits; a `letter` is beyond ASCII and no first or last byte of white space.
    private enum Class: UInt8 {
        case other, word, hyphen, space, high, letter
        /// A quote mark, which may stand where a line begins.
        case mark
    }

    let cells: FrozenBuffer<UInt64>
    let patterns: FrozenBuffer<UInt64>
    let classes: FrozenBuffer<UInt8>
    /// By three classes: which bits of a pair's code count (below), and what is put in their place (above).
    private let verdicts: FrozenBuffer<UInt32>
    /// The verdicts alone, two bits each: 0 where a pair counts, 1 for ``Beside/unknown``, 2 for ``Beside/impossible``.
    let shortVerdicts: FrozenBuffer<UInt8>
    let mask: Int

    /// `neighbours` are those of the keys with these `hashes`.
    init(_ hashes: [UInt64], _ neighbours: [Beside.Neighbour]) {
        var size = 64
        while size * 64 < hashes.count * 28 { size *= 2 }
        let patterns = (0..<UInt64(512)).map { (number: UInt64) -> UInt64 in
            let mixed = (number + 1) &* 0xD6E8_FEB8_6659_FD93
            return [58, 40, 33, 25].reduce(0) { $0 | 1 << (mixed >> $1 & 63) }
        }
        var cells = [UInt64](repeating: 0, count: size)
        func insert(_ hash: UInt64, _ beside: UInt64) {
            let place = NeighbourFilter.place(hash, beside)
            cells[place.cell & (size - 1)] |= patterns[place.pattern]
        }
        for (hash, neighbour) in zip(hashes, neighbours) {
            insert(hash, neighbour.code)
            if neighbour.code != 0 {
                insert(hash, Beside.unknown | neighbour.code & (Beside.before | Beside.behind))
            }
        }
        self.patterns = FrozenBuffer(patterns)
        self.cells = FrozenBuffer(cells)
        mask = size - 1
        classes = FrozenBuffer((0...255).map { NeighbourFilter.class($0).rawValue })
        let verdicts = (0..<512).map { (classes: UInt16) in
            let three = [classes, classes >> 3, classes >> 6].map { Class(rawValue: UInt8($0 & 7)) }
            return NeighbourFilter.verdict(three[0], three[1], three[2])
        }
        self.verdicts = FrozenBuffer(verdicts)
        shortVerdicts = FrozenBuffer(
            stride(from: 0, to: 512, by: 4).map { (first: Int) -> UInt8 in
                let four = verdicts[first..<first + 4].reversed().reduce(0 as UInt32) { $0 << 2 | $1 >> 30 }
                return UInt8(four)
            })
    }

    private static func `class`(_ byte: UInt8) -> Class {
        switch byte {
        case 0xC2, 0xE1...0xE3, 0x80...0x8A, 0x9F, 0xA0, 0xA8, 0xA9, 0xAF: return .high
        case 0x80...: return .letter
        default: break
        }
        if byte == 0x2D { return .hyphen }
        if byte == 0x3E || byte == 0x7C { return .mark }
        if TextScalar.isSpace(UInt32(byte)) { return .space }
        return TextScalar.isASCIIWord(byte) ? .word : .other
    }

    /// What three bytes tell: a separator, the one near it, the one far from it.
    private static func verdict(_ separator: Class?, _ near: Class?, _ far: Class?) -> UInt32 {
        if separator == .high || separator == .mark { return UInt32(Beside.unknown) << 16 }
        guard separator == .hyphen || separator == .space else { return UInt32(Beside.impossible) << 16 }
        switch (near, far) {
        case (.high, _), (.letter, _), (.space, _), (.mark, _), (.hyphen, _), (.word, .high),
            (.word, .letter),
            // A word may be parted at a line's end.
            (.word, .hyphen), (.word, .space), (.word, .mark):
            return UInt32(Beside.unknown) << 16
        case (.word, .word): return 0xFFF
        default: return UInt32(Beside.impossible) << 16
        }
    }

    /// The cell and the pattern of a key with its neighbour; cells of one key lie in one line of the cache.
    @inline(__always)
    private static func place(_ hash: UInt64, _ beside: UInt64) -> (cell: Int, pattern: Int) {
        let mixed = (hash &>> 20 &+ beside) &* 0x9E37_79B9_7F4A_7C15
        let line = hash &>> 34 & ~7
        return (Int(truncatingIfNeeded: line | mixed &>> 61), Int(truncatingIfNeeded: mixed &>> 40 & 0x1FF))
    }

    /// What stands on one side of a word: a separator, then the two bytes `near` and `far`.
    @inline(__always)
    private func side(_ separator: UInt8, _ near: UInt8, _ far: UInt8, pair: UInt64) -> UInt64 {
        let classes = unsafe classes.base
        let (one, two, three) = unsafe (classes[Int(separator)], classes[Int(near)], classes[Int(far)])
        let verdict = unsafe UInt64(verdicts.base[Int(one) | Int(two) &<< 3 | Int(three) &<< 6])
        return Beside.code(pair) & verdict | verdict &>> 16
    }

    /// What stands beside a word, from the four bytes before it and the four behind it.
    @inline(__always)
    func beside(_ around: (before: UInt32, behind: UInt32)) -> Beside {
        let (before, behind) = (around.before, around.behind)
        let back = side(
            UInt8(truncatingIfNeeded: before &>> 24), UInt8(truncatingIfNeeded: before &>> 16),
            UInt8(truncatingIfNeeded: before &>> 8), pair: UInt64(before &>> 8 & 0xFFFF))
        let ahead = side(
            UInt8(truncatingIfNeeded: behind), UInt8(truncatingIfNeeded: behind &>> 8),
            UInt8(truncatingIfNeeded: behind &>> 16), pair: UInt64(behind &>> 8 & 0xFFFF))
        return Beside(back: back | Beside.before, ahead: ahead | Beside.behind)
    }

    /// The line of the cache in which all cells of this hash lie.
    @inline(__always)
    func line(_ hash: UInt64) -> UnsafePointer<UInt64> {
        unsafe cells.base + Int(truncatingIfNeeded: hash &>> 34 & ~7) & mask
    }

    /// 1 if a term may have its key at a word with these neighbours, else 0.
    @inline(__always)
    func allows(_ hash: UInt64, _ beside: Beside) -> Int {
        func missing(_ beside: UInt64) -> UInt64 {
            let place = NeighbourFilter.place(hash, beside)
            let bits = unsafe ~cells.base[place.cell & mask] & patterns.base[place.pattern]
            return bits | beside & Beside.impossible
        }
        // Without jumps, so that many cells are fetched at once.
        return Bits.isZero(missing(0)) | Bits.isZero(missing(beside.back))
            | Bits.isZero(missing(beside.ahead))
    }

    /// What a folded term has beside its key.
    ///
    /// Endings may change what stands before a key, in English also what stands behind it.
    static func neighbour(
        _ bytes: FrozenBuffer<UInt8>, term: Range<Int>, key: Range<Int>, inflection: Inflection?
    ) -> Beside.Neighbour {
        func pair(_ separator: Int, _ first: Int, isBefore: Bool) -> Beside.Neighbour? {
            let (one, two) = (bytes[first], bytes[first + 1])
            guard bytes[separator] == 0x20 || bytes[separator] == 0x2D, TextScalar.isASCIIWord(one),
                TextScalar.isASCIIWord(two)
            else { return nil }
            return .pair(one, two, isBefore: isBefore)
        }
        if inflection != .english, key.upperBound + 3 <= term.upperBound,
            let pair = pair(key.upperBound, key.upperBound + 1, isBefore: false)
        {
            return pair
        }
        if inflection == nil, key.lowerBound - 3 >= term.lowerBound,
            let pair = pair(key.lowerBound - 1, key.lowerBound - 3, isBefore: true)
        {
            return pair
        }
        return .none
    }
}
