import SluiceModel

/// What lines of a chat begin with behind the header, up to the text; each is read once.
///
/// It is kept from stretch to stretch, but for a crowd; people are numbered anew in each.
struct ChatAuthors {
    /// Who wrote in the stretch at hand, in the order met.
    private(set) var stretchPeople: [Person] = []
    /// Beginnings and names, one behind the other.
    private var bytes: [UInt8] = []
    private var beginnings: [Beginning] = []
    /// Beginnings by their hash, with some room between; -1 where none is.
    private var slots = [Int32](repeating: -1, count: 1024)
    private var authors: [Author] = []
    private var seats: [Seat] = []
    private var authorsByHash: [UInt64: Int] = [:]
    private var stretch: UInt32 = 0

    /// So many bytes are kept.
    private static let most = 1 << 20

    private struct Beginning {
        var hash: UInt64
        /// Its bytes.
        var place: Range<Int>
        /// Nil where the name is none.
        var author: Int?
    }

    private struct Author {
        var person: Person
        /// The bytes of the name.
        var place: Range<Int>
    }

    /// The last stretch in which an author wrote, and which person of it they are.
    private struct Seat {
        var stretch: UInt32 = 0
        var index: Int32 = 0
    }

    /// Begins a stretch; false where the authors of the one before are forgotten.
    mutating func beginStretch() -> Bool {
        let isCrowd = bytes.count > ChatAuthors.most
        if isCrowd { self = ChatAuthors() }
        stretchPeople = []
        stretch += 1
        return !isCrowd
    }

    /// Who of ``stretchPeople`` an author is.
    @inline(__always)
    mutating func index(of author: Int) -> Int {
        let seat = seats[author]
        return seat.stretch == stretch ? Int(seat.index) : join(author)
    }

    /// The author of lines that begin with the bytes in `place`; `name` is their name, trimmed.
    ///
    /// Nil where it is no name: `Max hat den Betreff zu „Team: Neu“ geändert` has a colon too.
    @inline(__always)
    mutating func author(beginning place: Range<Int>, name: () -> Range<Int>, in text: Span<UInt8>) -> Int? {
        let hash = ChatAuthors.hash(place, in: text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if beginnings[index].hash == hash, isSame(beginnings[index].place, place, in: text) {
                return beginnings[index].author
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return add(place, hash, name: name(), in: text)
    }

    /// Counts somebody among those of the stretch at hand.
    private mutating func join(_ author: Int) -> Int {
        seats[author] = Seat(stretch: stretch, index: Int32(truncatingIfNeeded: stretchPeople.count))
        stretchPeople.append(authors[author].person)
        return stretchPeople.count - 1
    }

    private mutating func add(
        _ place: Range<Int>, _ hash: UInt64, name: Range<Int>, in text: Span<UInt8>
    ) -> Int? {
        let author = author(named: name, in: text)
        beginnings.append(Beginning(hash: hash, place: keep(place, of: text), author: author))
        if beginnings.count * 2 <= slots.count {
            enter(beginnings.count - 1)
        } else {
            slots = [Int32](repeating: -1, count: slots.count * 2)
            for index in beginnings.indices { enter(index) }
        }
        return author
    }

    private mutating func enter(_ index: Int) {
        var slot = Int(truncatingIfNeeded: beginnings[index].hash) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(truncatingIfNeeded: index)
    }

    private mutating func author(named name: Range<Int>, in text: Span<UInt8>) -> Int? {
        guard !name.isEmpty, !ChatWords.isSystem(name, in: text) else { return nil }
        let hash = ChatAuthors.hash(name, in: text)
        if let known = authorsByHash[hash], isSame(authors[known].place, name, in: text) { return known }
        let place = keep(name, of: text)
        let person = Person(name: String(decoding: bytes[place], as: UTF8.self))
        authors.append(Author(person: person, place: place))
        seats.append(Seat())
        authorsByHash[hash] = authors.count - 1
        return authors.count - 1
    }

    /// Copies the bytes in `range` of a text; gives where they are from then on.
    private mutating func keep(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
        let start = bytes.count
        for place in range { bytes.append(text[place]) }
        return start..<bytes.count
    }

    @inline(__always)
    private static func hash(_ place: Range<Int>, in text: Span<UInt8>) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: place.count)
        var start = place.lowerBound
        while start < place.upperBound {
            hash = (hash << 23 | hash >> 41) ^ word(at: start, before: place.upperBound, in: text)
            hash = hash &* 0x9E37_79B9_7F4A_7C15
            start += 8
        }
        return hash ^ hash >> 32
    }

    /// Whether the bytes kept in `known` are those of `text` in `range`.
    @inline(__always)
    private func isSame(_ known: Range<Int>, _ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard known.count == range.count else { return false }
        let bytes = bytes.span
        var start = 0
        while start < known.count {
            guard
                ChatAuthors.word(at: known.lowerBound + start, before: known.upperBound, in: bytes)
                    == ChatAuthors.word(at: range.lowerBound + start, before: range.upperBound, in: text)
            else { return false }
            start += 8
        }
        return true
    }

    /// Up to eight bytes that stand before `end`; zeros behind them.
    @inline(__always)
    private static func word(at place: Int, before end: Int, in text: Span<UInt8>) -> UInt64 {
        let word = EightBytes.word(at: place, in: text)
        return end - place >= 8 ? word : word & ((1 << UInt64(truncatingIfNeeded: 8 * (end - place))) - 1)
    }
}
