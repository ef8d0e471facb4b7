import SluiceText
import TestSupport
import Testing

@Suite("Words")
struct WordFinderTests {
    private func found(_ words: [String], _ text: String) -> [Range<Int>] {
        var hits: [WordFinder.Hit] = []
        let bytes = Array(text.utf8)
        WordFinder(words).search(bytes.span, 0..<bytes.count, into: &hits)
        return hits.map { $0.start..<$0.end }
    }

    @Test(
        "are found in any case and either German spelling",
        arguments: [
            "⟦Größe⟧", "⟦GROESSE⟧", "die ⟦groeße⟧, ja", "⟦Gro\u{308}sse⟧", "(⟦Größe⟧)", "x-⟦Größe⟧_y",
            "⟦GRÖẞE⟧",
        ])
    func folded(marked: String) {
        let text = Marked(marked)
        #expect(found(["Größe"], text.text) == text.spans)
        #expect(found(["groesse"], text.text) == text.spans)
    }

    @Test(
        "are not found inside other words", arguments: ["Größen", "Übergröße", "Größe1", "Größeé", "Grose"])
    func borders(text: String) {
        #expect(found(["Größe"], text).isEmpty)
    }

    @Test(
        "of a phrase may have any white space or a hyphen between them",
        arguments: [
            "⟦Steuer-ID⟧", "⟦steuer id⟧", "⟦Steuer\u{A0}ID⟧", "⟦Steuer\r\n> ID⟧", "⟦Steuer - ID⟧", "SteuerID",
            "Steuer, ID", "Steuer > ID",
        ])
    func phrases(marked: String) {
        let text = Marked(marked)
        #expect(found(["Steuer-ID"], text.text) == text.spans)
    }

    @Test("with a star at their end may go on, and are found up to it")
    func endings() {
        func begun(_ words: [String], _ text: String) -> [Range<Int>] {
            var hits: [WordFinder.Hit] = []
            let bytes = Array(text.utf8)
            WordFinder(words.map { WordFinder.Word(withEnding: $0) })
                .search(bytes.span, 0..<bytes.count, into: &hits)
            return hits.map { $0.start..<$0.end }
        }
        #expect(
            begun(["Vertrag*"], "Vertrag, VERTRAGS-Entwurf, vertraglich, Mietvertrag") == [
                0..<7, 9..<16, 27..<34,
            ])
        #expect(begun(["Maß*"], "Massen, Mas, Maßes") == [0..<4, 13..<17])
        #expect(begun(["Gros*"], "Groß") == [], "half of a letter is none")
        #expect(begun(["im Haus*"], "im\n> Hause") == [0..<9])
        #expect(begun(["a*", "*"], "ab *") == [0..<1])
        #expect(found(["Vertrag*"], "Verträge Vertrag*") == [10..<18], "a star is a sign elsewhere")
    }

    @Test("may begin or end with a sign")
    func signs() {
        #expect(found(["§ 139b", "Nr."], "nach§ 139b, Nr.5") == [4..<11, 13..<16])
        #expect(found(["-", " ", "§"], "- §") == [])
    }

    @Test("are told from others that begin alike")
    func alike() {
        let words = ["Maß", "Mara", "M", "Märker", "M-Haus", "Ägir", "aerger"]
        #expect(found(words, "mass mara m märker maerker m haus m-haus ma\u{308}rker").count == 10)
        #expect(found(words, "Ma M. ÄRGER aegir ägir Mo mä") == [3..<4, 6..<12, 13..<18, 19..<24])
    }

    @Test(
        "of other scripts are found in any case",
        arguments: [("ДОГОВОР", "договор"), ("Ελλάδα", "ΕΛΛΆΔΑ"), ("ſo", "SO")])
    func scripts(word: String, text: String) {
        #expect(found([word], text) == [0..<text.utf8.count])
    }

    @Test("are the same whichever stretch is searched, and any bytes are searched safely")
    func stretches() {
        var random = SeededGenerator(seed: 5)
        let pieces: [[UInt8]] = [
            Array("Maß".utf8), Array("mass ".utf8), [0xC3], [0xCC, 0x88], [0xFF], Array("a b-".utf8),
            [0xE2, 0x82],
        ]
        let finder = WordFinder(["Maß", "a b", "ä"])
        for _ in 0..<200 {
            var bytes: [UInt8] = []
            for _ in 0..<20 { bytes += pieces.randomElement(using: &random) ?? [] }
            var whole: [WordFinder.Hit] = []
            finder.search(bytes.span, 0..<bytes.count, into: &whole)
            var cut: [WordFinder.Hit] = []
            let middle = Int.random(in: 0...bytes.count, using: &random)
            finder.search(bytes.span, 0..<middle, into: &cut)
            finder.search(bytes.span, middle..<bytes.count, into: &cut)
            #expect(cut == whole)
        }
    }
}
