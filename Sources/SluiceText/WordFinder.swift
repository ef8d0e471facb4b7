/// Finds whole words and phrases in a text, in any case and in either German spelling.
///
/// A word that begins or ends with a letter or digit stands at the border of a word there. A space or hyphen
/// in a phrase stands for any short run of white space and hyphens, line ends with a quote prefix included.
/// Immutable, so any number of threads may search with one.
public struct WordFinder: Sendable {
    /// Where a word was found.
    public struct Hit: Hashable, Sendable {
        /// In bytes of the text that was searched.
        public var start: Int
        public var end: Int
        /// The index of the word in the list that the finder was made from.
        public var word: Int
    }

    /// A word or phrase made ready to be looked for.
    public struct Word: Hashable, Sendable {
        /// Its folded letters; each run of separators is one space, none stand at either end.
        fileprivate let letters: [UInt32]
        /// How many bytes of text it takes at most; 0 where it has no letter and no digit, and is never found.
        fileprivate let longestHit: Int

        public init(_ word: String) { self.init(letters: WordFinder.folded(word)) }

        /// Likewise; a star at its end stands for any ending: `contract*` is found in *contracts*, up to the star.
        public init(withEnding word: String) {
            var letters = WordFinder.folded(word)
            if letters.count > 1, letters.last == 0x2A { letters[letters.count - 1] = WordFinder.anyEnding }
            self.init(letters: letters)
        }

        private init(letters: [UInt32]) {
            self.letters = letters
            longestHit =
                letters.contains(where: WordFinder.isWord)
                ? letters.reduce(0) { $0 + ($1 == 0x20 ? WordFinder.longestSeparator : 4) } : 0
        }

        /// What must stand behind the first letter; zero where nothing must, or a separator, which has many forms.
        fileprivate var second: UInt32 {
            letters.count > 1 && letters[1] != 0x20 && letters[1] != WordFinder.anyEnding ? letters[1] : 0
        }
    }

    /// Words made ready to be looked for, of which a finder takes some.
    public struct WordList: Sendable {
        /// A word; numbers alone, so that choosing words counts no references.
        struct Item {
            /// Where its letters stand in ``letters``.
            var start: Int32
            var count: Int32
            /// As ``Word`` has them.
            var longestHit: Int32
            var second: UInt32
            /// Its first letter, or 128.
            var bucket: UInt8
            var beginsWithLetter: Bool
        }

        private(set) var items: [Item] = []
        private(set) var letters: [UInt32] = []

        public init(_ words: [Word] = []) {
            for word in words { append(word) }
        }

        public var count: Int { items.count }

        public mutating func append(_ word: Word) {
            let first = word.letters.first
            items.append(
                Item(
                    start: Int32(truncatingIfNeeded: letters.count),
                    count: Int32(truncatingIfNeeded: word.letters.count),
                    longestHit: first == nil ? 0 : Int32(truncatingIfNeeded: word.longestHit),
                    second: word.second, bucket: UInt8(truncatingIfNeeded: min(first ?? 0, 128)),
                    beginsWithLetter: first.map(WordFinder.isWord) ?? false))
            letters += word.letters
        }
    }

    /// How many bytes of text a hit takes at most.
    public let longestHit: Int
    /// The folded letters of the words, one word behind the other, as ``entries`` say.
    private var letters: [UInt32] = []
    /// Words by their first letter, those of one in the order of the list; letters from 128 on are one.
    private var entries: [Entry] = []
    /// For each first letter below 128 where its words end in ``entries``; at 128 all others.
    private var ends: [Int]
    private var beginsInsideWords: [Bool]
    /// For each first letter below 128 a bit for each second one below 128 that a word goes on with, or may.
    private var seconds: [Pair]
    /// For each ASCII byte whether a word begins with it, also within a word, and whether it belongs to a word.
    private var asciiTraits: [UInt8] = []

    /// A word.
    private struct Entry {
        /// Its index in the list that the finder was made from.
        var word: Int32
        /// What its second letter must be; zero where that is not known.
        var second: UInt32
        /// Where its letters stand in ``letters``.
        var start: Int32
        var count: Int32
    }

    private typealias Pair = SIMD2<UInt64>

    private static let begins: UInt8 = 1
    private static let beginsInside: UInt8 = 2
    private static let belongs: UInt8 = 4

    /// Creates a finder; words without a letter or digit are never found.
    public init(_ list: [String]) { self.init(list.map { Word($0) }) }

    /// Creates a finder of words that were made ready before.
    public init(_ words: [Word]) {
        let list = WordList(words)
        self.init(Array(words.indices), of: list)
    }

