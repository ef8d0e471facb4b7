/// What lines of a stretch of a chat begin with behind the header, up to the text; each is read once.
struct ChatAuthors {
    /// Where the authors' names stand, in the order met.
    private(set) var names: [Range<Int>] = []
    private var namesByHash: [UInt64: Int] = [:]
    private var beginnings: [Beginning] = []
    /// Beginnings by their hash, with some room between; -1 where none is.
    private var slots = [Int32](repeating: -1, count: 1024)

    private struct Beginning {
        var hash: UInt64
        /// Where it stood first.
        var place: Range<Int>
        /// Nil where the name is none.
        var author: Int?
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
            if beginnings[index].hash == hash,
                ChatAuthors.isSame(beginnings[index].place, place, in: text)
            {
                return beginnings[index].author
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return add(place, hash, name: name(), in: text)
    }

    private mutating func add(
        _ place: Range<Int>, _ hash: UInt64, name: Range<Int>, in text: Span<UInt8>
    ) -> Int? {
        let author = author(named: name, in: text)
        beginnings.append(Beginning(hash: hash, place: place, author: author))
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
        if let known = namesByHash[hash], ChatAuthors.isSame(names[known], name, in: text) { return known }
        names.append(name)
        namesByHash[hash] = names.count - 1
        return names.count - 1
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

    @inline(__always)
    private static func isSame(_ first: Range<Int>, _ second: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard first.count == second.count else { return false }
        var start = 0
        while start < first.count {
            guard
                word(at: first.lowerBound + start, before: first.upperBound, in: text)
                    == word(at: second.lowerBound + start, before: second.upperBound, in: text)
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
