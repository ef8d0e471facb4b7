import SluiceModel
import SluiceText

/// Files in yEnc, as newsgroups write them: `=ybegin line=128 size=… name=…`, lines, `=yend`.
enum YEncoding {
    /// The file whose first line begins at `place`; nil where none begins.
    static func file(_ bytes: Span<UInt8>, at place: Int, before limit: Int) -> UUEncoding.File? {
        guard bytes.has("=ybegin ", at: place, before: limit) else { return nil }
        let line = bytes.line(at: place, notAfter: limit)
        var name = line.end..<line.end
        if let mark = bytes.place(of: Array(" name=".utf8), in: place..<line.end) {
            name = bytes.trimmed(mark + 6..<line.end)
        }
        var start = line.next
        if bytes.has("=ypart ", at: start, before: limit) {
            start = bytes.line(at: start, notAfter: limit).next
        }
        guard let end = bytes.place(of: Array("\n=yend".utf8), in: max(place, start - 1)..<limit) else {
            return nil
        }
        return UUEncoding.File(
            name: name, lines: start..<max(start, end + 1), end: bytes.line(at: end + 1, notAfter: limit).next
        )
    }

    /// The bytes that the lines in `range` hold.
    static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> TextStorage {
        var output = ByteBuffer(capacity: range.count + 64)
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = bytes[place]
            place += 1
            if byte == 0x0A || byte == 0x0D { continue }
            if byte == 0x3D, place < range.upperBound {
                output.append(bytes[place] &- 106)
                place += 1
            } else {
                output.append(byte &- 42)
            }
        }
        return output.storage()
    }
}
