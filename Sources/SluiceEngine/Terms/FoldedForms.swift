/// One place of a term, with everything that text may show there.
enum TermElement: Hashable, Sendable {
    /// One of these byte strings; an ASCII letter, always in lower case, stands for either case.
    case bytes([[UInt8]])
    /// A gap, of 1 to 32 bytes.
    case space
    /// An ending, what is left of the word included, or nothing.
    case ending
    /// More than can be listed (a long run of s).
    case anything
}

extension TermSet {
    /// Runs of s beyond this are not listed, since each pair may be an ß.
    private static let longestListedRun = 5

    /// The places of a term in order; what a text shows at each is one of its element's forms.
    ///
    /// Hyphens at line ends within words are left out.
    static func foldedForms(of term: String, inflection: Inflection? = nil) -> [TermElement] {
        var folded: [UInt8] = []
        FoldedTerms.fold(term, into: &folded)
        guard let inflection else { return elements(folded[...]) }
        var all: [TermElement] = []
        let words = folded.split(separator: 0x20, omittingEmptySubsequences: false)
        for (number, words) in words.enumerated() {
            if number > 0 { all.append(.space) }
            // Too much is no harm: the last word may be a part of what stands between two spaces.
            let isLast = words.endIndex == folded.endIndex
            let cut =
                words.isEmpty ? 0 : InflectedForms(inflection, of: Array(words).span, isLast: isLast).cut
            all += elements(stem(words, cut: cut)) + [.ending]
        }
        return all
    }

    /// What is left of a word, without a letter that may be one with what was cut off.
    private static func stem(_ word: ArraySlice<UInt8>, cut: Int) -> ArraySlice<UInt8> {
        let stem = word.dropLast(cut)
        guard cut > 0, let last = stem.last, "aou".utf8.contains(last) else { return stem }
        return stem.dropLast()
    }

    private static func elements(_ folded: ArraySlice<UInt8>) -> [TermElement] {
        var elements: [TermElement] = []
        var place = folded.startIndex
        while place < folded.endIndex {
            let run = folded[place...].prefix { $0 == UInt8(ascii: "s") }.count
            if run > 1 {
                elements.append(run > longestListedRun ? .anything : .bytes(tilings(run)))
                place += run
            } else {
                let (element, length) = element(at: folded[place...])
                elements.append(element)
                place += length
            }
        }
        return elements
    }

    private static func element(at rest: ArraySlice<UInt8>) -> (TermElement, Int) {
        let pair = Array(rest.prefix(2))
        switch pair {
        case Array("ae".utf8): return (.bytes([pair, Array("ä".utf8), Array("Ä".utf8)]), 2)
        case Array("oe".utf8): return (.bytes([pair, Array("ö".utf8), Array("Ö".utf8)]), 2)
        case Array("ue".utf8): return (.bytes([pair, Array("ü".utf8), Array("Ü".utf8)]), 2)
        default: break
        }
        if pair.first == 0x20 { return (.space, 1) }
        let (value, length) = unsafe Array(rest.prefix(4)).withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return (TextScalar.invalid, 1) }
            return unsafe TextScalar.read(base, bytes.count, at: 0)
        }
        let others = ScalarTable.shared.uppercases(value).filter { $0 >= 0x80 }
        let forms =
            [Array(rest.prefix(length))]
            + others.map { other in
                var form: [UInt8] = []
                Folded(encoding: other).append(to: &form)
                return form
            }
        return (.bytes(forms), length)
    }

    /// All ways to write `count` letters s with ß and ẞ for two of them.
    private static func tilings(_ count: Int) -> [[UInt8]] {
        guard count > 0 else { return [[]] }
        var forms = tilings(count - 1).map { [UInt8(ascii: "s")] + $0 }
        if count > 1 {
            for rest in tilings(count - 2) {
                forms.append(Array("ß".utf8) + rest)
                forms.append(Array("ẞ".utf8) + rest)
            }
        }
        return forms
    }
}
