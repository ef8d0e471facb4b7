/// One term held against one text.
@safe
struct TermComparison {
    /// So many hyphens at line ends may lie within the words of a match.
    static let mostBreaks = 4

    /// A place in the text, and how many hyphens at line ends were passed to get there.
    struct Cursor {
        var place: Int
        var breaks = 0
    }

    let bytes: UnsafePointer<UInt8>
    /// In ``bytes``.
    let term: Range<Int>
    let style: TermStyle
    let text: UnsafePointer<UInt8>
    let count: Int

    /// Whether line breaks take the quote marks behind them along: not for terms that hold such marks.
    func takesMarks() -> Bool {
        for index in term where unsafe bytes[index] == 0x3E || bytes[index] == 0x7C { return false }
        return true
    }

    /// The end of the longest match that begins at `start`; nil where there is none.
    func end(from start: Int) -> Int? {
        guard !term.isEmpty, beginsWell(start) else { return nil }
        guard style.inflection == nil else {
            var best: Int?
            inflected(from: term.lowerBound, Cursor(place: start), &best)
            return best
        }
        guard let end = unsafe advance(bytes, term, Cursor(place: start), isStart: true)?.place else {
            return nil
        }
        return unsafe style.placement != .word || endsWell(end, term.upperBound, bytes) ? end : nil
    }

    // MARK: Borders

    /// Whether no word character stands before a term that begins with one.
    private func beginsWell(_ start: Int) -> Bool {
        guard style.placement != .part, start > 0,
            unsafe TextScalar.isWord(TextScalar.readBack(text, at: start).value)
        else { return true }
        return unsafe !TextScalar.isWord(TextScalar.read(bytes, term.upperBound, at: term.lowerBound).value)
    }

    /// Whether no word character stands behind what ends with one: with the byte before `last` of `ending`.
    @unsafe
    private func endsWell(_ end: Int, _ last: Int, _ ending: UnsafePointer<UInt8>) -> Bool {
        guard end < count, unsafe TextScalar.isWord(TextScalar.read(text, count, at: end).value) else {
            return true
        }
        return unsafe !TextScalar.isWord(TextScalar.readBack(ending, at: last).value)
    }

    // MARK: Forward

    /// Where `range` of `wanted` ends that begins at the cursor; `isStart` says that nothing of the match lies before.
    @inline(__always) @unsafe
    func advance(
        _ wanted: UnsafePointer<UInt8>, _ range: Range<Int>, _ cursor: Cursor, isStart: Bool
    ) -> Cursor? {
        var cursor = cursor
        var index = range.lowerBound
        while index < range.upperBound {
            guard cursor.place < count else { return nil }
            let byte = unsafe text[cursor.place]
            let want = unsafe wanted[index]
            if want == 0x20 {
                let length = unsafe TextGap.length(text, count, at: cursor.place, withMarks: takesMarks)
                guard length > 0 else { return nil }
                cursor.place += length
                index += 1
            } else if byte < 0x80 {
                if (style.isExact ? byte : TextScalar.lowercaseASCII(byte)) == want {
                    cursor.place += 1
                    index += 1
                } else {
                    guard byte == 0x2D, !isStart || index > range.lowerBound,
                        unsafe TextScalar.isWord(TextScalar.read(wanted, range.upperBound, at: index).value),
                        passBreak(&cursor)
                    else { return nil }
                }
            } else {
                let scalar = unsafe TextScalar.read(text, count, at: cursor.place)
                guard scalar.value != TextScalar.invalid else { return nil }
                let form = Folded(scalar.value, isExact: style.isExact)
                guard index + form.count <= range.upperBound else { return nil }
                for part in 0..<form.count where unsafe wanted[index + part] != form[part] { return nil }
                cursor.place += scalar.length
                index += form.count
            }
        }
        return cursor
    }

    /// Passes a hyphen at a line's end that stands behind a word character.
    private func passBreak(_ cursor: inout Cursor) -> Bool {
        guard cursor.place > 0, cursor.breaks < TermComparison.mostBreaks,
            unsafe TextScalar.isWord(TextScalar.readBack(text, at: cursor.place).value)
        else { return false }
        let length = unsafe TextGap.lineEnd(text, count, at: cursor.place, withMarks: takesMarks)
        cursor.place += length
        cursor.breaks += 1
        return length > 0
    }

    // MARK: Inflection

    /// The first word of the term in `from...` that may be inflected.
    private func inflectedWord(from: Int) -> Range<Int>? {
        var start = from
        var place = from
        while place < term.upperBound {
            let scalar = unsafe TextScalar.read(bytes, term.upperBound, at: place)
            let end = place + scalar.length
            if !TextScalar.isWord(scalar.value) {
                start = end
            } else if unsafe end == term.upperBound || bytes[end] == 0x20 {
                return start..<end
            }
            place = end
        }
        return nil
    }

    func forms(of word: Range<Int>, _ inflection: Inflection) -> InflectedForms {
        unsafe InflectedForms(
            inflection, of: UnsafeBufferPointer(start: bytes + word.lowerBound, count: word.count).span,
            isLast: word.upperBound == term.upperBound)
    }

    /// Tries all forms of the words in `index...` of the term, and keeps the furthest end.
    private func inflected(from index: Int, _ cursor: Cursor, _ best: inout Int?) {
        let isStart = index == term.lowerBound
        guard let inflection = style.inflection, let word = inflectedWord(from: index) else {
            let end = unsafe advance(bytes, index..<term.upperBound, cursor, isStart: isStart)
            unsafe finish(end, term.upperBound, bytes, isBare: true, &best)
            return
        }
        guard
            let begin = unsafe advance(bytes, index..<word.lowerBound, cursor, isStart: isStart)
        else { return }
        let isFirst = word.lowerBound == term.lowerBound
        let forms = forms(of: word, inflection)
        let whole = unsafe advance(bytes, word, begin, isStart: isFirst)
        add(forms.endings, word, whole, &best)
        if forms.cut > 0 {
            let stem = word.lowerBound..<word.upperBound - forms.cut
            let cut = unsafe advance(bytes, stem, begin, isStart: isFirst)
            add(forms.changed, word, cut, &best, isCut: true)
        }
    }

    private func add(
        _ endings: InflectedForms.Endings, _ word: Range<Int>, _ stem: Cursor?, _ best: inout Int?,
        isCut: Bool = false
    ) {
        guard let stem else { return }
        for ending in endings {
            unsafe ending.withUnsafeBufferPointer { ending in
                var end: Cursor? = stem
                if let base = ending.baseAddress, ending.count > 0 {
                    end = unsafe advance(base, 0..<ending.count, stem, isStart: false)
                }
                guard let end else { return }
                if word.upperBound < term.upperBound {
                    inflected(from: word.upperBound, end, &best)
                } else if let base = ending.baseAddress, ending.count > 0 {
                    unsafe finish(end, ending.count, base, isBare: false, &best)
                } else {
                    unsafe finish(end, word.upperBound, bytes, isBare: !isCut, &best)
                }
            }
        }
    }

    /// Keeps an end if it is a good one: a term without an ending may go on unless it has to be whole words.
    @unsafe
    private func finish(
        _ end: Cursor?, _ last: Int, _ ending: UnsafePointer<UInt8>, isBare: Bool, _ best: inout Int?
    ) {
        guard let end, end.place > best ?? -1 else { return }
        if unsafe isBare && style.placement != .word || endsWell(end.place, last, ending) { best = end.place }
    }
}
