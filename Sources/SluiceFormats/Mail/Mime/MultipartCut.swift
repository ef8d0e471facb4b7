import CScanKernels

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
    /// `--` and the boundary.
    private let needle: [UInt8]
    private let hasLoneReturns: Bool

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
        needle = [0x2D, 0x2D] + boundary
        preamble = range
        hasLoneReturns = MultipartCut.hasLoneReturns(bytes, range)
        guard let first = delimiter(bytes, range.lowerBound, range) else { return nil }
        preamble = range.lowerBound..<max(range.lowerBound, first.start)
        var current = first
        while true {
            note(bytes, current, range)
            if parts.count >= most {
                rest = current.next..<range.upperBound
                return
            }
            guard let next = delimiter(bytes, current.next, range) else { break }
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
    private func delimiter(_ bytes: Span<UInt8>, _ start: Int, _ range: Range<Int>) -> Delimiter? {
        var place = start
        while place < range.upperBound {
            if let end = lineEnd(bytes, behindBoundaryAt: place, range.upperBound) {
                var first = place
                if first > start, bytes[first - 1] == 0x0A { first -= 1 }
                if first > start, bytes[first - 1] == 0x0D { first -= 1 }
                return Delimiter(start: first, next: end.next, isEnd: end.isEnd)
            }
            guard let next = nextLine(bytes, place..<range.upperBound) else { return nil }
            place = next
        }
        return nil
    }

    /// Where the next line begins that may be a delimiter.
    private func nextLine(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var place = range.lowerBound
        if hasLoneReturns {
            while place < range.upperBound {
                if bytes[place] == 0x0A || bytes[place] == 0x0D { return place + 1 }
                place += 1
            }
            return nil
        }
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        let found = unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return range.upperBound }
            return unsafe sluice_line_with(base, range.lowerBound, range.upperBound, UInt8(ascii: "-"))
        }
        return found < range.upperBound ? found + 1 : nil
    }

    /// Whether any carriage return stands before something other than a line feed.
    private static func hasLoneReturns(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while let hit = bytes.place(of: 0x0D, in: place..<range.upperBound) {
            place = hit + 1
            if place < range.upperBound, bytes[place] != 0x0A { return true }
        }
        return false
    }

    /// Where the line behind a boundary goes on, if nothing but `--` and blanks stands in it.
    private func lineEnd(
        _ bytes: Span<UInt8>, behindBoundaryAt place: Int, _ limit: Int
    ) -> (next: Int, isEnd: Bool)? {
        guard bytes.has(needle, at: place, before: limit) else { return nil }
        let start = place + needle.count
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
                if MailHeader.name(bytes, line.next..<next.end) != nil {
                    return bytes.copy(text.dropFirst(2))
                }
            }
            lines += 1
            place = line.next
        }
        return nil
    }
}
