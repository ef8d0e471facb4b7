import SluiceModel
import SluiceText

/// Files in uuencoded lines, as they stand in old mails: `begin 644 name`, lines, `end`.
enum UUEncoding {
    /// One such file, as places.
    struct File {
        var name: Range<Int>
        var lines: Range<Int>
        /// Behind the line `end`, or behind the last line that was of the file.
        var end: Int
    }

    /// The file whose first line begins at `place`; nil where none begins.
    static func file(_ bytes: Span<UInt8>, at place: Int, before limit: Int) -> File? {
        guard bytes.has("begin ", at: place, before: limit) else { return nil }
        let line = bytes.line(at: place, notAfter: limit)
        var mode = place + 6
        while mode < line.end, (0x30...0x37).contains(bytes[mode]) { mode += 1 }
        guard (3...4).contains(mode - place - 6), mode < line.end, bytes[mode].isBlank else { return nil }
        var end = line.next
        while end < limit {
            let next = bytes.line(at: end, notAfter: limit)
            if next.end == end + 3, bytes.has("end", at: end, before: limit) {
                return File(name: bytes.trimmed(mode..<line.end), lines: line.next..<end, end: next.next)
            }
            guard isLine(bytes, end..<next.end) else { break }
            end = next.next
        }
        guard end > line.next else { return nil }
        return File(name: bytes.trimmed(mode..<line.end), lines: line.next..<end, end: end)
    }

    /// Whether the line's length is what its first byte says, or about that.
    private static func isLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard let first = line.first else { return true }
        let length = bytes[first]
        guard (0x20...0x60).contains(length) else { return false }
        let groups = (Int((length &- 0x20) & 0x3F) + 2) / 3
        return line.count - 1 <= groups * 4 + 4 && line.count - 1 >= groups * 4 - 3
    }

    /// The bytes that the lines in `range` hold.
    static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> TextStorage {
        var output = ByteBuffer(capacity: range.count / 4 * 3 + 64)
        var place = range.lowerBound
        while place < range.upperBound {
            let line = bytes.line(at: place, notAfter: range.upperBound)
            decodeLine(bytes, place..<line.end, to: &output)
            place = line.next
        }
        return output.storage()
    }

    private static func decodeLine(_ bytes: Span<UInt8>, _ line: Range<Int>, to output: inout ByteBuffer) {
        guard let first = line.first, isLine(bytes, line) else { return }
        var left = Int((bytes[first] &- 0x20) & 0x3F)
        var place = first + 1
        func value(_ index: Int) -> UInt8 { index < line.upperBound ? (bytes[index] &- 0x20) & 0x3F : 0 }
        while left > 0, place < line.upperBound {
            let (a, b, c, d) = (value(place), value(place + 1), value(place + 2), value(place + 3))
            output.append(a << 2 | b >> 4)
            if left > 1 { output.append(b << 4 | c >> 2) }
            if left > 2 { output.append(c << 6 | d) }
            left -= 3
            place += 4
        }
    }
}
