import Glibc

/// One line of a text, and how deep it is quoted.
struct TextLine {
    var start: Int
    /// Behind the last byte that is no blank.
    var end: Int
    /// Where the next line begins.
    var next: Int
    /// Behind the quote prefix and the blanks after it; equal to `end` where nothing is left.
    var content: Int
    /// How many quote marks lead the line.
    var depth = 0

    var isBlank: Bool { content == end }
}

/// Hands out the lines of a text one after the other, with their quote prefixes understood.
///
/// A prefix is made of `>`, with or without spaces between. `| ` and `Name> ` count too, where two lines in
/// a row begin with the same; a table, whose lines hold further `|`, is none.
struct LineReader {
    private(set) var offset: Int
    /// Where the other prefix stands that the line before began with.
    private var otherPrefix: Range<Int>?

    /// More quote marks than these count as these.
    static let deepest = 64

    init(offset: Int = 0) { self.offset = offset }

    @inline(__always)
    mutating func next(in text: Span<UInt8>) -> TextLine? {
        let start = offset
        guard start < text.count else { return nil }
        let newline = LineReader.newline(in: text, from: start)
        offset = min(newline + 1, text.count)
        var end = newline
        while end > start, WordBytes.isBlank(text[end - 1]) { end -= 1 }
        var content = start
        while content < end, text[content] == 0x20 || text[content] == 0x09 { content += 1 }
        var line = TextLine(start: start, end: end, next: offset, content: content)
        guard content < end else {
            otherPrefix = nil
            return line
        }
        let byte = text[content]
        if byte >= 0x80 { line.content = LineReader.skipBlanks(text, content, end) }
        if byte == 0x3E {
            otherPrefix = nil
            LineReader.readMarks(&line, in: text)
        } else if byte == 0x7C || (0x41...0x5A).contains(byte) {
            readOtherPrefix(&line, in: text)
        } else if otherPrefix != nil {
            otherPrefix = nil
        }
        return line
    }

    static func newline(in text: Span<UInt8>, from start: Int) -> Int {
        let count = text.count
        return unsafe text.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base + start, 0x0A, count - start)
            else { return count }
            return unsafe UnsafeRawPointer(base).distance(to: found)
        }
    }

    /// Behind blanks, no-break spaces, zero-width spaces and byte order marks, which some programs put there.
    static func skipBlanks(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var place = start
        while place < end {
            let byte = text[place]
            if byte == 0x20 || byte == 0x09 {
                place += 1
            } else if byte == 0xC2, place + 1 < end, text[place + 1] == 0xA0 {
                place += 2
            } else if byte == 0xEF, place + 2 < end, text[place + 1] == 0xBB, text[place + 2] == 0xBF {
                place += 3
            } else if byte == 0xE2, place + 2 < end, text[place + 1] == 0x80,
                text[place + 2] == 0x8B || text[place + 2] == 0x8E
            {
                place += 3
            } else {
                break
            }
        }
        return place
    }

    private static func readMarks(_ line: inout TextLine, in text: Span<UInt8>) {
        // `>From ` is how mbox files write a line `From `.
        if line.content == line.start, line.end - line.start > 5, text[line.start + 1] == 0x46,
            text[line.start + 2] == 0x72, text[line.start + 3] == 0x6F, text[line.start + 4] == 0x6D,
            text[line.start + 5] == 0x20
        {
            return
        }
        var place = line.content
        while place < line.end, text[place] == 0x3E {
            line.depth += 1
            place = skipBlanks(text, place + 1, line.end)
        }
        line.depth = min(line.depth, deepest)
        line.content = place
    }

    private mutating func readOtherPrefix(_ line: inout TextLine, in text: Span<UInt8>) {
        guard let end = LineReader.otherPrefixEnd(line, in: text) else {
            otherPrefix = nil
            return
        }
        let prefix = line.content..<end
        let follows = otherPrefix.map { LineReader.same($0, prefix, in: text) } ?? false
        guard follows || LineReader.goesOn(prefix, at: line.next, in: text) else {
            otherPrefix = nil
            return
        }
        otherPrefix = prefix
        line.depth = 1
        line.content = LineReader.skipBlanks(text, end, line.end)
    }

    /// Where a prefix `|` or `Name>` of `line` ends; nil where it has none.
    @inline(__always)
    private static func otherPrefixEnd(_ line: TextLine, in text: Span<UInt8>) -> Int? {
        var place = line.content
        if text[place] == 0x7C {
            place += 1
            guard place == line.end || text[place] == 0x20 else { return nil }
            for rest in place..<line.end where text[rest] == 0x7C { return nil }
            return place
        }
        let last = min(line.end, line.content + 10)
        while place < last, (0x61...0x7A).contains(text[place] | 0x20) { place += 1 }
        guard place < last, text[place] == 0x3E else { return nil }
        place += 1
        return place == line.end || text[place] == 0x20 ? place : nil
    }

    private static func same(_ first: Range<Int>, _ second: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard first.count == second.count else { return false }
        for index in 0..<first.count
        where text[first.lowerBound + index] != text[second.lowerBound + index] {
            return false
        }
        return true
    }

    /// Whether the line at `start` begins with the same prefix.
    private static func goesOn(_ prefix: Range<Int>, at start: Int, in text: Span<UInt8>) -> Bool {
        var place = start
        while place < text.count, text[place] == 0x20 || text[place] == 0x09 { place += 1 }
        let end = newline(in: text, from: place)
        guard place < end, end - place >= prefix.count else { return false }
        let line = TextLine(start: start, end: end, next: end, content: place)
        guard let found = otherPrefixEnd(line, in: text) else { return false }
        return same(prefix, place..<found, in: text)
    }
}
