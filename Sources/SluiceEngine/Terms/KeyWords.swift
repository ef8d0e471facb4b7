/// Chooses for each term the word by which the walk finds it: the one that texts show least often.
struct KeyWords {
    /// The terms that have a word, and the hash of its key; a key that two hashes lead to stands here twice.
    private(set) var terms: [UInt32] = []
    private(set) var hashes: [UInt64] = []
    /// Whether white space and a digit stand behind the key.
    private(set) var beforeDigits: [Bool] = []
    /// What stands beside the keys, for ``NeighbourFilter``.
    private(set) var neighbours: [Beside.Neighbour] = []
    /// For every term, in bytes of its folded form.
    private(set) var offsets: [UInt32]
    /// The terms without any word character.
    private(set) var bare: [UInt32] = []
    /// In bytes, of the shortest key.
    private(set) var shortest = Int.max
    /// The first four bytes of each key, for ``KeyBeginnings``; none where a key is shorter.
    private(set) var beginnings: [SIMD4<UInt8>] = []
    private(set) var probes = WordProbes()
    /// How many bytes of text may lie between a match's start and its key.
    private(set) var longestPrefix = 0

    private let keep: FrozenBuffer<UInt64>
    private let common: Set<UInt64>
    /// How many terms show a word, by the hash's top bits.
    private var uses: [UInt32]
    private let usesShift: UInt64

    init(_ folded: FoldedTerms, _ hash: WordHash, isWalked: Bool) {
        keep = hash.keep
        guard isWalked else {
            (offsets, uses, usesShift, common) = ([], [], 64, [])
            return
        }
        offsets = [UInt32](repeating: 0, count: folded.count)
        var bits: UInt64 = 8
        while 1 << bits < 4 * folded.count { bits += 1 }
        usesShift = 64 - bits
        uses = [UInt32](repeating: 0, count: 1 << bits)
        common = CommonWords.hashes(hash)
        terms.reserveCapacity(folded.count)
        hashes.reserveCapacity(folded.count)
        neighbours.reserveCapacity(folded.count)
        let walked = folded.lists.filter { $0.style.placement != .part }
        for list in walked {
            for term in list.first..<list.first + list.count { count(folded, term, list.style) }
        }
        for list in walked {
            for term in list.first..<list.first + list.count { choose(folded, term, list.style) }
        }
        probes.shortest = shortest
        if shortest < 4 { beginnings = [] }
    }

    private mutating func count(_ folded: FoldedTerms, _ term: Int, _ style: TermStyle) {
        KeyWords.words(folded, folded.range(term)) { word in
            uses[Int(key(folded, term, word, style).hash >> usesShift)] += 1
        }
    }

    private mutating func choose(_ folded: FoldedTerms, _ term: Int, _ style: TermStyle) {
        let range = folded.range(term)
        var best: (score: Int, word: Range<Int>, key: Key)?
        KeyWords.words(folded, range) { word in
            let key = key(folded, term, word, style)
            let score = score(key.length, key.hash)
            if best.map({ score > $0.score }) ?? true { best = (score, word, key) }
        }
        guard let best else {
            if !range.isEmpty { bare.append(UInt32(term)) }
            return
        }
        let neighbour = NeighbourFilter.neighbour(
            folded.bytes, term: range, key: best.word, inflection: style.inflection)
        let end = best.word.upperBound
        // An English ending may put an s second behind the word.
        let isBeforeDigit =
            end + 1 < range.upperBound && folded.bytes[end] == 0x20 && folded.bytes[end + 1] &- 0x30 < 10
            && style.inflection != .english
        for hash in [best.key.hash, best.key.changed].compactMap(\.self) {
            terms.append(UInt32(term))
            hashes.append(hash)
            neighbours.append(neighbour)
            beforeDigits.append(isBeforeDigit)
        }
        if let prefix = best.key.prefix { probes.use(prefix: prefix) }
        if let inflection = style.inflection { probes.use(inflection) }
        let start = best.word.lowerBound
        if best.word.count >= 4, beginnings.count <= KeyBeginnings.most {
            beginnings.append(
                SIMD4(
                    folded.bytes[start], folded.bytes[start + 1], folded.bytes[start + 2],
                    folded.bytes[start + 3]))
        }
        offsets[term] = UInt32(start - range.lowerBound)
        shortest = min(shortest, best.key.length)
        longestPrefix = max(
            longestPrefix, folded.longestText(range.lowerBound..<best.word.lowerBound, style))
    }

    // MARK: Keys

    /// What a word is found by.
    private struct Key {
        var hash: UInt64
        /// The hash of what is left of a word that may lose its last letters.
        var changed: UInt64?
        /// Set if the word may go on.
        var prefix: Int?
        /// In bytes, the least of what is hashed.
        var length: Int
    }

    /// The key that `word`, a range of the folded bytes, would be.
    @inline(__always)
    private func key(_ folded: FoldedTerms, _ term: Int, _ word: Range<Int>, _ style: TermStyle) -> Key {
        let place = unsafe folded.bytes.base + word.lowerBound
        if !style.isExact, style.placement == .word, style.inflection == nil {
            return unsafe Key(
                hash: WordHash.careful(place, length: word.count, keep: keep.base), length: word.count)
        }
        return unsafe styledKey(
            UnsafeBufferPointer(start: place, count: word.count), style,
            isLast: word.upperBound == folded.range(term).upperBound,
            isInflected: word.upperBound == folded.range(term).upperBound
                || folded.bytes.base[word.upperBound] == 0x20)
    }

    @unsafe
    private func styledKey(
        _ word: UnsafeBufferPointer<UInt8>, _ style: TermStyle, isLast: Bool, isInflected: Bool
    ) -> Key {
        // Words of the text are hashed in lower case.
        var lower: [UInt8] = []
        unsafe FoldedTerms.fold(String(decoding: word, as: UTF8.self), into: &lower)
        var cut = 0
        if let inflection = style.inflection, isInflected {
            cut = unsafe InflectedForms(inflection, of: word.span, isLast: isLast).cut
        }
        return unsafe lower.withUnsafeBufferPointer { lower in
            guard let base = lower.baseAddress, lower.count > cut else {
                return Key(hash: 0, length: word.count)
            }
            let hash = { unsafe WordHash.careful(base, length: $0, keep: keep.base) }
            let stem = lower.count - cut
            if isLast, style.placement == .prefix {
                let prefix = WordProbes.prefix(of: stem)
                return Key(hash: hash(prefix), prefix: prefix, length: prefix)
            }
            return Key(hash: hash(lower.count), changed: cut > 0 ? hash(stem) : nil, length: stem)
        }
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

    /// Calls `each` with every word of a folded term, as a range of the folded bytes.
    @inline(__always)
    static func words(_ folded: FoldedTerms, _ range: Range<Int>, each: (Range<Int>) -> Void) {
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
                each(start..<place)
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
    /// A folded byte stands for at most three (`k` for the Kelvin sign), white space for ``TextGap/longest``, an
    /// ending may stand before each white space and at the end, and there may be some hyphens at line ends.
    func longestText(_ range: Range<Int>, _ style: TermStyle) -> Int {
        guard !range.isEmpty else { return 0 }
        let ending = style.inflection == nil ? 0 : InflectedForms.longestEnding
        var length = ending + TermComparison.mostBreaks * TextGap.longest
        for index in range { length += unsafe bytes.base[index] == 0x20 ? TextGap.longest + ending : 3 }
        return length
    }
}
