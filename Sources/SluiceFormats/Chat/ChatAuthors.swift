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
