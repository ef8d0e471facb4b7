/// How the key words of short lists begin: a walk turns most words away by that before it hashes them.
///
/// Long lists begin in too many ways.
struct KeyBeginnings: Sendable {
    /// Which pairs of bytes stand first and second, and third and fourth: a kernel with wide registers holds this in them.
    ///
    /// Two tables of 512 bytes; a bit for each pair of symbols (``GramFrequency/symbol(_:)``): byte
    /// `second / 8 * 64 + first`, bit `second % 8`.
    let tables: FrozenBuffer<UInt8>
    /// A bit for each hash of a beginning's four bytes (``bit(_:)``), for kernels without: the nearest cache holds it.
    let marks: FrozenBuffer<UInt64>

    /// With more keys than these nearly all words would pass.
    static let most = 6000

    private static let markBits: UInt32 = 16

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
        marks = unsafe FrozenBuffer(zeros: 1 << Int(KeyBeginnings.markBits - 6)) { marks in
            for key in keys where key.max() < 0x80 {
                let bit = KeyBeginnings.bit(
                    UInt32(key.x) | UInt32(key.y) << 8 | UInt32(key.z) << 16 | UInt32(key.w) << 24)
                unsafe marks[Int(bit &>> 6)] |= 1 << UInt64(bit & 63)
            }
        }
    }

    /// The bit of four bytes, the first one lowest; letters of either case have the same.
    @inline(__always)
    private static func bit(_ bytes: UInt32) -> UInt32 {
        ((bytes | 0x2020_2020) &* 0x9E37_79B1) &>> (32 - markBits)
    }

    /// 1 if a key may begin with the four bytes at `word`, else 0.
    @inline(__always) @unsafe
    static func isKnown(_ word: UnsafeRawPointer, _ marks: UnsafePointer<UInt64>) -> Int {
        let bit = unsafe bit(word.loadUnaligned(as: UInt32.self))
        return unsafe Int(truncatingIfNeeded: marks[Int(bit &>> 6)] &>> UInt64(bit & 63) & 1)
    }
}
