/// How the key words of short lists begin: which pairs of bytes stand first and second, and third and fourth.
///
/// A kernel with wide registers holds this in them and turns most words away before they are hashed. Long lists begin
/// in too many ways for that.
struct KeyBeginnings: Sendable {
    /// Two tables of 512 bytes; a bit for each pair of symbols (``GramFrequency/symbol(_:)``): byte
    /// `second / 8 * 64 + first`, bit `second % 8`.
    let tables: FrozenBuffer<UInt8>

    /// With more keys than these nearly all words would pass.
    static let most = 6000

    /// The beginnings of `keys`, each its first four bytes; nil where that would turn few words away.
    ///
    /// A key with a byte beyond ASCII among them is found in another way.
    init?(_ keys: [SIMD4<UInt8>]) {
        guard !keys.isEmpty, keys.count <= KeyBeginnings.most else { return nil }
        tables = unsafe FrozenBuffer(zeros: 2 * 512) { tables in
            for key in keys where key.max() < 0x80 {
                for table in 0..<2 {
                    let first = GramFrequency.symbol(key[2 * table])
                    let second = GramFrequency.symbol(key[2 * table + 1])
                    unsafe tables[table * 512 + second / 8 * 64 + first] |= 1 << UInt8(second % 8)
                }
            }
        }
    }
}
