/// A number that tells values apart, so that many can be counted without keeping them.
enum ValueHash {
    /// Never zero.
    static func of(_ normalized: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in normalized {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        return hash | 1
    }
}

extension Span<UInt8> {
    /// A copy of the bytes in `range`.
    func bytes(in range: Range<Int>) -> [UInt8] {
        unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }
}
