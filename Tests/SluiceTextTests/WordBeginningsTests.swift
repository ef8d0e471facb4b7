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

    @Test("tell most words from those of a text")
    func telling() {
        let text = Array("Please call Jürgen about the order of Anna-Lena, who wrote on Monday.".utf8)
        let beginnings = WordBeginnings(text.span, 0..<text.count)
        let holds = { (word: String) in beginnings.mayHold(Array(word.utf8).span) }
        #expect(["juergen", "JÜRGEN", "Anna", "Lena", "Monday", "Ann"].allSatisfy(holds))
        #expect(!["Martin", "Annette", "Jurij", "Ordnung", "onday", "Wrobel"].contains(where: holds))
        // Signs and separators at the beginning are not judged, nor are words of two letters.
        #expect(["-x", "A. Meier", "Bo", "(Bob)"].allSatisfy(holds))
    }
}
