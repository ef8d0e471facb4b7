extension TermSet {
    /// No run of white space in a text that is longer, in bytes, stands for the white space of a term.
    static let longestSpace = 16

    /// The end of the match of term `term` (counted over all lists) at `start`, or nil.
    @unsafe
    func matchEnd(
        _ term: Int, _ text: UnsafePointer<UInt8>, _ count: Int, at start: Int, insideWords: Bool
    ) -> Int? {
        let bytes = unsafe folded.bytes.base
        var (index, end) = unsafe (Int(folded.offsets.base[term]), Int(folded.offsets.base[term + 1]))
        let first = index
        guard index < end else { return nil }
        var place = start
        while index < end {
            guard place < count else { return nil }
            let wanted = unsafe bytes[index]
            let byte = unsafe text[place]
            if wanted == 0x20 {
                let length = unsafe byte == 0x2D ? 1 : TermSet.space(text, count, at: place)
                guard length > 0 else { return nil }
                place += length
                index += 1
            } else if byte < 0x80 {
                guard TextScalar.lowercaseASCII(byte) == wanted else { return nil }
                place += 1
                index += 1
            } else {
                let scalar = unsafe TextScalar.read(text, count, at: place)
                guard scalar.value != TextScalar.invalid else { return nil }
                let form = Folded(scalar.value)
                guard index + form.count <= end else { return nil }
                for part in 0..<form.count where unsafe bytes[index + part] != form[part] { return nil }
                place += scalar.length
                index += form.count
            }
        }
        if insideWords { return place }
        return unsafe bordered(first..<end, text, count, start..<place) ? place : nil
    }

    /// Whether a match has the borders that its term wants.
    @unsafe
    private func bordered(
        _ range: Range<Int>, _ text: UnsafePointer<UInt8>, _ count: Int, _ match: Range<Int>
    ) -> Bool {
        let bytes = unsafe folded.bytes.base
        if match.upperBound < count,
            unsafe TextScalar.isWord(TextScalar.read(text, count, at: match.upperBound).value),
            unsafe TextScalar.isWord(TextScalar.readBack(bytes, at: range.upperBound).value)
        {
            return false
        }
        guard match.lowerBound > 0,
            unsafe TextScalar.isWord(TextScalar.readBack(text, at: match.lowerBound).value)
        else { return true }
        return unsafe !TextScalar.isWord(TextScalar.read(bytes, range.upperBound, at: range.lowerBound).value)
    }

    /// The length of the white space at `place`; 0 where there is none, or too much.
    @unsafe
    private static func space(_ text: UnsafePointer<UInt8>, _ count: Int, at start: Int) -> Int {
        var place = start
        while place < count {
            let scalar = unsafe TextScalar.read(text, count, at: place)
            guard TextScalar.isSpace(scalar.value) else { break }
            place += scalar.length
            if place - start > longestSpace { return 0 }
        }
        return place - start
    }

    /// The length of the white space that ends at `end`; 0 where there is none, or too much.
    @unsafe
    private static func spaceBefore(_ text: UnsafePointer<UInt8>, _ end: Int) -> Int {
        var place = end
        while place > 0 {
            let scalar = unsafe TextScalar.readBack(text, at: place)
            guard TextScalar.isSpace(scalar.value) else { break }
            place -= scalar.length
            if end - place > longestSpace { return 0 }
        }
        return end - place
    }

    /// Where a match of term `term` begins whose key begins at `keyStart`; nil where the text before differs.
    ///
    /// Only what stands before the key is compared.
    @unsafe
    func matchStart(_ term: Int, _ text: UnsafePointer<UInt8>, keyStart: Int) -> Int? {
        let first = unsafe Int(folded.offsets.base[term])
        let bytes = unsafe folded.bytes.base
        var index = unsafe first + Int(keyOffsets.base[term])
        var place = keyStart
        while index > first {
            guard place > 0 else { return nil }
            let wanted = unsafe bytes[index - 1]
            let byte = unsafe text[place - 1]
            if wanted == 0x20 {
                let length = unsafe byte == 0x2D ? 1 : TermSet.spaceBefore(text, place)
                guard length > 0 else { return nil }
                place -= length
                index -= 1
            } else if byte < 0x80 {
                guard TextScalar.lowercaseASCII(byte) == wanted else { return nil }
                place -= 1
                index -= 1
            } else {
                let scalar = unsafe TextScalar.readBack(text, at: place)
                guard scalar.value != TextScalar.invalid else { return nil }
                let form = Folded(scalar.value)
                guard index - form.count >= first else { return nil }
                index -= form.count
                for part in 0..<form.count where unsafe bytes[index + part] != form[part] { return nil }
                place -= scalar.length
            }
        }
        return place
    }
}
