/// Letters and the marks behind them.
extension EditFinder {
    /// Letters with more marks than this are left as they are.
    private static let mostMarks = 6

    /// A character that is in the view: what it becomes, and where the text goes on behind it.
    struct Kept {
        var form: FoldTable.Form
        var start: Int
        var end: Int

        /// The character where it becomes one, else zero.
        var scalar: UInt32 { form.count == 1 ? form.scalars[0] : 0 }
    }

    /// The character at `offset` and its length; a byte that begins none gives U+FFFD of length 1.
    @inline(__always)
    static func character(at offset: Int, in text: Span<UInt8>) -> (scalar: UInt32, length: Int) {
        let first = text[offset]
        if first < 0x80 { return (UInt32(first), 1) }
        if first >= 0xC2, first < 0xF0, offset + 2 < text.count {
            let second = UInt32(text[offset + 1]) ^ 0x80
            if first < 0xE0 {
                if second < 0x40 { return (UInt32(first & 0x1F) << 6 | second, 2) }
            } else {
                let third = UInt32(text[offset + 2]) ^ 0x80
                let value = UInt32(first & 0x0F) << 12 | second << 6 | third
                if second < 0x40, third < 0x40, value >= 0x800, value & 0xF800 != 0xD800 { return (value, 3) }
            }
        }
        let found = CodePoints.scalar(at: offset, in: text)
        return (found.scalar.value, found.length)
    }

    /// The first character at or behind `start` that is not dropped; nil at the text's end.
    func kept(from start: Int, in text: Span<UInt8>) -> Kept? {
        var offset = start
        while offset < text.count {
            // ASCII stays, and the table need not be made for it.
            if text[offset] < 0x80 {
                return Kept(form: FoldTable.Form(UInt32(text[offset])), start: offset, end: offset + 1)
            }
            let (scalar, length) = EditFinder.character(at: offset, in: text)
            if !table.isDropped(scalar) {
                return Kept(form: table.form(of: scalar), start: offset, end: offset + length)
            }
            offset += length
        }
        return nil
    }

    func endOfDropped(from start: Int, in text: Span<UInt8>) -> Int {
        var offset = start
        while offset < text.count, text[offset] >= 0x80 {
            let (scalar, length) = EditFinder.character(at: offset, in: text)
            guard table.isDropped(scalar) else { return offset }
            offset += length
        }
        return offset
    }

    /// Whether the next character that is not dropped is put on the one before it.
    func isMark(keptAt start: Int, in text: Span<UInt8>) -> Bool {
        guard start < text.count, text[start] >= 0x80 else { return false }
        let offset = endOfDropped(from: start, in: text)
        guard offset < text.count, text[offset] >= 0x80 else { return false }
        return table.isMark(EditFinder.character(at: offset, in: text).scalar)
    }

    /// Where the character begins on which a mark at `place` is put; nil where it was changed already.
    func base(before place: Int, in text: Span<UInt8>) -> Int? {
        var offset = place
        for _ in 0...EditFinder.mostMarks {
            guard let before = EditFinder.character(before: offset, in: text), before.start >= lastEnd else {
                return nil
            }
            offset = before.start
            if !table.isMark(before.scalar) { return offset }
        }
        return nil
    }

    /// The character that ends before `offset`; nil at the beginning or where it is no UTF-8.
    static func character(before offset: Int, in text: Span<UInt8>) -> (scalar: UInt32, start: Int)? {
        guard offset > 0 else { return nil }
        var start = offset - 1
        while start > 0, start > offset - 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        let found = EditFinder.character(at: start, in: text)
        guard start + found.length == offset, found.scalar != 0xFFFD || found.length == 3 else {
            return nil
        }
        return (found.scalar, start)
    }

    /// Puts a letter of ASCII and the one mark behind it together.
    private mutating func pair(
        _ start: Int, _ end: Int, _ form: FoldTable.Form, in text: Span<UInt8>
    ) -> Edit? {
        guard form.count == 1, form.last < 0x80, let mark = kept(from: end, in: text),
            let whole = table.compositions.pair(form.last, mark.scalar),
            !isMark(keptAt: mark.end, in: text)
        else { return nil }
        place = mark.end
        return Edit(start..<mark.end, CollectionOfOne(whole))
    }

    /// Puts the character at `start` and its marks together.
    mutating func cluster(from start: Int, in text: Span<UInt8>) -> Edit? {
        let (scalar, length) = EditFinder.character(at: start, in: text)
        let form = table.form(of: scalar)
        var end = start + length
        if let found = pair(start, end, form, in: text) { return found }
        var marks: [UInt32] = []
        while let next = kept(from: end, in: text), table.isMark(next.scalar) {
            marks.append(next.scalar)
            end = next.end
        }
        place = end
        guard marks.count <= EditFinder.mostMarks, form.count > 0 else { return nil }
        let whole = table.compositions.composed(form.last, marks)
        let first = (0..<form.count - 1).map { form.scalars[$0] }
        guard let found = Edit(start..<end, first + whole), !found.isIdle(in: text) else { return nil }
        return found
    }
}
