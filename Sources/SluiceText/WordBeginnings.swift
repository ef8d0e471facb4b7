/// With what the words of a stretch of text begin: enough to see of most words that they do not stand there.
public struct WordBeginnings {
    /// A bit for each group of three letters, and one for each of four.
    private var threes: [64 of UInt64] = [64 of UInt64](repeating: 0)
    private var fours: [64 of UInt64] = [64 of UInt64](repeating: 0)

    /// Notes the words that begin in `range` of `text`.
    public init(_ text: Span<UInt8>, _ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound, place > 0, text[place] & 0xC0 == 0x80 { place += 1 }
        var wasWord = CodePoints.scalar(before: place, in: text).map(Folding.isWord) ?? false
        while place < range.upperBound {
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
        threes[head.three >> 6] |= 1 << UInt64(head.three & 63)
        if let four = head.four { fours[four >> 6] |= 1 << UInt64(four & 63) }
    }

    /// Whether a ``WordFinder`` of the word at the beginning of `word` may find it where it begins in the stretch; a
    /// false yes is possible.
    public func mayHold(_ word: Span<UInt8>) -> Bool {
        // A separator stands for many, and a word may begin with a sign anywhere.
        guard let head = Head(at: 0, in: word), head.isOfLetters else { return true }
        guard threes[head.three >> 6] >> UInt64(head.three & 63) & 1 != 0 else { return false }
        guard let four = head.four, head.goesOn else { return true }
        return fours[four >> 6] >> UInt64(four & 63) & 1 != 0
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
