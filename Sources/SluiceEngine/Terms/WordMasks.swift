/// One bit for each of 64 bytes, set where it is an ASCII letter, a digit or an underscore.
enum WordMasks {
    typealias Bytes = SIMD16<UInt8>
    private typealias Signed = SIMD16<Int8>

    @inline(__always)
    private static func words(_ bytes: Bytes) -> SIMD2<UInt64> {
        // Signed, since the processor has no unsigned comparison: the range begins at the least value.
        let lower = Signed(
            truncatingIfNeeded: (bytes | Bytes(repeating: 0x20)) &+ Bytes(repeating: 0x80 - 0x61))
        let letters = lower .< Signed(repeating: -128 + 26)
        let shifted = Signed(truncatingIfNeeded: bytes &+ Bytes(repeating: 0x80 - 0x30))
        let digits = shifted .< Signed(repeating: -128 + 10)
        let lines = Signed(truncatingIfNeeded: bytes) .== Signed(repeating: 0x5F)
        let weights = Bytes(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
        // A mask's lanes are all ones or all zeros.
        let found = unsafe unsafeBitCast(letters .| digits .| lines, to: Bytes.self)
        return unsafe unsafeBitCast(found & weights, to: SIMD2<UInt64>.self)
    }

    /// The mask of the 64 bytes at `place`, and 1 if any of them is beyond ASCII, else 0.
    @inline(__always) @unsafe
    static func masks(_ place: UnsafeRawPointer) -> (words: UInt64, beyondASCII: Int) {
        let one = unsafe place.loadUnaligned(as: Bytes.self)
        let two = unsafe place.loadUnaligned(fromByteOffset: 16, as: Bytes.self)
        let three = unsafe place.loadUnaligned(fromByteOffset: 32, as: Bytes.self)
        let four = unsafe place.loadUnaligned(fromByteOffset: 48, as: Bytes.self)
        let all = unsafe unsafeBitCast(one | two | three | four, to: SIMD2<UInt64>.self)
        let high = (all.x | all.y) & 0x8080_8080_8080_8080
        return (gather(words(one), words(two), words(three), words(four)), 1 &- Bits.isZero(high))
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

enum Bits {
    /// 1 for 0, else 0, by arithmetic: where a jump would be guessed wrong too often.
    @inline(__always)
    static func isZero(_ bits: UInt64) -> Int {
        Int(truncatingIfNeeded: ~(bits | (0 &- bits)) &>> 63)
    }
}
