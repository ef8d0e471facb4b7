/// Which bytes are neighbours in any of a filter's strings of ASCII, whatever their bucket.
///
/// A kernel with wide registers holds this in them, and turns most places away before it looks at the
/// ``PairTable``.
struct NeighbourTables: Sendable {
    /// Three tables of 512 bytes: first and second, second and third, third and fourth byte.
    ///
    /// A bit for each pair of symbols of ``GramFrequency``: byte `second / 8 * 64 + first`, bit `second % 8`.
    let tables: FrozenBuffer<UInt8>
    /// Whether few enough places have such pairs for that kernel to be the faster one.
    let areRare: Bool
    /// Whether any string has a byte beyond ASCII.
    let haveNonASCII: Bool

    init(_ windows: [GramWindow]) {
        var rows = [UInt64](repeating: 0, count: 3 * 64)
        var hasNonASCII = false
        for window in windows {
            for set in window.sets where !set.isDisjoint(with: .nonASCII) { hasNonASCII = true }
            for table in 0..<3 {
                let second = window.sets[table + 1].symbols
                var rest = window.sets[table].symbols
                while rest != 0 {
                    rows[table * 64 + rest.trailingZeroBitCount] |= second
                    rest &= rest - 1
                }
            }
        }
        haveNonASCII = hasNonASCII
        areRare = NeighbourTables.share(of: rows) < NeighbourTables.most
        tables = unsafe FrozenBuffer(zeros: 3 * 512) { tables in
            for (index, row) in rows.enumerated() {
                for eighth in 0..<8 {
                    let byte = UInt8(truncatingIfNeeded: row >> UInt64(eighth * 8))
                    unsafe tables[index / 64 * 512 + eighth * 64 + index % 64] = byte
                }
            }
        }
    }

    /// What ``write(to:)`` wrote.
    init(_ reader: inout ImageReader) {
        tables = reader.buffer()
        areRare = reader.flag()
        haveNonASCII = reader.flag()
    }

    func write(to writer: inout ImageWriter) {
        writer.write(tables)
        writer.write(areRare)
        writer.write(haveNonASCII)
    }

    /// With more places than these to look up the wide kernel loses to the portable one.
    private static let most: Float = 0.3

    /// About the share of places that all tables let pass.
    private static func share(of rows: [UInt64]) -> Float {
        var product: Float = 1
        for table in 0..<3 {
            var sum: Float = 0
            for first in 0..<64 {
                var rest = rows[table * 64 + first]
                while rest != 0 {
                    sum += GramFrequency.shared.share(first, rest.trailingZeroBitCount)
                    rest &= rest - 1
                }
            }
            product *= sum
        }
        return product
    }
}
