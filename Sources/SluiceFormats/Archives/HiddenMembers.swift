import SluiceModel

/// What of a zip its list of members does not name: members between the listed ones, data before and behind, a second
/// list, the comment.
///
/// Some programs go by the list, others from one local header to the next (APPNOTE.TXT, 4.3), so a recipient may see
/// what libarchive passes over.
struct HiddenMembers {
    /// A longer list is not gone through, in bytes: some million members.
    private static let longestList = 128 << 20
    /// Nothing shorter is a member: it is fields that only a local header has, or sums behind the data.
    private static let shortest = 30

    private let size: Int
    private let read: (Range<Int>) -> TextStorage?

    private init(_ size: Int, _ read: @escaping (Range<Int>) -> TextStorage?) {
        self.size = size
        self.read = read
    }

    static func stretches(of file: OpenFile, size: Int) -> [Range<Int>] {
        HiddenMembers(size) { try? file.text(in: $0) }.stretches()
    }

    static func stretches(of storage: TextStorage) -> [Range<Int>] {
        HiddenMembers(storage.count) { TextStorage(slice: $0.clamped(to: 0..<storage.count), of: storage) }
            .stretches()
    }

    /// A member as the list has it.
    private struct Listed {
        var start: Int
        /// With a local header that has no more than the list.
        var end: Int
        var packed: Int
    }

    /// In the order of the file, apart from one another; nothing where there is no list at the end.
    private func stretches() -> [Range<Int>] {
        guard let end = ZipEnd(size, read), end.listSize <= HiddenMembers.longestList,
            let list = read(end.listStart..<end.listStart + end.listSize)
        else { return [] }
        let members = HiddenMembers.members(list, end).sorted { $0.start < $1.start }
        var found: [Range<Int>] = []
        var place = 0
        for (index, member) in members.enumerated() {
            if member.start > place { found.append(place..<member.start) }
            let next = index + 1 < members.count ? members[index + 1].start : end.listStart
            place = max(place, next - member.end > HiddenMembers.shortest ? exactEnd(of: member) : next)
        }
        if end.listStart > place { found.append(place..<end.listStart) }
        found.append(end.commentStart..<max(end.commentStart, size))
        return found.filter { isTelling($0) }
    }

    /// Whether a stretch holds more than zeros, with which programs fill.
    private func isTelling(_ range: Range<Int>) -> Bool {
        guard range.upperBound <= size, !range.isEmpty else { return false }
        let head = read(range.lowerBound..<min(range.upperBound, range.lowerBound + (64 << 10)))
        guard range.count <= 64 << 10, let head else { return head != nil }
        return head.withSpan { bytes in bytes.indices.contains { bytes[$0] != 0 } }
    }

    private static func members(_ list: TextStorage, _ end: ZipEnd) -> [Listed] {
        var members: [Listed] = []
        var place = 0
        while list.number32(at: place) == 0x0201_4B50, let packed = list.number32(at: place + 20),
            let name = list.number16(at: place + 28), let extra = list.number16(at: place + 30),
            let comment = list.number16(at: place + 32), let offset = list.number32(at: place + 42)
        {
            var (size, start) = (packed, offset)
            if packed == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
                let fields = list.slice(place + 46 + name, count: extra)
                widen(fields, isUnpackedWide: list.number32(at: place + 24) == 0xFFFF_FFFF, &size, &start)
            }
            place += 46 + name + extra + comment
            start += end.base
            guard start >= 0, size >= 0, start < end.listStart else { continue }
            let least = min(end.listStart, start + 30 + name + min(size, end.listStart))
            members.append(Listed(start: start, end: least, packed: min(size, end.listStart)))
        }
        return members
    }

    /// Sizes and places of more than 32 bits stand in a field of their own (4.5.3).
    private static func widen(
        _ fields: TextStorage, isUnpackedWide: Bool, _ size: inout Int, _ start: inout Int
    ) {
        var place = 0
        while let id = fields.number16(at: place), let length = fields.number16(at: place + 2) {
            place += 4
            guard id == 1 else {
                place += length
                continue
            }
            if isUnpackedWide { place += 8 }
            if size == 0xFFFF_FFFF {
                size = fields.number64(at: place).flatMap { Int(exactly: $0) } ?? size
                place += 8
            }
            if start == 0xFFFF_FFFF {
                start = fields.number64(at: place).flatMap { Int(exactly: $0) } ?? start
            }
            return
        }
    }

    /// Where a member ends by its own header, with the sums behind it.
    private func exactEnd(of member: Listed) -> Int {
        guard let head = read(member.start..<min(size, member.start + 30)),
            head.number32(at: 0) == 0x0403_4B50,
            let flags = head.number16(at: 6), let name = head.number16(at: 26),
            let extra = head.number16(at: 28)
        else { return member.start }
        let end = min(size, member.start + 30 + name + extra + member.packed)
        guard flags & 8 != 0, let sums = read(end..<min(size, end + 24)) else { return end }
        // With or without a mark; sizes of four or of eight bytes (4.3.9).
        let marked = sums.number32(at: 0) == 0x0807_4B50 ? 4 : 0
        let isWide = sums.number32(at: marked + 4) == member.packed && sums.number32(at: marked + 8) == 0
        return min(size, end + marked + (isWide ? 20 : 12))
    }
}

/// The record that ends a zip (4.3.14 to 4.3.16).
private struct ZipEnd {
    var listStart: Int
    var listSize: Int
    /// What is added to the places that the list tells, where other data stands before the archive.
    var base: Int
    var commentStart: Int

    /// The last such record; nil where there is none, or where it leads nowhere.
    init?(_ size: Int, _ read: (Range<Int>) -> TextStorage?) {
        let first = max(0, size - 22 - 0xFFFF)
        guard let tail = read(first..<size), tail.count >= 22,
            let place = (0...tail.count - 22).last(where: { tail.number32(at: $0) == 0x0605_4B50 }),
            var length = tail.number32(at: place + 12), var start = tail.number32(at: place + 16)
        else { return nil }
        commentStart = first + place + 22
        var end = first + place
        if tail.number16(at: place + 10) == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF,
            place >= 20, tail.number32(at: place - 20) == 0x0706_4B50,
            let wide = tail.number64(at: place - 12).flatMap({ Int(exactly: $0) }), wide < end - 20,
            let record = read(wide..<wide + 56), record.number32(at: 0) == 0x0606_4B50,
            let wideLength = record.number64(at: 40).flatMap({ Int(exactly: $0) }),
            let wideStart = record.number64(at: 48).flatMap({ Int(exactly: $0) })
        {
            (length, start, end) = (wideLength, wideStart, wide)
        }
        guard length <= end, start <= end - length else { return nil }
        listStart = end - length
        listSize = length
        base = listStart - start
    }
}
