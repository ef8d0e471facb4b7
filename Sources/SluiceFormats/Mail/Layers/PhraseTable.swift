/// Phrases that may begin at a place of a text, found by their first two bytes.
///
/// Letters of ASCII match in either case; of others, the spelling given, all lower and all upper case do. A hyphen
/// stands for the one that does not break too, which Apple's programs write.
struct PhraseTable<Meaning: Sendable>: Sendable {
    /// Where the phrases of each slot begin; one slot's end where the next one's begin.
    private var slots = [UInt16](repeating: 0, count: slotCount + 1)
    private var heads: [Head] = []
    private var tails: [Tail] = []
    private var bytes: [UInt8] = []

    /// The first eight bytes, and which of them the phrase has.
    private struct Head {
        var bytes: UInt64
        var mask: UInt64
    }

    private struct Tail {
        var start: Int
        var count: Int
        var meaning: Meaning
    }

    private static var slotCount: Int { 1 << 10 }

    /// Every phrase has two bytes at least; where one is given twice, the first meaning holds.
    init(_ groups: [(phrases: [String], meaning: Meaning)]) {
        var all: [(bytes: [UInt8], meaning: Meaning)] = []
        var known: Set<[UInt8]> = []
        for (phrases, meaning) in groups {
            for phrase in phrases {
                for spelling in PhraseTable.spellings(phrase) {
                    let folded = spelling.utf8.map(EightBytes.fold)
                    if folded.count > 1, known.insert(folded).inserted { all.append((folded, meaning)) }
                }
            }
        }
        // The longest phrase of a slot is tried first.
        let bySlot = all.map {
            (slot: PhraseTable.slot(EightBytes.word(at: 0, in: $0.bytes.span)), phrase: $0)
        }
        .sorted { ($0.slot, $1.phrase.bytes.count) < ($1.slot, $0.phrase.bytes.count) }
        for (slot, phrase) in bySlot {
            add(phrase.bytes, phrase.meaning)
            slots[slot + 1] = UInt16(heads.count)
        }
        for slot in 1...PhraseTable.slotCount where slots[slot] == 0 { slots[slot] = slots[slot - 1] }
    }

    private static func spellings(_ phrase: String) -> [String] {
        // The letters of ASCII are one in either case anyway.
        var spellings = [phrase]
        if !phrase.utf8.allSatisfy({ $0 < 0x80 }) { spellings += [phrase.lowercased(), phrase.uppercased()] }
        if phrase.utf8.contains(0x2D) { spellings.append(String(phrase.map { $0 == "-" ? "\u{2011}" : $0 })) }
        return spellings
    }

    private mutating func add(_ phrase: [UInt8], _ meaning: Meaning) {
        let mask = phrase.count >= 8 ? UInt64.max : (1 << UInt64(8 * phrase.count)) - 1
        heads.append(Head(bytes: EightBytes.word(at: 0, in: phrase.span), mask: mask))
        tails.append(Tail(start: bytes.count, count: phrase.count, meaning: meaning))
        bytes += phrase
    }

    /// The longest phrase that begins at `place` and ends at `limit` at the latest.
    @inline(__always)
    func match(at place: Int, in text: Span<UInt8>, before limit: Int) -> (meaning: Meaning, end: Int)? {
        guard place + 1 < limit else { return nil }
        let head = EightBytes.folded(EightBytes.word(at: place, in: text))
        let slot = PhraseTable.slot(head)
        let (first, end) = (Int(slots[slot]), Int(slots[slot + 1]))
        if first == end { return nil }
        return match(first..<end, head, at: place, in: text, before: limit)
    }

    private func match(
        _ candidates: Range<Int>, _ head: UInt64, at place: Int, in text: Span<UInt8>, before limit: Int
    ) -> (meaning: Meaning, end: Int)? {
        for index in candidates where (head ^ heads[index].bytes) & heads[index].mask == 0 {
            if let found = match(tails[index], at: place, in: text, before: limit) { return found }
        }
        return nil
    }

    /// Compares what lies behind the first eight bytes.
    private func match(
        _ entry: Tail, at place: Int, in text: Span<UInt8>, before limit: Int
    ) -> (meaning: Meaning, end: Int)? {
        guard place + entry.count <= limit else { return nil }
        if entry.count > 8 {
            for index in 8..<entry.count
            where bytes[entry.start + index] != EightBytes.fold(text[place + index]) {
                return nil
            }
        }
        return (entry.meaning, place + entry.count)
    }

    @inline(__always)
    private static func slot(_ head: UInt64) -> Int {
        Int((head & 0xFF) &* 37 &+ (head >> 8 & 0xFF) &* 5) & 0x3FF
    }
}

/// Eight bytes of a text at once, the first of them lowest.
enum EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The bytes from `place` on; zeros stand for those behind the text's end.
    @inline(__always)
    static func word(at place: Int, in text: Span<UInt8>) -> UInt64 {
        precondition(place >= 0)
        if place + 8 <= text.count {
            return unsafe text.withUnsafeBytes {
                UInt64(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            }
        }
        var word: UInt64 = 0
        var index = text.count
        while index > place {
            index -= 1
            word = word << 8 | UInt64(text[index])
        }
        return word
    }

    /// `A` to `Z` as `a` to `z`.
    @inline(__always)
    static func folded(_ word: UInt64) -> UInt64 {
        let low = word & ~tops
        let isLetter = (low &+ ones &* (0x80 - 0x41)) & ~(low &+ ones &* (0x80 - 0x5B)) & ~word & tops
        return word | isLetter >> 2
    }

    @inline(__always)
    static func fold(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    /// Whether a digit, `@` or one of `:;<=>?` may be among the bytes of `range`; a false yes is possible.
    static func mayHoldSign(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound {
            let word = word(at: place, in: text)
            let threes = (word ^ ones &* 0x30) & (ones &* 0xF0)
            let ats = word ^ ones &* 0x40
            if ((threes &- ones) & ~threes | (ats &- ones) & ~ats) & tops != 0 { return true }
            place += 8
        }
        return false
    }
}

/// Bytes as words are made of.
enum WordBytes {
    /// Letters, digits and everything beyond ASCII.
    @inline(__always)
    static func isPart(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
