/// Phrases that may begin at a place of a text, found by their first two bytes.
///
/// Letters of ASCII match in either case; of others, the spelling given, all lower and all upper case do. A hyphen
/// stands for the one that does not break too, which Apple's programs write.
struct PhraseTable<Meaning: Sendable>: Sendable {
    /// The first phrase whose two bytes fall on this slot, as an index from 1; 0 where there is none.
    private var slots = [UInt16](repeating: 0, count: 1 << 10)
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []

    private struct Entry {
        var start: Int
        var count: Int
        var meaning: Meaning
        /// The next phrase of the slot, which is no longer than this one.
        var next: UInt16
    }

    /// Every phrase has two bytes at least; where one is given twice, the first meaning holds.
    init(_ groups: [(phrases: [String], meaning: Meaning)]) {
        var all: [(bytes: [UInt8], meaning: Meaning)] = []
        var known: Set<[UInt8]> = []
        for (phrases, meaning) in groups {
            for phrase in phrases {
                let stiff = String(phrase.map { $0 == "-" ? "\u{2011}" : $0 })
                for spelling in [phrase, phrase.lowercased(), phrase.uppercased(), stiff] {
                    let folded = spelling.utf8.map(PhraseTable.fold)
                    if folded.count > 1, known.insert(folded).inserted { all.append((folded, meaning)) }
                }
            }
        }
        // The longest phrase of a slot is tried first, so it is put in last.
        all.sort { $0.bytes.count < $1.bytes.count }
        for (phrase, meaning) in all {
            let slot = PhraseTable.slot(phrase[0], phrase[1])
            entries.append(
                Entry(start: bytes.count, count: phrase.count, meaning: meaning, next: slots[slot]))
            bytes += phrase
            slots[slot] = UInt16(entries.count)
        }
    }

    /// The longest phrase that begins at `place` and ends at `limit` at the latest.
    @inline(__always)
    func match(at place: Int, in text: Span<UInt8>, before limit: Int) -> (meaning: Meaning, end: Int)? {
        guard place + 1 < limit else { return nil }
        let slot = PhraseTable.slot(PhraseTable.fold(text[place]), PhraseTable.fold(text[place + 1]))
        let first = slots[slot]
        guard first != 0 else { return nil }
        return match(at: place, in: text, before: limit, from: first)
    }

    private func match(
        at place: Int, in text: Span<UInt8>, before limit: Int, from first: UInt16
    ) -> (meaning: Meaning, end: Int)? {
        var index = first
        while index != 0 {
            let entry = entries[Int(index) - 1]
            if place + entry.count <= limit, matches(entry, at: place, in: text) {
                return (entry.meaning, place + entry.count)
            }
            index = entry.next
        }
        return nil
    }

    private func matches(_ entry: Entry, at place: Int, in text: Span<UInt8>) -> Bool {
        for index in 0..<entry.count
        where bytes[entry.start + index] != PhraseTable.fold(text[place + index]) {
            return false
        }
        return true
    }

    @inline(__always)
    private static func slot(_ first: UInt8, _ second: UInt8) -> Int {
        (Int(first) &* 37 &+ Int(second) &* 5) & 0x3FF
    }

    @inline(__always)
    static func fold(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
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
