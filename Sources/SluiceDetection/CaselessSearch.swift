/// Looks for bytes in a text in any case of ASCII letters.
enum CaselessSearch {
    static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
    static func lowered(_ bytes: [UInt8]) -> [UInt8] { bytes.map { lowered($0) } }

    /// Whether `word`, in lower case, stands at `place`.
    static func isPresent(_ word: [UInt8], at place: Int, in text: Span<UInt8>) -> Bool {
        guard place + word.count <= text.count else { return false }
        for index in word.indices where lowered(text[place + index]) != word[index] { return false }
        return true
    }

    /// Where `word`, in lower case, first stands wholly within `range`; nil where it does not.
    static func firstIndex(of word: [UInt8], in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let first = word.first, range.count >= word.count else { return nil }
        let last = range.upperBound - word.count
        var place = range.lowerBound
        while let next = candidate(first, in: text, place..<last + 1) {
            if isPresent(word, at: next, in: text) { return next }
            place = next + 1
        }
        return nil
    }

    /// The first place in `range` where a byte may be `first` in any case.
    @inline(__always)
    private static func candidate(_ first: UInt8, in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        // Setting the bit that tells the cases apart maps some other bytes onto `first` too; no matter.
        let wanted = first | 0x20
        let pattern = UInt64(wanted) &* 0x0101_0101_0101_0101
        return unsafe text.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var place = range.lowerBound
            while range.upperBound &- place >= 8 {
                let word = unsafe (base + place).loadUnaligned(as: UInt64.self)
                let different = (UInt64(littleEndian: word) | 0x2020_2020_2020_2020) ^ pattern
                // The lowest flag is always right, and only that one is used.
                let equal = (different &- 0x0101_0101_0101_0101) & ~different & 0x8080_8080_8080_8080
                if equal != 0 { return place &+ equal.trailingZeroBitCount / 8 }
                place &+= 8
            }
            while place < range.upperBound {
                if unsafe buffer[place] | 0x20 == wanted { return place }
                place &+= 1
            }
            return nil
        }
    }
}
