/// Chooses for each term the word by which the walk finds it: the one that texts show least often.
struct KeyWords {
    /// The terms that have a word, the hash of its key, and where the key begins in the folded term.
    private(set) var terms: [UInt32] = []
    private(set) var hashes: [UInt64] = []
    /// Whether a hyphen must stand behind the key.
    private(set) var hyphened: [Bool] = []
    /// What stands beside the keys, for ``NeighbourFilter``.
    private(set) var neighbours: [Beside.Neighbour] = []
    /// For every term, in bytes of its folded form.
    private(set) var offsets: [UInt32]
    /// The terms without any word character.
    private(set) var bare: [UInt32] = []
    /// In bytes, of the shortest key.
    private(set) var shortest = Int.max
    /// How many bytes of text may lie between a match's start and its key.
    private(set) var longestPrefix = 0

    private let keep: FrozenBuffer<UInt64>
    private let common: Set<UInt64>
    /// How many terms show a word, by the hash's top bits.
    private var uses: [UInt32]
    private let usesShift: UInt64

    init(_ folded: FoldedTerms, _ hash: WordHash) {
        keep = hash.keep
        offsets = [UInt32](repeating: 0, count: folded.count)
        var bits: UInt64 = 8
        while 1 << bits < 4 * folded.count { bits += 1 }
        usesShift = 64 - bits
        uses = [UInt32](repeating: 0, count: 1 << bits)
        common = CommonWords.hashes(hash)
        terms.reserveCapacity(folded.count)
        hashes.reserveCapacity(folded.count)
        neighbours.reserveCapacity(folded.count)
        let walked = folded.lists.filter { !$0.insideWords }
        for list in walked {
            for term in list.first..<list.first + list.count { count(folded, term) }
        }
        for list in walked {
            for term in list.first..<list.first + list.count { choose(folded, term) }
        }
    }

    private mutating func count(_ folded: FoldedTerms, _ term: Int) {
        KeyWords.words(folded, folded.range(term), keep) { _, _, hash in
            uses[Int(hash >> usesShift)] += 1
        }
    }

    private mutating func choose(_ folded: FoldedTerms, _ term: Int) {
        let range = folded.range(term)
        var best: (score: Int, start: Int, length: Int, hash: UInt64)?
        KeyWords.words(folded, range, keep) { start, length, hash in
            let score = score(length, hash)
            if best.map({ score > $0.score }) ?? true { best = (score, start, length, hash) }
        }
        guard let best else {
            if !range.isEmpty { bare.append(UInt32(term)) }
            return
        }
        terms.append(UInt32(term))
        hashes.append(best.hash)
        let end = best.start + best.length
        hyphened.append(
            end < range.upperBound && folded.bytes[end] == 0x2D && best.length < WordHash.longest)
        neighbours.append(
            NeighbourFilter.neighbour(folded.bytes, term: range, key: best.start..<best.start + best.length))
        offsets[term] = UInt32(best.start - range.lowerBound)
        shortest = min(shortest, best.length)
        longestPrefix = max(longestPrefix, folded.longestText(range.lowerBound..<best.start))
    }

    /// A guess at how rare a word is, in bits.
    private func score(_ length: Int, _ hash: UInt64) -> Int {
        let shared = 32 - (uses[Int(hash >> usesShift)] + 1).leadingZeroBitCount
        // Some dozens of terms with one key are told apart by their neighbours; more of them cost time.
        var score = 2 * min(length, 16) - shared - max(0, shared - 7) * 2
        if common.contains(hash) { score -= 14 }
        // Short keys make the walk look at short words, of which there are many.
        if length < 6 { score -= length < 4 ? 60 : 30 }
        return score
    }

    /// Calls `each` with the start, the length and the hash of every word in a folded term.
    @inline(__always)
    static func words(
        _ folded: FoldedTerms, _ range: Range<Int>, _ keep: FrozenBuffer<UInt64>,
        each: (_ start: Int, _ length: Int, _ hash: UInt64) -> Void
    ) {
        let bytes = unsafe folded.bytes.base
        var place = range.lowerBound
        var start = -1
        while place <= range.upperBound {
            var isWord = false
            var length = 1
            if place < range.upperBound {
                let scalar = unsafe TextScalar.read(bytes, range.upperBound, at: place)
                isWord = TextScalar.isWord(scalar.value)
                length = scalar.length
            }
            if isWord, start < 0 { start = place }
            if !isWord, start >= 0 {
                let length = place - start
                each(start, length, unsafe WordHash.careful(bytes + start, length: length, keep: keep.base))
                start = -1
            }
            place += length
        }
    }
}

extension WordHash {
    /// The hash of a word behind which nothing can be read.
    @unsafe
    static func careful(_ place: UnsafePointer<UInt8>, length: Int, keep: UnsafePointer<UInt64>) -> UInt64 {
        let length = min(length, longest)
        if length >= 8 { return unsafe hash(UnsafeRawPointer(place), length: length, keep: keep) }
        var first: UInt64 = 0
        for index in 0..<length { first |= UInt64(unsafe place[index]) << UInt64(8 * index) }
        first = unsafe (first | 0x2020_2020_2020_2020) & keep[length]
        return mix(first: first, last: first, length: length)
    }
}

extension FoldedTerms {
    /// How many bytes of text a part of a folded term matches at most.
    ///
    /// A folded byte stands for at most three (`k` for the Kelvin sign), white space for sixteen.
    func longestText(_ range: Range<Int>) -> Int {
        var length = 0
        for index in range { length += unsafe bytes.base[index] == 0x20 ? 16 : 3 }
        return length
    }
}
