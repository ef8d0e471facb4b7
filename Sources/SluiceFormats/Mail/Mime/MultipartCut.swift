/// Where the parts of a multipart body lie (RFC 2046, 5.1).
struct MultipartCut {
    var preamble: Range<Int>
    var parts: [Range<Int>] = []
    /// What stands behind the end; nil where the end is missing.
    var epilogue: Range<Int>?
    /// Whether parts follow behind the end.
    var hasPartsBehindEnd = false
    /// Whether a delimiter stands behind a lone carriage return, where others see no line.
    var hasLoneReturn = false
    /// What was left of the body when the parts got too many.
    var rest: Range<Int>?

    /// A line that parts or ends.
    private struct Delimiter {
        /// The delimiter's line, with the line end before it, which belongs to it.
        var start: Int
        var next: Int
        var isEnd: Bool
    }

    /// Cuts `range` at the lines that `boundary` makes; nil where there is none.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>, boundary: [UInt8], most: Int) {
        guard !boundary.isEmpty else { return nil }
        let needle = [0x2D, 0x2D] + boundary
        guard let first = MultipartCut.delimiter(bytes, range.lowerBound, range, needle) else { return nil }
        preamble = range.lowerBound..<max(range.lowerBound, first.start)
        var current = first
        while true {
            note(bytes, current, range)
            if parts.count >= most {
                rest = current.next..<range.upperBound
                return
            }
            guard let next = MultipartCut.delimiter(bytes, current.next, range, needle) else { break }
            let content = current.next..<max(current.next, next.start)
            if current.isEnd {
                hasPartsBehindEnd = true
                // Between an end and the next delimiter stands an epilogue; others take it for a part.
                if !bytes.trimmed(content).isEmpty { parts.append(content) }
            } else {
                parts.append(content)
            }
            current = next
        }
        let tail = current.next..<range.upperBound
        if current.isEnd {
            epilogue = tail
        } else {
            parts.append(tail)
        }
    }

    private mutating func note(_ bytes: Span<UInt8>, _ delimiter: Delimiter, _ range: Range<Int>) {
        let before = delimiter.start
        if before > range.lowerBound, before < range.upperBound, bytes[before] == 0x0D,
            before + 1 < range.upperBound, bytes[before + 1] != 0x0A
        {
            hasLoneReturn = true
        }
    }

    /// The first delimiter at or behind `start`.
    private static func delimiter(
        _ bytes: Span<UInt8>, _ start: Int, _ range: Range<Int>, _ needle: [UInt8]
    ) -> Delimiter? {
        var place = start
        while place < range.upperBound, let hit = bytes.place(of: needle, in: place..<range.upperBound) {
            place = hit + 1
            let before = hit > range.lowerBound ? bytes[hit - 1] : 0x0A
            guard before == 0x0A || before == 0x0D else { continue }
            guard let end = lineEnd(bytes, behind: hit + needle.count, range.upperBound) else { continue }
            var first = hit
            if first > start, bytes[first - 1] == 0x0A { first -= 1 }
            if first > start, bytes[first - 1] == 0x0D { first -= 1 }
            return Delimiter(start: first, next: end.next, isEnd: end.isEnd)
        }
        return nil
    }

    /// Where the line behind a boundary goes on, if nothing but `--` and blanks stands in it.
    private static func lineEnd(_ bytes: Span<UInt8>, behind start: Int, _ limit: Int) -> (next: Int, isEnd: Bool)? {
        let isEnd = bytes.has("--", at: start, before: limit)
        var place = isEnd ? start + 2 : start
        while place < limit, bytes[place].isBlank { place += 1 }
        guard place < limit else { return (limit, isEnd) }
        if bytes[place] == 0x0A { return (place + 1, isEnd) }
        if bytes[place] == 0x0D {
            return (place + 1 < limit && bytes[place + 1] == 0x0A ? place + 2 : place + 1, isEnd)
        }
        // Behind an end some programs go on in the same line.
        return isEnd ? (place, true) : nil
    }

    /// The boundary of a body whose field names none, or another: its first line of `--` and a word.
    static func guessedBoundary(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        var place = range.lowerBound
        var lines = 0
        while place < range.upperBound, lines < 200 {
            let line = bytes.line(at: place, notAfter: range.upperBound)
            let text = bytes.trimmed(place..<line.end)
            if bytes.has("--", at: place, before: line.end), text.count > 3, text.count <= 140,
                bytes.place(of: 0x20, in: text) == nil, line.next < range.upperBound
            {
                let next = bytes.line(at: line.next, notAfter: range.upperBound)
                if MailHeader.name(bytes, line.next..<next.end) != nil { return bytes.copy(text.dropFirst(2)) }
            }
            lines += 1
            place = line.next
        }
        return nil
    }
}
