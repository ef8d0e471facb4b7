/// Which kinds of bytes are neighbours in a filter's strings, in four groups of strings.
///
/// A kernel with wide registers holds this in them, and turns most places away before it looks at any memory.
struct KindTables: Sendable {
    /// First the kinds of 128 bytes, then for each group three tables of 128 bytes: first and second, second and third,
    /// third and fourth byte.
    ///
    /// A bit for each pair: of the first two bit `second % 8` in byte `second / 8 * 32 + first`, of the next two bit
    /// `second % 8` in byte `second / 8 * 32 + third`, of the last two bit `third % 8` in byte
    /// `third / 8 * 32 + fourth`. So the first two tables are asked for the same bit.
    let tables: FrozenBuffer<UInt8>
    /// Whether few enough places pass for that kernel to be the faster one.
    let areRare: Bool

    static let tableSize = 128

    init(_ windows: [GramWindow]) {
        var deal = WindowDeal()
        _ = deal.choose(windows.map { [WindowDeal.Candidate($0)] })
        areRare = deal.share < KindTables.most
        let size = KindTables.tableSize
        tables = unsafe FrozenBuffer(zeros: size * (1 + WindowDeal.groups * WindowDeal.tables)) { bytes in
            for (place, kind) in SymbolKind.numbers.enumerated() { unsafe bytes[place] = kind }
            for (index, row) in deal.rows.enumerated() {
                let (table, first) = index.quotientAndRemainder(dividingBy: SymbolKind.count)
                let isFront = table % WindowDeal.tables == 0
                var seconds = row
                while seconds != 0 {
                    let second = seconds.trailingZeroBitCount
                    let (bit, other) = isFront ? (second, first) : (first, second)
                    unsafe bytes[size * (1 + table) + bit / 8 * 32 + other] |= 1 << UInt8(bit % 8)
                    seconds &= seconds - 1
                }
            }
        }
    }

    /// What ``write(to:)`` wrote.
    init(_ reader: inout ImageReader) {
        tables = reader.buffer()
        areRare = reader.flag()
    }

    func write(to writer: inout ImageWriter) {
        writer.write(tables)
        writer.write(areRare)
    }

    /// With more places than these the strings of all places are looked up as fast.
    ///
    /// Far more pass than are told here, since a text's pairs of bytes depend on one another.
    private static let most: Float = 0.08
}
