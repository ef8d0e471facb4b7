import Glibc

/// The list of members at the end of a zip (APPNOTE.TXT, 4.3.12), where the zip is one of the usual kind.
///
/// Everything that is unusual is left to libarchive: encryption, other methods than storing and DEFLATE, parts that lie
/// over each other or apart, bytes before the first member or behind the list, names whose charset is in doubt.
struct ZipDirectory {
    struct Member {
        /// Of its local header.
        var offset: Int
        var packedSize: Int
        var size: Int
        var checksum: UInt32
        var isDeflated: Bool
        var flags: UInt16
        /// In ``bytes``.
        var name: Range<Int>
        /// Folders and links are none.
        var isFile: Bool
    }

    let bytes: LittleBytes
    /// In the order in which they stand in the file, as libarchive counts them.
    private(set) var members: [Member] = []
    /// Where the list begins.
    let start: Int

    /// Longer lists are left to libarchive, in bytes.
    private static let longest = 64 << 20
    private static let endLength = 22

    /// Nil where the file is no such zip.
    init?(descriptor: CInt) {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard size > ZipDirectory.endLength,
            let end = LittleBytes(descriptor, size - ZipDirectory.endLength..<size),
            end.number32(0) == 0x0605_4B50, end.number16(20) == 0,
            let list = ZipDirectory.list(end, size - ZipDirectory.endLength, descriptor),
            list.range.count <= ZipDirectory.longest, list.count > 0,
            list.count <= list.range.count / ZipDirectory.headLength,
            let bytes = LittleBytes(descriptor, list.range)
        else { return nil }
        self.bytes = bytes
        start = list.range.lowerBound
        guard read(list.count), sort() else { return nil }
    }

    /// Where the list stands, and of how many members.
    private static func list(
        _ end: LittleBytes, _ endPlace: Int, _ descriptor: CInt
    ) -> (range: Range<Int>, count: Int)? {
        guard end.number16(4) == 0, end.number16(6) == 0, end.number16(8) == end.number16(10) else {
            return nil
        }
        var (count, length, start) = (end.number16(10), end.number32(12), end.number32(16))
        var last = endPlace
        if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
            guard endPlace > 20, let locator = LittleBytes(descriptor, endPlace - 20..<endPlace),
                locator.number32(0) == 0x0706_4B50, locator.number32(4) == 0, locator.number32(16) == 1,
                let place = locator.number64(8), place <= endPlace - 20 - 56,
                let end = LittleBytes(descriptor, place..<place + 56), end.number32(0) == 0x0606_4B50,
                end.number64(4) == endPlace - 20 - place - 12, end.number32(16) == 0, end.number32(20) == 0,
                let count64 = end.number64(32), end.number64(24) == count64,
                let length64 = end.number64(40), let start64 = end.number64(48)
            else { return nil }
            (count, length, start, last) = (count64, length64, start64, place)
        }
        guard start <= last, length == last - start else { return nil }
        return (start..<last, count)
    }

    private static let headLength = 46

    private mutating func read(_ count: Int) -> Bool {
        members.reserveCapacity(count)
        var place = 0
        for _ in 0..<count {
            guard place + ZipDirectory.headLength <= bytes.count, let member = member(at: place) else {
                return false
            }
            members.append(member)
            place = member.name.upperBound + bytes.number16(place + 30) + bytes.number16(place + 32)
        }
        return place == bytes.count
    }

    private func member(at place: Int) -> Member? {
        let flags = bytes.number16(place + 8)
        let method = bytes.number16(place + 10)
        let name = place + 46..<place + 46 + bytes.number16(place + 28)
        let extra = name.upperBound..<name.upperBound + bytes.number16(place + 30)
        // Bits 0, 6 and 13 say that something is encrypted.
        guard bytes.number32(place) == 0x0201_4B50, flags & 0x2041 == 0, method == 0 || method == 8,
            bytes.number16(place + 34) == 0, extra.upperBound <= bytes.count, !name.isEmpty,
            ZipExtra.isUsual(extra, of: bytes)
        else { return nil }
        let host = bytes.number16(place + 4) >> 8
        guard ZipName.isUsual(name, of: bytes, isUTF8: flags & 0x800 != 0, isOfDOS: host == 0) else {
            return nil
        }
        var numbers = [
            bytes.number32(place + 24), bytes.number32(place + 20), bytes.number32(place + 42),
        ]
        guard ZipExtra.widen(&numbers, by: extra, of: bytes) else { return nil }
        let endsInSlash = bytes.number8(name.upperBound - 1) == 0x2F
        return Member(
            offset: numbers[2], packedSize: numbers[1], size: numbers[0],
            checksum: UInt32(truncatingIfNeeded: bytes.number32(place + 16)), isDeflated: method == 8,
            flags: UInt16(flags), name: name,
            isFile: !endsInSlash && ZipDirectory.isFile(host, bytes.number32(place + 38)))
    }

    /// What the attributes say, as `host` wrote them.
    private static func isFile(_ host: Int, _ attributes: Int) -> Bool {
        switch host {
        case 0: return attributes & 0x11 != 0x10
        case 3:
            let kind = attributes >> 16 & 0o170000
            // Pipes are files that were packed from a pipe.
            return kind == 0 || kind == 0o100000 || kind == 0o010000
        default: return true
        }
    }

    /// Sorts the members; false where one lies over another.
    private mutating func sort() -> Bool {
        members.sort { $0.offset < $1.offset }
        var behind = 0
        for member in members {
            guard member.offset >= behind, member.packedSize >= 0, member.size >= 0 else { return false }
            behind = member.offset + ZipMemberHead.length + member.name.count
            guard member.packedSize <= start - behind else { return false }
            behind += member.packedSize
        }
        return members.first?.offset == 0
    }
}
