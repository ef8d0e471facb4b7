/// Under which hashes a word of a text may be a key, besides its own.
///
/// A key that may go on is its first bytes, so many as one of ``prefixLengths`` says; one that may be inflected is the
/// part that no ending changes. So a word is looked up by its beginnings and without its endings.
struct WordProbes: Sendable {
    /// The key of a word that may go on has the greatest of these lengths that it holds.
    static let prefixLengths = [1, 2, 3, 4, 6, 8, 12, 16]

    /// Those that are in use, ascending.
    private(set) var prefixes: [Int] = []
    /// By an ending's last letter (its low five bits): the endings that a list in use may add.
    private var endings: [[Ending]] = Array(repeating: [], count: 32)
    private(set) var isEmpty = true
    /// No shorter key is there.
    var shortest = 1

    private struct Ending: Hashable {
        /// Its bytes, the last one above.
        var bytes: UInt32
        var mask: UInt32
        var count: Int
    }

    /// The length of the key of a word of `length` bytes that may go on.
    static func prefix(of length: Int) -> Int { prefixLengths.last { $0 <= length } ?? length }

    mutating func use(prefix length: Int) {
        isEmpty = false
        if !prefixes.contains(length) { prefixes = (prefixes + [length]).sorted() }
    }

    mutating func use(_ inflection: Inflection) {
        isEmpty = false
        let words =
            switch inflection {
            case .german: "e em en ens er ern es m n nen ns r s se sen ses"
            // What an apostrophe parts from its word needs no ending cut off.
            case .english: "s es ies"
            }
        for word in words.split(separator: " ") {
            var ending = Ending(bytes: 0, mask: 0, count: word.utf8.count)
            for byte in word.utf8 {
                ending.bytes = ending.bytes >> 8 | UInt32(byte) << 24
                ending.mask = ending.mask >> 8 | 0xFF00_0000
            }
            let slot = Int(ending.bytes >> 24 & 31)
            if !endings[slot].contains(ending) { endings[slot].append(ending) }
        }
    }

    /// Calls `each` with the lengths under which a folded word is to be looked up besides its own.
    ///
    /// `length` is the word's, at most ``WordHash/longest`` and 8 more.
    @inline(__always) @unsafe
    func lengths(_ word: UnsafePointer<UInt8>, _ length: Int, each: (Int) -> Void) {
        for prefix in prefixes where prefix < length { each(prefix) }
        guard length > 1 else { return }
        var last: UInt32 = 0
        for index in max(0, length - 3)..<length {
            last = unsafe last >> 8 | UInt32(word[index] | 0x20) << 24
        }
        for ending in endings[Int(last >> 24 & 31)] where last & ending.mask == ending.bytes {
            if length - ending.count >= shortest { each(length - ending.count) }
        }
    }
}
