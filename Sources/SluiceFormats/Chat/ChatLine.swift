/// What stands in the first line of a message, behind its header.
enum ChatLine {
    /// A name is no longer than this, in bytes.
    private static let longestName = 120

    /// The author's name before a colon, and where the text begins; nil where nobody is named.
    static func author(behind start: Int, before end: Int, in text: Span<UInt8>) -> (
        name: Range<Int>, text: Int
    )? {
        nameEnd(behind: start, before: end, in: text).map { (trimmed(start, $0.colon, in: text), $0.text) }
    }

    /// The colon behind the author's name, and where the text begins; nil where nobody is named.
    @inline(__always)
    static func nameEnd(behind start: Int, before end: Int, in text: Span<UInt8>) -> (colon: Int, text: Int)?
    {
        let last = min(end, start + longestName)
        var place = start
        while place < last {
            let word = EightBytes.word(at: place, in: text) ^ 0x3A3A_3A3A_3A3A_3A3A
            // The lowest bit is the first colon's; one above it may be another byte's.
            let colons = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            guard colons != 0 else {
                place += 8
                continue
            }
            let colon = place + colons.trailingZeroBitCount / 8
            guard colon < last else { return nil }
            let next = colon + 1
            if colon > start {
                if next >= end || text[next] == 0x0D { return (colon, next) }
                if text[next] == 0x20 { return (colon, next + 1) }
            }
            place = next
        }
        return nil
    }

    /// Without marks of direction, `~` before people who are no contacts, and blanks.
    static func trimmed(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Range<Int> {
        var start = start
        while start < end {
            let step = margin(at: start, end, in: text)
            if step == 0 { break }
            start += step
        }
        var end = end
        while end > start {
            if text[end - 1] == 0x20 {
                end -= 1
            } else if end - 3 >= start, text[end - 3] == 0xE2, margin(at: end - 3, end, in: text) == 3 {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    /// The length of what does not belong to a name or a text at `place`.
    private static func margin(at place: Int, _ end: Int, in text: Span<UInt8>) -> Int {
        if text[place] == 0x20 || text[place] == 0x7E { return 1 }
        return mark(at: place, end, in: text)
    }

    /// The length of a mark of direction, or of a narrow no-break space, at `place`.
    @inline(__always)
    static func mark(at place: Int, _ end: Int, in text: Span<UInt8>) -> Int {
        guard text[place] == 0xE2, place + 2 < end, text[place + 1] == 0x80 else { return 0 }
        let last = text[place + 2]
        return last == 0x8E || last == 0x8F || (0xAA...0xAF).contains(last) ? 3 : 0
    }
}
