/// With what the words of a stretch of text begin: enough to see of most words that they do not stand there.
public struct WordBeginnings: ~Copyable {
    /// A bit for each group of three letters, and then one for each of four.
    private var bits = [UInt64](repeating: 0, count: 128)
    private static let fours = 4096

    /// A word that begins with more signs is none of those that are told.
    private static let mostSigns = 4

    /// Notes the words that begin in `range` of `text`, and right behind it those that signs may stand before.
    public init(_ text: Span<UInt8>, _ range: Range<Int>) {
        let end = min(text.count, range.upperBound + WordBeginnings.mostSigns)
        var place = range.lowerBound
        while place < end, place > 0, text[place] & 0xC0 == 0x80 { place += 1 }
        var wasWord = CodePoints.scalar(before: place, in: text).map(Folding.isWord) ?? false
        while place < end {
            let byte = text[place]
            if byte < 0x80 {
                let isWord = WordBeginnings.isWord(byte)
                if isWord, !wasWord { note(place, text) }
                wasWord = isWord
                place += 1
            } else {
                if !wasWord { note(place, text) }
                let read = CodePoints.scalar(at: place, in: text)
                wasWord = Folding.isWord(read.scalar)
                place += read.length
            }
        }
    }

    private mutating func note(_ place: Int, _ text: Span<UInt8>) {
        guard let head = Head(at: place, in: text) else { return }
        set(head.three)
        if let four = head.four { set(WordBeginnings.fours + four) }
    }

    private mutating func set(_ bit: Int) { bits[bit >> 6] |= 1 << UInt64(bit & 63) }

    private func isSet(_ bit: Int) -> Bool { bits[bit >> 6] >> UInt64(bit & 63) & 1 != 0 }

    /// Whether a ``WordFinder`` of the word at the beginning of `word` may find it where it begins in the stretch; a
    /// false yes is possible.
    public func mayHold(_ word: Span<UInt8>) -> Bool {
        guard let beginning = Beginning(of: word) else { return true }
        return mayHold(beginning)
    }

    /// With what words of many begin, of which each knows whose it is.
    public struct List: Sendable {
        private var items: [Item] = []

        private struct Item {
            var beginning: Beginning
            var owner: Int32
        }

        public init() {}

        public mutating func reserveCapacity(_ count: Int) { items.reserveCapacity(count) }

        /// Adds the word at the beginning of `word`; false for one of which its beginning would say too little.
        public mutating func add(_ word: Span<UInt8>, of owner: Int) -> Bool {
            guard let beginning = Beginning(of: word) else { return false }
            items.append(Item(beginning: beginning, owner: Int32(truncatingIfNeeded: owner)))
            return true
        }

        /// Whose words may stand where a stretch of text has such beginnings; each once where their words were added together.
        public func owners(among found: borrowing WordBeginnings) -> [Int] {
            var owners: [Int] = []
            for item in items where found.mayHold(item.beginning) && owners.last != Int(item.owner) {
                owners.append(Int(item.owner))
            }
            return owners
        }
    }

    @inline(__always)
    private func mayHold(_ word: Beginning) -> Bool {
        isSet(Int(word.three)) && (word.four < 0 || isSet(WordBeginnings.fours + Int(word.four)))
    }

    /// With what a word begins, ready to be compared with many texts.
    private struct Beginning {
        let three: Int16
        /// Negative where it has no say.
        let four: Int16

        /// Nil for a word of which it would say too little: a separator stands for many.
        init?(of word: Span<UInt8>) {
            // Behind a sign a word begins as well.
            var start = 0
            while start < word.count, start < WordBeginnings.mostSigns, word[start] < 0x80,
                !WordBeginnings.isWord(word[start]), !Folding.isSeparator(UInt32(word[start]))
            {
                start += 1
            }
            guard let head = Head(at: start, in: word), head.isOfLetters else { return nil }
            three = Int16(truncatingIfNeeded: head.three)
            four = head.goesOn ? Int16(truncatingIfNeeded: head.four ?? -1) : -1
        }
    }

    @inline(__always)
    private static func isWord(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }

    /// The first letters of a text, as they are folded.
    private struct Head {
        private var letters: [5 of UInt32] = [5 of UInt32](repeating: 0)
        private var count = 0

        /// Nil where there are not three.
        init?(at start: Int, in text: Span<UInt8>) {
            if start + 8 <= text.count, takeASCII(at: start, in: text) { return }
            var place = start
            while count < 4, place < text.count {
                let folded = Folding.character(at: place, in: text)
                place += folded.length
                letters[count] = folded.first
                count += 1
                guard folded.second != 0 else { continue }
                letters[count] = folded.second
                count += 1
            }
            if count < 3 { return nil }
        }

        /// Takes the four bytes at `start` of eight; false, with nothing taken, where they may be folded to others.
        @inline(__always)
        private mutating func takeASCII(at start: Int, in text: Span<UInt8>) -> Bool {
            let word = unsafe text.withUnsafeBytes {
                UInt64(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            }
            // A mark behind the fourth letter may belong to it.
            guard word & 0x80_8080_8080 == 0 else { return false }
            for index in 0..<4 {
                letters[index] = UInt32(Folding.lowered(UInt8(truncatingIfNeeded: word >> UInt64(8 * index))))
            }
            count = 4
            return true
        }

        var three: Int { Int(((letters[0] &* 37 &+ letters[1]) &* 37 &+ letters[2]) & 4095) }

        /// Nil where there are not four.
        var four: Int? {
            count < 4
                ? nil
                : Int((((letters[0] &* 37 &+ letters[1]) &* 37 &+ letters[2]) &* 37 &+ letters[3]) & 4095)
        }

        /// Whether the first three are letters, and the first a word may begin with.
        var isOfLetters: Bool {
            (Unicode.Scalar(letters[0]).map(Folding.isWord) ?? false)
                && !Folding.isSeparator(letters[1]) && !Folding.isSeparator(letters[2])
        }

        /// Whether the fourth is a letter of the same word.
        var goesOn: Bool { count > 3 && WordBeginnings.isOfWord(letters[3]) }
    }

    /// Whether a folded character of a name goes on with it: what parts names, and separators, may not.
    private static func isOfWord(_ letter: UInt32) -> Bool {
        !Folding.isSeparator(letter) && letter != 0x2C && letter != 0x22 && letter != 0x40 && letter > 0x20
    }
}