    /// Creates a finder of those words of a list that `chosen` numbers.
    public init(_ chosen: [Int], of list: WordList) {
        ends = Array(repeating: 0, count: 129)
        beginsInsideWords = Array(repeating: false, count: 129)
        seconds = Array(repeating: Pair(), count: 129)
        asciiTraits = WordFinder.plainTraits
        longestHit = chosen.reduce(0) { max($0, Int(list.items[$1].longestHit)) }
        var letterCount = 0
        for number in chosen {
            let item = list.items[number]
            guard item.longestHit > 0 else { continue }
            letterCount += Int(item.count)
            note(item)
        }
        for bucket in 1..<ends.count { ends[bucket] += ends[bucket - 1] }
        entries = Array(repeating: Entry(word: 0, second: 0, start: 0, count: 0), count: ends[128])
        letters.reserveCapacity(letterCount)
        var places = [0] + ends.dropLast()
        for (index, number) in chosen.enumerated() {
            let item = list.items[number]
            guard item.longestHit > 0 else { continue }
            let bucket = Int(item.bucket)
            entries[places[bucket]] = Entry(
                word: Int32(truncatingIfNeeded: index), second: item.second,
                start: Int32(truncatingIfNeeded: letters.count), count: item.count)
            letters += list.letters[Int(item.start)..<Int(item.start + item.count)]
            places[bucket] += 1
        }
    }

    /// Notes what a word that is looked for begins with.
    @inline(__always)
    private mutating func note(_ item: WordList.Item) {
        let bucket = Int(item.bucket)
        ends[bucket] += 1
        if item.second == 0 || item.second >= 128 {
            seconds[bucket] = Pair(repeating: .max)
        } else {
            seconds[bucket][Int(item.second) >> 6] |= 1 << UInt64(item.second & 63)
        }
        var traits = WordFinder.begins
        if !item.beginsWithLetter {
            beginsInsideWords[bucket] = true
            traits |= WordFinder.beginsInside
        }
        guard bucket < 128 else { return }
        asciiTraits[bucket] |= traits
        if (0x61...0x7A).contains(bucket) { asciiTraits[bucket - 0x20] |= traits }
    }

    /// Where the words that begin with a letter stand in ``entries``.
    private func entryRange(ofBucket bucket: Int) -> Range<Int> {
        (bucket > 0 ? ends[bucket - 1] : 0)..<ends[bucket]
    }

    /// What is known of bytes whatever the words are.
    private static let plainTraits: [UInt8] = (0..<128).map {
        Folding.isWord(Unicode.Scalar($0)) ? belongs : 0
    }

    private static let longestSeparator = 32
    /// Behind the letters of a word that may go on; no character has this number.
    private static let anyEnding = UInt32.max

    /// How many bytes of text a word of `letters`, or any part of it, takes at most; never less than a hit has.
    public static func longestHit(of letters: String) -> Int {
        let known = unsafe letters.utf8.withContiguousStorageIfAvailable { bytes in
            let bytes = unsafe bytes.span
            var longest = 0
            for index in bytes.indices { longest += longestHits[Int(bytes[index])] }
            return longest
        }
        return known ?? letters.utf8.count * longestSeparator
    }

    /// For each byte of a word how many bytes of text its character takes at most.
    private static let longestHits: [Int] = (0..<256).map {
        $0 >= 0xC2 || Folding.isSeparator(UInt32($0)) ? longestSeparator : 4
    }

    /// Whether nothing can ever be found.
    public var isEmpty: Bool { longestHit == 0 }

    /// Appends the hits that begin in `range`, sorted by start, then in the order of the list.
    ///
    /// The text around `range` is looked at for the borders of words and for the rest of a hit.
    public func search(_ text: Span<UInt8>, _ range: Range<Int>, into hits: inout [Hit]) {
        var place = range.lowerBound
        // A search that begins inside a character begins behind it, as one from further left would.
        while place < range.upperBound, place > 0, text[place] & 0xC0 == 0x80 { place += 1 }
        var wasWord = CodePoints.scalar(before: place, in: text).map(Folding.isWord) ?? false
        while place < range.upperBound {
            let byte = text[place]
            if byte < 0x80 {
                let traits = asciiTraits[Int(byte)]
                if traits & (wasWord ? WordFinder.beginsInside : WordFinder.begins) != 0 {
                    let bucket = Int(Folding.lowered(byte))
                    if mayGoOn(bucket, behind: place, in: text) {
                        find(in: bucket, at: place, of: text, wasWord: wasWord, into: &hits)
                    }
                }
                wasWord = traits & WordFinder.belongs != 0
                place += 1
            } else {
                let (scalar, length) = CodePoints.scalar(at: place, in: text)
                let folded = Folding.character(at: place, in: text)
                let bucket = folded.first < 128 ? Int(folded.first) : 128
                if !entryRange(ofBucket: bucket).isEmpty, !wasWord || beginsInsideWords[bucket] {
                    find(in: bucket, at: place, of: text, wasWord: wasWord, into: &hits)
                }
                wasWord = Folding.isWord(scalar)
                place += length
            }
        }
    }

