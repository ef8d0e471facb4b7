import EngineOracle
import TestSupport

@testable import SluiceEngine

/// Terms and texts from a seed, made of few pieces so that they meet.
struct TermSource {
    var random: SeededGenerator

    private let pieces = [
        "a", "b", "ae", "ä", "Ä", "ss", "ß", "ẞ", "s", "Müller", "mueller", "Fluß", "fluss", "Straße", "é",
        "É", "k",
        "\u{212A}", "\u{130}", "ж", "Ж", "中", "1", "99", "_", "e\u{301}", "Gesellschaft", "x", "Falke",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
        "Rindfleischetikettierungsaufgabenuebertragungsgesetzentwurf", "Å",
        "\u{23A}",
        "Kundenliste", "Geheimnis", "company", "interner", "day", "alte", "in",
    ]
    private let endings = [
        "e", "em", "en", "ens", "er", "ern", "es", "n", "s", "m", "ns", "r", "se", "ses", "nen", "ies", "'s",
        "’s", "s'", "x",
    ]
    private let gaps = [
        "-\n", "-\r\n> ", "\n> ", "\r\n>> | ", "-\n  ", "\n\n", "> ", "'s ", "’s ", "-",
        " ", " ", " ", "-", "\n", "\u{A0}", "  ", "–", "„", "“", "»", ".", "§", "*", "\u{2028}", "\r\n",
        "\u{3000}", "×",
    ]
    private let invalid: [[UInt8]] = [
        [0xC3], [0xFF], [0xE2, 0x80], [0x80], [0], [0xED, 0xA0, 0x80], [0xC0, 0xAF],
    ]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: items.indices, using: &random)]
    }

    private mutating func word() -> String {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in pick(pieces) }.joined()
    }

    private mutating func term() -> String {
        var term = Int.random(in: 0..<8, using: &random) == 0 ? pick(gaps) : ""
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            term += word() + pick([" ", " ", "-", pick(gaps)])
        }
        if Int.random(in: 0..<4, using: &random) > 0 { term.unicodeScalars.removeLast() }
        return term
    }

    mutating func terms() -> [String] {
        (0..<Int.random(in: 1...20, using: &random)).map { _ in
            Int.random(in: 0..<4, using: &random) == 0 ? word() : term()
        }
    }

    /// A list of a style from the seed.
    mutating func list(match placements: [TermList.Placement]) -> TermList {
        TermList(
            terms(), case: Int.random(in: 0..<3, using: &random) == 0 ? .exact : .fold,
            match: pick(placements),
            inflect: pick([nil, nil, .german, .english]))
    }

    /// The term as a text may show it: with endings, parted by hyphens at line ends, with other gaps.
    private mutating func shown(_ term: String) -> String {
        var text = ""
        for word in term.split(separator: " ") {
            var word = String(word)
            if Int.random(in: 0..<3, using: &random) == 0 {
                word.removeLast(min(word.count - 1, Int.random(in: 0...2, using: &random)))
                word += pick(endings)
            } else if Int.random(in: 0..<3, using: &random) == 0 {
                word += pick(endings)
            }
            while Int.random(in: 0..<3, using: &random) == 0 {
                let place = Int.random(in: 0...word.unicodeScalars.count, using: &random)
                let scalars = Array(word.unicodeScalars)
                word = String(String.UnicodeScalarView(scalars[..<place])) + pick(lineEnds)
                word += String(String.UnicodeScalarView(scalars[place...]))
            }
            text += word + pick([" ", " ", pick(gaps)])
        }
        return text
    }

    private let lineEnds = ["-\n", "-\n", "-\r\n", "-\n> ", "-\n>> | ", "-\n    ", "- \n", "-\n\n"]

    /// A few hundred to a few thousand bytes in which the terms occur, whole and mutilated.
    mutating func text(of terms: [String]) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            switch Int.random(in: 0..<14, using: &random) {
            case 0: text += pick(invalid)
            case 6...10: text += Array(shown(pick(terms)).utf8)
            case 1: text += Array(word().uppercased().utf8)
            case 2: text += Array(word().utf8)
            case 3: text += Array(pick(terms).uppercased().utf8)
            case 4: text += Array(pick(terms).replacing(" ", with: pick(gaps)).utf8)
            case 5: text += Array(String(repeating: " ", count: Int.random(in: 1...18, using: &random)).utf8)
            default: text += Array(pick(terms).utf8)
            }
            if Int.random(in: 0..<5, using: &random) > 0 { text += Array(pick(gaps).utf8) }
        }
        return text
    }
}
