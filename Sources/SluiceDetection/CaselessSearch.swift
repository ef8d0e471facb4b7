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
        while place <= last {
            if lowered(text[place]) == first, isPresent(word, at: place, in: text) { return place }
            place += 1
        }
        return nil
    }
}
