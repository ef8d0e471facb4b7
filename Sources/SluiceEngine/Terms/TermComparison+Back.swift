/// From a key back to where a match may begin.
extension TermComparison {
    /// Calls `found` with every place at which a match may begin whose term's byte `index` stands at `place`.
    ///
    /// Only what stands before that byte is compared, and not its borders: ``end(from:)`` has the last word.
    func starts(before index: Int, at place: Int, found: (Int) -> Void) {
        starts(before: index, Cursor(place: place), found)
    }

    private func starts(before index: Int, _ cursor: Cursor, _ found: (Int) -> Void) {
        guard let inflection = style.inflection, let word = inflectedWord(before: index) else {
            guard let start = unsafe retreat(bytes, term.lowerBound..<index, cursor) else { return }
            found(start.place)
            // Of several hyphens at a line's end one belongs to the gap, or none.
            if unsafe start.place + 1 < count && bytes[term.lowerBound] == 0x2D && text[start.place] == 0x2D {
                found(start.place + 1)
            }
            return
        }
        guard let end = unsafe retreat(bytes, word.upperBound..<index, cursor) else { return }
        let forms = forms(of: word, inflection)
        before(word, end, forms.endings, found)
        if forms.cut > 0 {
            before(word.lowerBound..<word.upperBound - forms.cut, end, forms.changed, found)
        }
    }

    private func before(
        _ stem: Range<Int>, _ end: Cursor, _ endings: InflectedForms.Endings, _ found: (Int) -> Void
    ) {
        for ending in endings {
            let stemEnd = unsafe ending.withUnsafeBufferPointer { ending -> Cursor? in
                guard let base = ending.baseAddress, ending.count > 0 else { return end }
                return unsafe retreat(base, 0..<ending.count, end)
            }
            guard let stemEnd, let start = unsafe retreat(bytes, stem, stemEnd) else { continue }
            starts(before: stem.lowerBound, start, found)
        }
    }

    /// The last word before `index` that white space follows.
    private func inflectedWord(before index: Int) -> Range<Int>? {
        var space = index
        while space > term.lowerBound + 1 {
            space -= 1
            guard unsafe bytes[space] == 0x20 else { continue }
            var start = space
            while start > term.lowerBound {
                let scalar = unsafe TextScalar.readBack(bytes, at: start)
                guard TextScalar.isWord(scalar.value) else { break }
                start -= scalar.length
            }
            if start < space { return start..<space }
        }
        return nil
    }

    /// Where `range` of `wanted` begins that ends at the cursor.
    @unsafe
    private func retreat(
        _ wanted: UnsafePointer<UInt8>, _ range: Range<Int>, _ cursor: Cursor
    ) -> Cursor? {
        var cursor = cursor
        var index = range.upperBound
        while index > range.lowerBound {
            guard cursor.place > 0 else { return nil }
            let byte = unsafe text[cursor.place - 1]
            let want = unsafe wanted[index - 1]
            if want == 0x20 {
                let hyphens = hyphensBefore(index - 1)
                let length = unsafe TextGap.lengthBefore(
                    text, cursor.place, leaving: hyphens, withMarks: takesMarks)
                guard length > 0 else { return nil }
                cursor.place -= length
                index -= 1
            } else if byte < 0x80 {
                if (style.isExact ? byte : TextScalar.lowercaseASCII(byte)) == want {
                    cursor.place -= 1
                    index -= 1
                } else {
                    let length = unsafe TextGap.lineEndBefore(text, cursor.place)
                    guard length > 0, cursor.breaks < TermComparison.mostBreaks else { return nil }
                    cursor.place -= length
                    cursor.breaks += 1
                }
            } else {
                let scalar = unsafe TextScalar.readBack(text, at: cursor.place)
                guard scalar.value != TextScalar.invalid else { return nil }
                let form = Folded(scalar.value, isExact: style.isExact)
                guard index - form.count >= range.lowerBound else { return nil }
                index -= form.count
                for part in 0..<form.count where unsafe wanted[index + part] != form[part] { return nil }
                cursor.place -= scalar.length
            }
        }
        return cursor
    }

    /// How many hyphens of the term stand before its byte `index`.
    private func hyphensBefore(_ index: Int) -> Int {
        var first = index
        while first > term.lowerBound, unsafe bytes[first - 1] == 0x2D { first -= 1 }
        return index - first
    }
}
