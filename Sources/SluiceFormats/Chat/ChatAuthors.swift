import SluiceModel

/// The authors met in a stretch of a chat, so that their names are made into strings once.
struct ChatAuthors {
    private var known: [Known] = []
    /// Everybody, or the first few of a crowd, in the order met.
    private(set) var people: [Person] = []

    private static let mostPeople = 256
    /// By the hash of a name: the last author who has it.
    private var byHash: [UInt64: Int] = [:]
    private var last = 0
    /// The author met last whose name has a certain length and certain first and last bytes; -1 where none was.
    private var recent = [Int](repeating: -1, count: slots)

    private static let slots = 256

    /// What lines begin with behind the header, up to the text, and for each kind of beginning the one met last.
    private var beginnings: [Beginning] = []
    private var beginningBySlot = [Int32](repeating: -1, count: beginningSlots)

    private static let beginningSlots = 4096

    private struct Beginning {
        /// Eight bytes each, zeros behind the last.
        var words: [UInt64]
        var length: Int
        var author: Int
    }

    struct Known {
        var bytes: [UInt8]
        var person: Person
        var role: AuthorRole
    }

    subscript(index: Int) -> Known { known[index] }

    /// The author whose name stands in `range`, where it was met before.
    @inline(__always)
    mutating func find(_ name: Range<Int>, in text: Span<UInt8>) -> Int? {
        if last < known.count, ChatAuthors.matches(known[last].bytes, name, in: text) { return last }
        let slot = ChatAuthors.slot(name, in: text)
        if recent[slot] >= 0, ChatAuthors.matches(known[recent[slot]].bytes, name, in: text) {
            last = recent[slot]
            return last
        }
        guard let index = byHash[ChatAuthors.hash(name, in: text)],
            ChatAuthors.matches(known[index].bytes, name, in: text)
        else { return nil }
        last = index
        recent[slot] = index
        return index
    }

    @inline(__always)
    private static func slot(_ name: Range<Int>, in text: Span<UInt8>) -> Int {
        guard let first = name.first, let last = name.last else { return 0 }
        return (name.count &* 7 &+ Int(text[first]) &* 31 &+ Int(text[last]) &* 13) & (slots - 1)
    }

    /// The author whom a line names that begins like one before, and where its text begins.
    @inline(__always)
    func find(behind start: Int, before end: Int, in text: Span<UInt8>) -> (index: Int, text: Int)? {
        guard let slot = ChatAuthors.slot(ofLineAt: start, before: end, in: text), beginningBySlot[slot] >= 0
        else { return nil }
        let index = Int(beginningBySlot[slot])
        let length = beginnings[index].length
        let count = beginnings[index].words.count
        guard start + length <= end, start + 8 * count <= text.count else { return nil }
        for place in 0..<count - 1 {
            guard ChatHeaderForms.word(at: start + 8 * place, in: text) == beginnings[index].words[place]
            else {
                return nil
            }
        }
        let mask = ~0 >> UInt64(8 * (8 * count - length)) as UInt64
        let last = ChatHeaderForms.word(at: start + 8 * (count - 1), in: text) & mask
        return last == beginnings[index].words[count - 1] ? (beginnings[index].author, start + length) : nil
    }

    /// Remembers how lines of an author begin, where that ends in a colon and a space.
    mutating func remember(_ author: Int, from start: Int, to end: Int, in text: Span<UInt8>) {
        guard end - start > 8, text[end - 1] == 0x20, text[end - 2] == 0x3A,
            let slot = ChatAuthors.slot(ofLineAt: start, before: end, in: text)
        else { return }
        var words: [UInt64] = []
        for place in start..<end {
            let offset = place - start
            if offset % 8 == 0 { words.append(0) }
            words[offset / 8] |= UInt64(text[place]) << UInt64(offset % 8 * 8)
        }
        let beginning = Beginning(words: words, length: end - start, author: author)
        if beginningBySlot[slot] >= 0 {
            beginnings[Int(beginningBySlot[slot])] = beginning
        } else {
            beginningBySlot[slot] = Int32(beginnings.count)
            beginnings.append(beginning)
        }
    }

    /// Where a beginning is kept that ends at the first colon of a line; nil where none stands near.
    @inline(__always)
    private static func slot(ofLineAt start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        guard start + 8 <= text.count else { return nil }
        var colon = start
        let last = min(end, start + 48)
        while colon < last, text[colon] != 0x3A { colon += 1 }
        guard colon < last, colon - start >= 7 else { return nil }
        let first = ChatHeaderForms.word(at: start, in: text)
        let second = ChatHeaderForms.word(at: colon - 7, in: text)
        let hash = (first ^ (second << 17 | second >> 47)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash >> 52) & (beginningSlots - 1)
    }

    /// Remembers an author who was not met before; an index stays good as long as the table.
    mutating func add(_ name: Range<Int>, in text: Span<UInt8>, _ organisation: Organisation) -> Int {
        var bytes: [UInt8] = []
        for place in name { bytes.append(text[place]) }
        let person = Person(name: String(decoding: bytes, as: UTF8.self))
        last = known.count
        if people.count < ChatAuthors.mostPeople { people.append(person) }
        known.append(Known(bytes: bytes, person: person, role: organisation.role(of: person)))
        byHash[ChatAuthors.hash(name, in: text)] = last
        return last
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ name: Range<Int>, in text: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in name { hash = (hash ^ UInt64(text[place])) &* 0x100_0000_01B3 }
        return hash
    }

    @inline(__always)
    private static func matches(_ bytes: [UInt8], _ name: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard bytes.count == name.count else { return false }
        for index in bytes.indices where bytes[index] != text[name.lowerBound + index] { return false }
        return true
    }
}
