/// The terms that the literal filter looks for, by the first letters of each of their words.
///
/// The filter sees no word that a hyphen parts at a line's end. Where a text has such a hyphen, the words that may begin
/// before it are looked up here.
struct PartedTerms: Sendable {
    private struct Entry {
        var term: UInt32
        /// From the term's first byte to the word's.
        var offset: UInt32
    }

    /// So many of a word's folded bytes are its key, or all that it has.
    private static let keyLength = 4

    /// Ascending: the key's bytes, the first one lowest.
    private let keys: [UInt32]
    private let entries: [Entry]
    /// How many bytes of text may lie before the hyphen that parts a word.
    private let longestWord: Int

    var isEmpty: Bool { keys.isEmpty }

    init(_ folded: FoldedTerms) {
        var found: [(key: UInt32, entry: Entry)] = []
        var longestWord = 0
        for term in 0..<folded.count {
            let (range, style) = (folded.range(term), folded.style(ofTerm: term))
            KeyWords.words(folded, range) { word in
                longestWord = max(longestWord, word.count)
                guard let key = PartedTerms.key(folded, range, word, style) else { return }
                let offset = UInt32(word.lowerBound - range.lowerBound)
                found.append((key, Entry(term: UInt32(term), offset: offset)))
            }
        }
        found.sort { ($0.key, $0.entry.term, $0.entry.offset) < ($1.key, $1.entry.term, $1.entry.offset) }
        keys = found.map(\.key)
        entries = found.map(\.entry)
        self.longestWord = 3 * longestWord + TermComparison.mostBreaks * TextGap.longest
    }

    /// The key of a word; nil where it has but one letter, which nothing parts.
    private static func key(
        _ folded: FoldedTerms, _ term: Range<Int>, _ word: Range<Int>, _ style: TermStyle
    ) -> UInt32? {
        let bytes = unsafe UnsafeBufferPointer(
            start: folded.bytes.base + word.lowerBound, count: word.count)
        var cut = 0
        if let inflection = style.inflection {
            let isLast = word.upperBound == term.upperBound
            cut = unsafe InflectedForms(inflection, of: bytes.span, isLast: isLast).cut
        }
        var lower: [UInt8] = []
        unsafe FoldedTerms.fold(String(decoding: bytes, as: UTF8.self), into: &lower)
        lower.removeLast(min(cut, lower.count))
        return lower.count < 2 && cut == 0 ? nil : key(lower.prefix(keyLength))
    }

    private static func key(_ bytes: some Collection<UInt8>) -> UInt32 {
        bytes.enumerated().reduce(0) { $0 | UInt32($1.element) << UInt32(8 * $1.offset) }
    }

    /// Calls `found` with every term one of whose words may be parted by a hyphen in `places`, with the word's place
    /// in the term and in the text.
    @unsafe
    func candidates(
        _ text: UnsafePointer<UInt8>, _ count: Int, in places: Range<Int>,
        found: (_ term: Int, _ offset: Int, _ place: Int) -> Void
    ) {
        unsafe PartedWords.find(text, count, in: places) { hyphen in
            guard let next = unsafe PartedWords.next(text, count, behind: hyphen) else { return }
            var letters: [UInt8] = []
            unsafe append(text, count, from: next, &letters)
            var start = hyphen
            while start > max(places.lowerBound, hyphen - longestWord) {
                let scalar = unsafe TextScalar.readBack(text, at: start)
                guard TextScalar.isWord(scalar.value) else { break }
                start -= scalar.length
                let form = Folded(scalar.value)
                letters.insert(contentsOf: (0..<form.count).map { form[$0] }, at: 0)
                letters.removeLast(max(0, letters.count - PartedTerms.keyLength))
                for length in 1...letters.count {
                    look(up: PartedTerms.key(letters.prefix(length))) { found($0, $1, start) }
                }
            }
        }
    }

    /// Appends the first letters of the word at `place`, also across hyphens at line ends.
    @unsafe
    private func append(
        _ text: UnsafePointer<UInt8>, _ count: Int, from place: Int, _ letters: inout [UInt8]
    ) {
        var place = place
        while place < count, letters.count < PartedTerms.keyLength {
            let scalar = unsafe TextScalar.read(text, count, at: place)
            if TextScalar.isWord(scalar.value) {
                Folded(scalar.value).append(to: &letters)
                place += scalar.length
            } else {
                guard let next = unsafe PartedWords.next(text, count, behind: place) else { return }
                place = next
            }
        }
    }

    private func look(up key: UInt32, found: (Int, Int) -> Void) {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        while low < keys.count, keys[low] == key {
            found(Int(entries[low].term), Int(entries[low].offset))
            low += 1
        }
    }
}
