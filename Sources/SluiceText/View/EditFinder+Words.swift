/// Words in which letters of another script stand for Latin ones that look alike.
extension EditFinder {
    /// Longer words are left as they are; nobody could know how long they are from a piece of them.
    private static let longestWord = 1024

    private enum Kind {
        case border, neutral, latin, alike, foreign
    }

    /// Letters of a word counted so far.
    private struct Letters {
        var all = 0
        var latin = 0
        var foreign = 0

        mutating func count(_ kind: Kind, _ number: Int) {
            if kind != .neutral { all += number }
            if kind == .latin { latin += number }
            if kind == .foreign { foreign += number }
        }
    }

    /// Whether the word around `start` has Latin letters, and others only that look like Latin ones.
    mutating func isInLatinWord(_ start: Int, in text: Span<UInt8>) -> Bool {
        if start < word.end { return word.isLatin }
        var letters = Letters()
        countBackwards(from: start, in: text, &letters)
        var end = start
        while let next = kept(from: end, in: text) {
            let hasMark = isMark(keptAt: next.end, in: text)
            let kind = kind(next.form, hasMark: hasMark)
            guard kind != .border else { break }
            letters.count(kind, next.form.count)
            end = next.end
            if letters.foreign > 0 { end = endOfWord(from: end, in: text) }
        }
        word = (
            max(end, start + 1), letters.latin > 0 && letters.foreign == 0 && letters.all <= Self.longestWord
        )
        return word.isLatin
    }

    /// The end of the run of Greek and Cyrillic letters (U+0380 to U+04FF) that begins at `start`, where all of them are
    /// sure to stay.
    ///
    /// They do where one of them looks like no Latin letter, or where there is nothing else in their word. Nil where there is
    /// no such run, or where it takes the rest of the word to know.
    @inline(__always)
    static func endOfForeignRun(from start: Int, _ table: FoldTable, in text: Span<UInt8>) -> Int? {
        guard 0xCE...0xD3 ~= text[start] else { return nil }
        var end = start
        var isForeign = false
        while end + 1 < text.count, 0xCE...0xD3 ~= text[end], text[end + 1] & 0xC0 == 0x80 {
            let scalar = UInt32(text[end] & 0x1F) << 6 | UInt32(text[end + 1] & 0x3F)
            if table.latin(alike: scalar) == 0 { isForeign = true }
            end += 2
        }
        guard end > start else { return nil }
        if isForeign { return end }
        return isBorder(start - 1, in: text) && isBorder(end, in: text) ? end : nil
    }

    /// Whether a character of ASCII that belongs to no word stands at `offset`, or the text ends there.
    private static func isBorder(_ offset: Int, in text: Span<UInt8>) -> Bool {
        guard text.indices.contains(offset) else { return true }
        switch text[offset] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
            return false
        default: return true
        }
    }

    /// The end of a word of which no more than that need be known.
    private func endOfWord(from start: Int, in text: Span<UInt8>) -> Int {
        var offset = start
        while offset < text.count {
            let (scalar, length) = EditFinder.character(at: offset, in: text)
            guard scalar < 0x530, kind(FoldTable.Form(scalar), hasMark: false) != .border else {
                return offset
            }
            offset += length
        }
        return offset
    }

    private func countBackwards(from start: Int, in text: Span<UInt8>, _ letters: inout Letters) {
        var offset = start
        var hasMark = false
        while letters.all <= Self.longestWord, let before = EditFinder.character(before: offset, in: text) {
            offset = before.start
            if table.isDropped(before.scalar) { continue }
            let form = table.form(of: before.scalar)
            let kind = kind(form, hasMark: hasMark)
            guard kind != .border else { return }
            letters.count(kind, form.count)
            hasMark = table.isMark(form.last)
        }
    }

    private func kind(_ form: FoldTable.Form, hasMark: Bool) -> Kind {
        let scalar = form.last
        switch scalar {
        case 0x30...0x39: return .neutral
        case 0x41...0x5A, 0x61...0x7A: return .latin
        case 0..<0xC0, 0xD7, 0xF7: return .border
        case 0xC0..<0x2B0, 0x1E00..<0x1F00: return .latin
        case 0x370..<0x530, 0x1F00..<0x2000:
            return table.latin(alike: scalar) != 0 && !hasMark ? .alike : .foreign
        default: return table.isMark(scalar) ? .neutral : .border
        }
    }
}
