/// Tells what stands beside a word where a glance at a few bytes does not: behind line breaks, quote marks, hyphens.
///
/// What it calls ``Beside/impossible`` no gap of a term (``TextGap``) and pair of ASCII word characters can match.
@safe
struct BesideReader {
    let text: UnsafePointer<UInt8>
    let count: Int

    /// No gap is longer; what would be is left to the comparison.
    private static let most = TextGap.longest

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }
    @inline(__always)
    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    @inline(__always)
    private static func isMark(_ byte: UInt8) -> Bool { byte == 0x3E || byte == 0x7C }

    /// The code of the pair behind the word that ends at `end`.
    func ahead(_ end: Int) -> UInt64 {
        var place = end
        if place < count, unsafe text[place] == 0x2D {
            place += unsafe max(1, TextGap.lineEnd(text, count, at: place, withMarks: { true }))
        } else {
            var hasBreak = false
            while place < count, place - end <= BesideReader.most {
                let byte = unsafe text[place]
                if BesideReader.isSpace(byte) {
                    hasBreak = hasBreak || BesideReader.isBreak(byte)
                } else if !hasBreak || !BesideReader.isMark(byte) {
                    break
                }
                place += 1
            }
            guard unsafe place > end || place < count && text[place] >= 0x80 else { return Beside.impossible }
        }
        guard place + 1 < count else { return Beside.impossible }
        let (first, second) = unsafe (text[place], text[place + 1])
        if TextScalar.isASCIIWord(first), second == 0x2D {
            let isParted = unsafe TextGap.lineEnd(text, count, at: place + 1, withMarks: { true }) > 0
            return isParted ? Beside.unknown : Beside.impossible
        }
        return BesideReader.code(first, second, near: first)
    }

    /// The code of the pair before the word that begins at `start`.
    func back(_ start: Int) -> UInt64 {
        var place = start
        if place > 0, unsafe text[place - 1] == 0x2D {
            place -= 1
        } else {
            var hasBreak = false
            while place > 0, start - place <= BesideReader.most {
                let byte = unsafe text[place - 1]
                guard BesideReader.isSpace(byte) || BesideReader.isMark(byte) else { break }
                hasBreak = hasBreak || BesideReader.isBreak(byte)
                place -= 1
            }
            if hasBreak, place > 0, unsafe text[place - 1] == 0x2D { place -= 1 }
            guard unsafe place < start || place > 0 && text[place - 1] >= 0x80 else {
                return Beside.impossible
            }
        }
        guard place > 1 else { return Beside.impossible }
        let (first, second) = unsafe (text[place - 2], text[place - 1])
        let isIndent = BesideReader.isSpace(first) || BesideReader.isMark(first)
        if isIndent, TextScalar.isASCIIWord(second) {
            return unsafe TextGap.lineEndBefore(text, place - 1) > 0 ? Beside.unknown : Beside.impossible
        }
        return BesideReader.code(first, second, near: second)
    }

    @inline(__always)
    private static func code(_ first: UInt8, _ second: UInt8, near: UInt8) -> UInt64 {
        if near >= 0x80 { return Beside.unknown }
        guard TextScalar.isASCIIWord(near) else { return Beside.impossible }
        if first | second >= 0x80 { return Beside.unknown }
        guard TextScalar.isASCIIWord(first), TextScalar.isASCIIWord(second) else { return Beside.impossible }
        return Beside.code(UInt64(first) | UInt64(second) << 8)
    }
}

extension Beside {
    /// What stands beside a word, as far as it was not known at a glance told by `reader`.
    func resolved(_ reader: BesideReader, _ start: Int, _ length: Int) -> Beside {
        Beside(
            back: back & Beside.unknown == 0 ? back : reader.back(start) | Beside.before,
            ahead: ahead & Beside.unknown == 0 ? ahead : reader.ahead(start + length) | Beside.behind)
    }
}
