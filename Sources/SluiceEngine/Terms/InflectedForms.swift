/// What a word of a term may look like in a text, besides itself.
struct InflectedForms {
    typealias Endings = [[UInt8]]

    /// What may stand behind the whole word; the empty ending is among it.
    var endings: Endings
    /// So many of its last bytes may go, for one of ``changed``; 0 where they may not.
    var cut = 0
    var changed: Endings = []

    static let none = InflectedForms(endings: [[]])

    /// The most bytes of text that an ending has: `ies’`.
    static let longestEnding = 6

    /// The forms of the folded word `word`, of which at least one byte must be there.
    ///
    /// `isLast` says that nothing follows it in its term.
    init(_ inflection: Inflection, of word: Span<UInt8>, isLast: Bool) {
        self = Self.none
        let last = word[word.count - 1]
        guard last >= 0x80 || last | 0x20 >= UInt8(ascii: "a"), last != 0x5F else { return }
        switch inflection {
        case .german: german(word, isLast)
        case .english: english(word, isLast)
        }
    }

    private init(endings: Endings) { self.endings = endings }

    // MARK: German

    private static let afterConsonant = list("e em en ens er ern es n s")
    private static let afterE = list("m n ns r s")
    private static let onlyS = list("s")
    private static let afterNis = list("e em en ens er ern es n s se sen ses")
    private static let afterIn = list("e em en ens er ern es n s nen")
    private static let adjective = list("e em en er es")

    private mutating func german(_ word: Span<UInt8>, _ isLast: Bool) {
        if word.count < 2 { return }
        if word.count < 4 {
            endings = Self.onlyS
        } else if Self.ends(word, "e") {
            endings = Self.afterE
        } else if Self.ends(word, "nis") {
            endings = Self.afterNis
        } else {
            endings = Self.ends(word, "in") ? Self.afterIn : Self.afterConsonant
        }
        guard !isLast else { return }
        cut = Self.ends(word, "e") ? 1 : ["em", "en", "er", "es"].contains { Self.ends(word, $0) } ? 2 : 0
        if word.count - cut < 3 { cut = 0 }
        if cut > 0 { changed = Self.adjective }
    }

    // MARK: English

    private static let plain = list("s 's ’s")
    private static let sibilant = list("s es 's ’s")
    private static let plainWithin = list("s 's ’s s' s’")
    private static let sibilantWithin = list("s es 's ’s s' s’ es' es’")
    private static let endsInSWithin = list("s es 's ’s s' s’ es' es’ ' ’")
    private static let fromY = Array(list("ies").dropFirst())
    private static let fromYWithin = Array(list("ies ies' ies’").dropFirst())

    private mutating func english(_ word: Span<UInt8>, _ isLast: Bool) {
        guard word.count > 1 else { return }
        let hisses = ["s", "x", "z", "ch", "sh", "o"].contains { Self.ends(word, $0) }
        if isLast {
            endings = hisses ? Self.sibilant : Self.plain
        } else {
            endings = hisses ? Self.sibilantWithin : Self.plainWithin
            if Self.ends(word, "s") { endings = Self.endsInSWithin }
        }
        guard word.count > 2, Self.ends(word, "y") else { return }
        let before = word[word.count - 2] | 0x20
        if before < 0x80, !"aeiou".utf8.contains(before) {
            cut = 1
            changed = isLast ? Self.fromY : Self.fromYWithin
        }
    }

    // MARK: Lists

    /// The endings in `words`, and the empty one first.
    private static func list(_ words: String) -> Endings {
        [[]] + words.split(separator: " ").map { Array($0.utf8) }
    }

    private static func ends(_ word: Span<UInt8>, _ end: String) -> Bool {
        let count = end.utf8.count
        guard word.count > count else { return false }
        return zip(word.count - count..<word.count, end.utf8).allSatisfy { word[$0] | 0x20 == $1 }
    }
}
