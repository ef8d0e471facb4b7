/// What may stand between two words of a term, and within a word at a line's end.
///
/// - A *gap* is a hyphen, alone or at a line's end, or a run of white space: all that there is, behind its first line
///   break with quote marks (`>` and `|`) among it.
/// - A hyphen stands at a *line's end* if LF or CR LF follows; to it belong the blanks, tabs and quote marks behind.
///
/// Either has at most ``longest`` bytes; what is longer counts for nothing.
enum TextGap {
    static let longest = 32

    @inline(__always)
    private static func isMark(_ byte: UInt8) -> Bool { byte == 0x3E || byte == 0x7C }

    @inline(__always)
    private static func isIndent(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isMark(byte) }

    /// The length of the gap at `start`, 0 where there is none; quote marks are passed over if `withMarks` is set.
    @unsafe
    static func length(
        _ text: UnsafePointer<UInt8>, _ count: Int, at start: Int, withMarks: () -> Bool
    ) -> Int {
        if unsafe text[start] == 0x2D {
            return max(1, unsafe lineEnd(text, count, at: start, withMarks: withMarks))
        }
        var place = start
        var hasBreak = false
        while place < count {
            let scalar = unsafe TextScalar.read(text, count, at: place)
            if TextScalar.isSpace(scalar.value) {
                hasBreak = hasBreak || scalar.value == 0x0A || scalar.value == 0x0D
            } else {
                guard hasBreak, unsafe isMark(text[place]), withMarks() else { break }
            }
            place += scalar.length
            if place - start > longest { return 0 }
        }
        return place - start
    }

    /// The length of the hyphen at `start`, of the line's end behind it and of the next line's indent; 0 where
    /// no hyphen at a line's end begins.
    @unsafe
    static func lineEnd(
        _ text: UnsafePointer<UInt8>, _ count: Int, at start: Int, withMarks: () -> Bool
    ) -> Int {
        guard unsafe text[start] == 0x2D else { return 0 }
        var place = start + 1
        if place < count, unsafe text[place] == 0x0D { place += 1 }
        guard place < count, unsafe text[place] == 0x0A else { return 0 }
        place += 1
        while place < count, unsafe isIndent(text[place]) {
            if unsafe isMark(text[place]), !withMarks() { break }
            place += 1
            if place - start > longest { return 0 }
        }
        return place - start
    }

    /// The length of a hyphen at a line's end, with all behind it, that ends at `end`; 0 where there is none.
    @unsafe
    static func lineEndBefore(_ text: UnsafePointer<UInt8>, _ end: Int) -> Int {
        var place = end
        while place > 0, end - place < longest, unsafe isIndent(text[place - 1]) { place -= 1 }
        guard place > 0, unsafe text[place - 1] == 0x0A else { return 0 }
        place -= 1
        if place > 0, unsafe text[place - 1] == 0x0D { place -= 1 }
        guard place > 0, unsafe text[place - 1] == 0x2D else { return 0 }
        place -= 1
        return end - place > longest ? 0 : end - place
    }

    /// The length of the gap that ends at `end`, as far as it can be told from behind.
    ///
    /// That is what ``length(_:_:at:withMarks:)`` gives if a gap begins there. A hyphen before a line break is part of
    /// it if there are more of them than the `hyphens` that the term has there.
    @unsafe
    static func lengthBefore(
        _ text: UnsafePointer<UInt8>, _ end: Int, leaving hyphens: Int, withMarks: () -> Bool
    ) -> Int {
        if unsafe text[end - 1] == 0x2D { return 1 }
        var place = end
        while place > 0 {
            let scalar = unsafe TextScalar.readBack(text, at: place)
            if !TextScalar.isSpace(scalar.value) {
                guard unsafe isMark(text[place - 1]), withMarks() else { break }
            }
            place -= scalar.length
            if end - place > longest { return 0 }
        }
        let isBreak = unsafe place < end && (text[place] == 0x0A || text[place] == 0x0D)
        guard isBreak else { return end - place }
        var seen = 0
        while seen <= hyphens, place - seen > 0, unsafe text[place - seen - 1] == 0x2D { seen += 1 }
        return end - place + (seen > hyphens ? 1 : 0)
    }
}
