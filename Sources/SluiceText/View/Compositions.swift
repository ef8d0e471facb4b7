/// Puts letters and combining marks together, as Unicode's normalization form C does (UAX #15).
struct Compositions: Sendable {
    private var composed: [UInt64: UInt32] = [:]
    /// The same for letters of ASCII: 128 for each mark from U+0300 to U+0345, zero where there is none.
    private var ofASCII = [UInt16](repeating: 0, count: 0x46 * 0x80)
    private var parts: [UInt32: (letter: UInt32, mark: UInt32)] = [:]
    /// The marks that make another letter of some letter.
    private(set) var marks: Set<UInt32> = []

    private static let syllables: UInt32 = 0xAC00
    private static let leading: UInt32 = 0x1100
    private static let vowels: UInt32 = 0x1161
    private static let trailing: UInt32 = 0x11A7

    init() {
        for line in CompositionTable.lines.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = Substring(line).split(separator: " ")
            guard words.count == 2, let mark = UInt32(words[0], radix: 16) else { continue }
            marks.insert(mark)
            let letters = words[1].unicodeScalars.map(\.value)
            for index in stride(from: 0, to: letters.count - 1, by: 2) {
                composed[Compositions.key(letters[index], mark)] = letters[index + 1]
                parts[letters[index + 1]] = (letters[index], mark)
                if let place = Compositions.placeOfASCII(letters[index], mark) {
                    ofASCII[place] = UInt16(truncatingIfNeeded: letters[index + 1])
                }
            }
        }
        marks.formUnion(Compositions.vowels..<Compositions.vowels + 21)
        marks.formUnion(Compositions.trailing + 1..<Compositions.trailing + 28)
    }

    @inline(__always)
    private static func placeOfASCII(_ letter: UInt32, _ mark: UInt32) -> Int? {
        letter < 0x80 && mark &- 0x300 < 0x46 ? Int((mark - 0x300) << 7 | letter) : nil
    }

    private static func key(_ letter: UInt32, _ mark: UInt32) -> UInt64 {
        UInt64(letter) << 32 | UInt64(mark)
    }

    /// The letter that `letter` and `mark` make; nil where there is none.
    func pair(_ letter: UInt32, _ mark: UInt32) -> UInt32? {
        if let place = Compositions.placeOfASCII(letter, mark) {
            return ofASCII[place] == 0 ? nil : UInt32(ofASCII[place])
        }
        if letter &- Compositions.leading < 19, mark &- Compositions.vowels < 21 {
            let syllable = (letter - Compositions.leading) * 21 + mark - Compositions.vowels
            return Compositions.syllables + syllable * 28
        }
        if letter &- Compositions.syllables < 11172, (letter - Compositions.syllables) % 28 == 0,
            mark > Compositions.trailing, mark < Compositions.trailing + 28
        {
            return letter + mark - Compositions.trailing
        }
        return composed[Compositions.key(letter, mark)]
    }

    /// The letter with its marks in the composed form: one scalar where there is one for all, else several.
    func composed(_ letter: UInt32, _ marks: [UInt32]) -> [UInt32] {
        var base = letter
        var rest: [UInt32] = []
        while let (smaller, mark) = parts[base] {
            base = smaller
            rest.insert(mark, at: 0)
        }
        rest = Compositions.ordered(rest + marks)
        var result: [UInt32] = []
        var lastClass: UInt8 = 0
        for mark in rest {
            let markClass = Compositions.combiningClass(mark)
            let isBlocked = !result.isEmpty && (lastClass == 0 || lastClass >= markClass)
            if !isBlocked, let whole = pair(base, mark) {
                base = whole
            } else {
                result.append(mark)
                lastClass = markClass
            }
        }
        return [base] + result
    }

    /// Marks in the order in which equal sequences of them are written.
    private static func ordered(_ marks: [UInt32]) -> [UInt32] {
        var ordered = marks
        for index in ordered.indices.dropFirst() {
            var place = index
            let own = combiningClass(ordered[place])
            while own != 0, place > 0, combiningClass(ordered[place - 1]) > own {
                ordered.swapAt(place, place - 1)
                place -= 1
            }
        }
        return ordered
    }

    private static func combiningClass(_ scalar: UInt32) -> UInt8 {
        Unicode.Scalar(scalar)?.properties.canonicalCombiningClass.rawValue ?? 0
    }
}