    /// Whether a word that begins with the letter of `bucket`, which is the byte at `place`, may go on as the text does.
    @inline(__always)
    private func mayGoOn(_ bucket: Int, behind place: Int, in text: Span<UInt8>) -> Bool {
        guard place + 1 < text.count, text[place + 1] < 0x80 else { return true }
        let second = Folding.lowered(text[place + 1])
        return seconds[bucket][Int(second) >> 6] >> UInt64(second & 63) & 1 != 0
    }

    private func find(
        in bucket: Int, at place: Int, of text: Span<UInt8>, wasWord: Bool, into hits: inout [Hit]
    ) {
        let next = secondLetter(at: place, in: text)
        for index in entryRange(ofBucket: bucket) {
            let entry = entries[index]
            guard entry.second == 0 || entry.second == next else { continue }
            let start = Int(entry.start)
            guard !wasWord || !WordFinder.isWord(letters[start]) else { continue }
            if let end = end(of: start..<start + Int(entry.count), at: place, in: text) {
                hits.append(Hit(start: place, end: end, word: Int(entry.word)))
            }
        }
    }

    /// The second of the folded letters that stand at `place`; zero at the text's end.
    private func secondLetter(at place: Int, in text: Span<UInt8>) -> UInt32 {
        let first = Folding.character(at: place, in: text)
        if first.second != 0 { return first.second }
        let next = place + first.length
        return next < text.count ? Folding.character(at: next, in: text).first : 0
    }

    /// Where the word of those ``letters`` ends if it stands at `place`; nil where it does not.
    private func end(of word: Range<Int>, at place: Int, in text: Span<UInt8>) -> Int? {
        var offset = place
        var pending: UInt32 = 0
        for index in word {
            let wanted = letters[index]
            if wanted == WordFinder.anyEnding { return pending == 0 ? offset : nil }
            if wanted == 0x20 {
                guard pending == 0, let behind = WordFinder.endOfSeparators(at: offset, in: text) else {
                    return nil
                }
                offset = behind
                continue
            }
            if pending != 0 {
                guard pending == wanted else { return nil }
                pending = 0
                continue
            }
            guard offset < text.count else { return nil }
            let folded = Folding.character(at: offset, in: text)
            guard folded.first == wanted else { return nil }
            pending = folded.second
            offset += folded.length
        }
        guard pending == 0 else { return nil }
        if let last = word.last, WordFinder.isWord(letters[last]), offset < text.count,
            Folding.isWord(CodePoints.scalar(at: offset, in: text).scalar)
        {
            return nil
        }
        return offset
    }

    /// Where a run of separators ends that begins at `place`; nil where there is none.
    private static func endOfSeparators(at place: Int, in text: Span<UInt8>) -> Int? {
        var offset = place
        let limit = min(text.count, place + longestSeparator)
        var isAtLineStart = false
        while offset < limit {
            let (scalar, length) = CodePoints.scalar(at: offset, in: text)
            let isQuoteMark = isAtLineStart && scalar == ">"
            guard Folding.isSeparator(scalar.value) || isQuoteMark, offset + length <= limit else { break }
            isAtLineStart = scalar == "\n" || isAtLineStart && (scalar == ">" || scalar == " ")
            offset += length
        }
        return offset > place ? offset : nil
    }

    private static func isWord(_ value: UInt32) -> Bool {
        Unicode.Scalar(value).map(Folding.isWord) ?? false
    }

    /// The folded letters of `word`; each run of separators is one space, none stand at either end.
    static func folded(_ word: String) -> [UInt32] {
        if let folded = foldedPlain(word) { return folded }
        let bytes = Array(word.utf8)
        var result: [UInt32] = []
        var offset = 0
        while offset < bytes.count {
            let folded = Folding.character(at: offset, in: bytes.span)
            offset += folded.length
            if Folding.isSeparator(folded.first) {
                if result.last != 0x20, !result.isEmpty { result.append(0x20) }
            } else {
                result.append(folded.first)
                if folded.second != 0 { result.append(folded.second) }
            }
        }
        if result.last == 0x20 { result.removeLast() }
        return result
    }

    /// Likewise for a word of ASCII; nil for others.
    private static func foldedPlain(_ word: String) -> [UInt32]? {
        var result: [UInt32] = []
        result.reserveCapacity(word.utf8.count)
        for byte in word.utf8 {
            guard byte < 0x80 else { return nil }
            if !Folding.isSeparator(UInt32(byte)) {
                result.append(UInt32(Folding.lowered(byte)))
            } else if !result.isEmpty, result.last != 0x20 {
                result.append(0x20)
            }
        }
        if result.last == 0x20 { result.removeLast() }
        return result
    }
}
