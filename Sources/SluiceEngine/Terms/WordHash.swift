/// The hash under which words are filtered and looked up.
///
/// It sees the length, the first eight and the last eight bytes of a folded word, each `| 0x20`, which folds
/// ASCII letters; of a longer word only the first `longest` bytes count, so that a length fits a mask's word.
@safe
struct WordHash: Sendable {
    static let longest = 56

    /// By length: which bytes of eight count.
    let keep: FrozenBuffer<UInt64>

    init() {
        keep = FrozenBuffer((0...64).map { $0 < 8 ? (1 << UInt64(8 * $0)) - 1 : .max })
    }

    @inline(__always)
    static func mix(first: UInt64, last: UInt64, length: Int) -> UInt64 {
        (first &+ last &* 0xC2B2_AE3D_27D4_EB4F &+ UInt64(truncatingIfNeeded: length))
            &* 0x9E37_79B9_7F4A_7C15
    }

    /// The hash of the word at `place`, of which 8 bytes can be read whatever its length; 1 <= length <= longest.
    @inline(__always) @unsafe
    static func hash(_ place: UnsafeRawPointer, length: Int, keep: UnsafePointer<UInt64>) -> UInt64 {
        let mask = unsafe keep[length]
        let first = unsafe place.loadUnaligned(as: UInt64.self)
        let last = unsafe place.loadUnaligned(fromByteOffset: max(length &- 8, 0), as: UInt64.self)
        return mix(
            first: (first | 0x2020_2020_2020_2020) & mask, last: (last | 0x2020_2020_2020_2020) & mask,
            length: length)
    }

    /// A second hash, independent enough of the bits by which the filter chose.
    @inline(__always)
    static func second(_ hash: UInt64) -> UInt64 {
        (hash ^ hash &>> 32) &* 0xD6E8_FEB8_6659_FD93
    }
}
