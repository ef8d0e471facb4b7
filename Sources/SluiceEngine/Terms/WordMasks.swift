/// One bit for each of 64 bytes, set where it is an ASCII letter, a digit or an underscore.
enum WordMasks {
    typealias Bytes = SIMD16<UInt8>

    private static let weights = Bytes(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)

    @inline(__always)
    private static func words(_ bytes: Bytes) -> SIMD2<UInt64> {
        let lower = bytes | Bytes(repeating: 0x20)
        let letters = (lower &- Bytes(repeating: 0x61)) .<= Bytes(repeating: 25)
        let digits = (bytes &- Bytes(repeating: 0x30)) .<= Bytes(repeating: 9)
        let lines = bytes .== Bytes(repeating: 0x5F)
        let zero = Bytes(repeating: 0)
        let found = zero.replacing(with: weights, where: letters .| digits .| lines)
        return unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
    }

    /// The mask of the 64 bytes at `place`, and whether any of them is beyond ASCII.
    @inline(__always) @unsafe
    static func masks(_ place: UnsafeRawPointer) -> (words: UInt64, beyondASCII: Bool) {
        let one = unsafe place.loadUnaligned(as: Bytes.self)
        let two = unsafe place.loadUnaligned(fromByteOffset: 16, as: Bytes.self)
        let three = unsafe place.loadUnaligned(fromByteOffset: 32, as: Bytes.self)
        let four = unsafe place.loadUnaligned(fromByteOffset: 48, as: Bytes.self)
        let all = unsafe unsafeBitCast(one | two | three | four, to: SIMD2<UInt64>.self)
        let high = (all.x | all.y) & 0x8080_8080_8080_8080
        return (gather(words(one), words(two), words(three), words(four)), high != 0)
    }

    /// Each byte holds its own bit of eight: brings the bits of 64 bytes together by folding halves, quarters, eighths.
    @inline(__always)
    private static func gather(
        _ one: SIMD2<UInt64>, _ two: SIMD2<UInt64>, _ three: SIMD2<UInt64>, _ four: SIMD2<UInt64>
    ) -> UInt64 {
        let odd = fold(one, three, by: 32, keep: 0x0000_0000_FFFF_FFFF)
        let even = fold(two, four, by: 32, keep: 0x0000_0000_FFFF_FFFF)
        let quarters = fold(odd, even, by: 16, keep: 0x0000_FFFF_0000_FFFF)
        let keep = SIMD2<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
        let eighths = (quarters | quarters &>> SIMD2(repeating: 8)) & keep
        return eighths.x | eighths.y &<< 8
    }

    /// Both halves of each field of `low` and `high` are put together, and laid into the lower and upper half.
    @inline(__always)
    private static func fold(
        _ low: SIMD2<UInt64>, _ high: SIMD2<UInt64>, by width: UInt64, keep: UInt64
    ) -> SIMD2<UInt64> {
        let mask = SIMD2<UInt64>(repeating: keep)
        let shift = SIMD2<UInt64>(repeating: width)
        return ((low | low &>> shift) & mask) | ((high | high &<< shift) & ~mask)
    }
}
