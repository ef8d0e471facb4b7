import SluiceText
import TestSupport
import Testing

@Suite("Beginnings of words")
struct WordBeginningsTests {
    private static let pieces = [
        "a", "b", "ab", "Ann", "anna", "Jürg", "juerg", "Ju\u{308}rg", "ß", "ss", "S", "Ö", "oe", "O\u{308}",
        "е", "Ж",
        "\u{212A}", "k", " ", "-", ".", ",", "\"", "@", "(", "1", "\n> ", "\u{A0}", "é", "\u{301}", "von",
        "Max",
    ]

    private static func text(_ random: inout SeededGenerator, most: Int) -> String {
        (0..<Int.random(in: 1...most, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    @Test("are among those of a text wherever the word is found")
    func sound() {
        var random = SeededGenerator(seed: 17)
        var found = 0
        for _ in 0..<3000 {
            let word = Self.text(&random, most: 4)
            let before = Self.text(&random, most: 12) + " "
            let text = Array((before + word + " " + Self.text(&random, most: 12)).utf8)
            let start = Int.random(in: 0..<text.count, using: &random)
            let range = start..<Int.random(in: start...text.count, using: &random)
            let finder = WordFinder([word])
            var hits: [WordFinder.Hit] = []
            finder.search(text.span, range, into: &hits)
            #expect(WordFinder.longestHit(of: word) >= finder.longestHit)
            guard !hits.isEmpty else { continue }
            found += 1
            let mayHold = WordBeginnings(text.span, range).mayHold(Array(word.utf8).span)
            #expect(mayHold)
        }
        #expect(found > 300)
    }

    private static func held(_ words: [String], _ beginnings: borrowing WordBeginnings) -> [String] {
        var held: [String] = []
        for word in words where beginnings.mayHold(Array(word.utf8).span) { held.append(word) }
        return held
    }

    @Test("tell most words from those of a text")
    func telling() {
        let text = Array("Please call Jürgen about the order of Anna-Lena, who wrote on Monday.".utf8)
        let beginnings = WordBeginnings(text.span, 0..<text.count)
        let there = ["juergen", "JÜRGEN", "Anna", "Lena", "Monday", "Ann", "(Jürgen)", "@lena"]
        let thereHeld = Self.held(there, beginnings)
        #expect(thereHeld == there)
        let others = ["Martin", "Annette", "Jurij", "Ordnung", "onday", "Wrobel", "(Bob)", "@martin"]
        let othersHeld = Self.held(others, beginnings)
        #expect(othersHeld.isEmpty)
        // Separators at the beginning are not judged, nor are words of two letters.
        let unknown = ["-x", "A. Meier", "Bo", "(-x)"]
        let unknownHeld = Self.held(unknown, beginnings)
        #expect(unknownHeld == unknown)
        var list = WordBeginnings.List()
        let isKnown = (others + there + unknown).enumerated().map {
            list.add(Array($1.utf8).span, of: $0 / 2)
        }
        #expect(isKnown == Array(repeating: true, count: 16) + Array(repeating: false, count: 4))
        let owners = list.owners(among: beginnings)
        #expect(owners == [4, 5, 6, 7])
    }
}
