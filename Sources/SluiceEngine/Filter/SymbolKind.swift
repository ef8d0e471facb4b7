/// One of 32 kinds that every byte is of: each letter in either case, digits, white space, other signs.
///
/// Bit 0x20 makes no difference, nor does bit 0x80: bytes beyond ASCII are of the kind of some ASCII byte.
enum SymbolKind {
    static let count = 32
    /// By a byte's low seven bits.
    static let numbers: [UInt8] = (UInt8(0)..<128).map {
        let symbol = UInt64(1) << UInt64(GramFrequency.symbol($0))
        return UInt8(truncatingIfNeeded: kinds(ofSymbols: symbol).trailingZeroBitCount)
    }

    /// The kinds of a set's members, a bit for each.
    static func kinds(of set: ByteSet) -> UInt32 { kinds(ofSymbols: set.allSymbols) }

    private static let digits: UInt64 = 0x03FF_0000
    /// Space, tab, line feed; and NUL, `)`, `*`, which differ from them in bit 0x20.
    private static let blanks: UInt64 = 1 << 0x00 | 1 << 0x09 | 1 << 0x0A
    /// Hyphen and underscore.
    private static let hyphens: UInt64 = 1 << 0x0D | 1 << 0x3F
    /// Full stop and comma.
    private static let stops: UInt64 = 1 << 0x0C | 1 << 0x0E
    /// Quotation marks and `/:=>`.
    private static let marks: UInt64 = 1 << 0x02 | 1 << 0x07 | 1 << 0x0F | 1 << 0x1A | 1 << 0x1D | 1 << 0x1E
    private static let letters: UInt64 = 0x03FF_FFFF << 33

    private static func kinds(ofSymbols symbols: UInt64) -> UInt32 {
        var kinds = UInt32(truncatingIfNeeded: symbols >> 33) & 0x03FF_FFFF
        if symbols & digits != 0 { kinds |= 1 << 26 }
        if symbols & blanks != 0 { kinds |= 1 << 27 }
        if symbols & hyphens != 0 { kinds |= 1 << 28 }
        if symbols & stops != 0 { kinds |= 1 << 29 }
        if symbols & marks != 0 { kinds |= 1 << 30 }
        if symbols & ~(letters | digits | blanks | hyphens | stops | marks) != 0 { kinds |= 1 << 31 }
        return kinds
    }

    /// The share of places at which each pair of kinds stands, row by row.
    static let shares: [Float] = {
        var shares = [Float](repeating: 0, count: count * count)
        let numbers = (UInt64(0)..<64).map { kinds(ofSymbols: 1 << $0).trailingZeroBitCount }
        for first in 0..<64 {
            for second in 0..<64 {
                shares[numbers[first] * count + numbers[second]] += GramFrequency.shared.share(first, second)
            }
        }
        return shares
    }()
}

extension ByteSet {
    /// The symbols of ``GramFrequency`` of all members, those beyond ASCII by their low seven bits; a bit for each.
    var allSymbols: UInt64 {
        let (low, high) = (word(0) | word(2), word(1) | word(3))
        return (low | low >> 32) & 0xFFFF_FFFF | (high | high >> 32) << 32
    }
}
