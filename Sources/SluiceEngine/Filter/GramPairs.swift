/// Which bytes are neighbours in any of a table's strings of ASCII.
///
/// A kernel with wide registers holds this in them, and turns most places away before it looks at the table.
struct GramPairs: Sendable {
    /// Three tables of 512 bytes: first and second, second and third, third and fourth byte.
    ///
    /// A bit for each pair of symbols of ``GramFrequency``: byte `second / 8 * 64 + first`, bit `second % 8`.
    let tables: FrozenBuffer<UInt8>
    /// Whether few enough places have such pairs for that kernel to be the faster one.
    let areRare: Bool
    /// Whether any string has a byte beyond ASCII.
    let haveNonASCII: Bool

    init(_ grams: [UInt32]) {
        var pairs = [UInt8](repeating: 0, count: 3 * 512)
        var hasNonASCII = false
        for gram in grams {
            guard gram & 0x8080_8080 == 0 else {
                hasNonASCII = true
                continue
            }
            var first = GramFrequency.symbol(UInt8(truncatingIfNeeded: gram))
            for table in 0..<3 {
                let second = GramFrequency.symbol(UInt8(truncatingIfNeeded: gram >> UInt32(8 * table + 8)))
                pairs[table * 512 + second / 8 * 64 + first] |= 1 << UInt8(second % 8)
                first = second
            }
        }
        tables = FrozenBuffer(pairs)
        areRare = GramPairs.share(of: pairs) < GramPairs.most
        haveNonASCII = hasNonASCII
    }

    /// With more places than these to look up the wide kernel loses to the portable one.
    private static let most: Float = 0.2

    /// About the share of places that all tables let pass.
    private static func share(of pairs: [UInt8]) -> Float {
        var product: Float = 1
        for table in 0..<3 {
            var sum: Float = 0
            for first in 0..<64 {
                for second in 0..<64
                where pairs[table * 512 + second / 8 * 64 + first] >> UInt8(second % 8) & 1 == 1 {
                    sum += GramFrequency.shared.share(first, second)
                }
            }
            product *= sum
        }
        return product
    }
}
