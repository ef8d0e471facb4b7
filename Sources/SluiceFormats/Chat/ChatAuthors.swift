import SluiceModel

/// The authors met in a stretch of a chat, so that their names are made into strings once.
struct ChatAuthors {
    private var known: [Known] = []
    private var last = 0

    /// More are not remembered.
    private static let limit = 256

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
        for index in known.indices where ChatAuthors.matches(known[index].bytes, name, in: text) {
            last = index
            return index
        }
        return nil
    }

    /// Remembers an author who was not met before; the oldest is forgotten where there are too many.
    mutating func add(_ name: Range<Int>, in text: Span<UInt8>, _ organisation: Organisation) -> Int {
        if known.count == ChatAuthors.limit { known.removeFirst(ChatAuthors.limit / 2) }
        var bytes: [UInt8] = []
        for place in name { bytes.append(text[place]) }
        let person = Person(name: String(decoding: bytes, as: UTF8.self))
        last = known.count
        known.append(Known(bytes: bytes, person: person, role: organisation.role(of: person)))
        return last
    }

    @inline(__always)
    private static func matches(_ bytes: [UInt8], _ name: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard bytes.count == name.count else { return false }
        for index in bytes.indices where bytes[index] != text[name.lowerBound + index] { return false }
        return true
    }
}
