import SluiceModel
import TestSupport
import Testing

@testable import SluiceText

@Suite("A look at many texts")
struct QuietTextsTests {
    private static let pieces: [[UInt8]] =
        [
            "Ein Satz, und noch einer. ", "\n", "\r\n", "\n> ", "\n| a | b |", ">", "|", "ä", "–", "€",
            "„Wort“", "👍",
            "🫠 ", "🏽", "\u{1F1E9}", "\u{1F130}", "\u{1FBF0}", "\u{1F2FF}", "%41", "%zz", "&uuml;", "&x",
            "\\u00fc",
            "\\users", "=C3=BC", "=41", "=\n", "a=b", "SGFsbG8gV2VsdCwgZGllcyBpc3QgZXMK",
            "-/Wort2Wort/Wort+Wort=",
            "0123456789abcdef0123456", "68616c6c6f2077656c742c20646173206973742065733a20",
            "http://a.example/x?id=59973",
            "\u{AD}", "\u{200B}", "\u{2028}", "a\u{308}", "Привет", "ﬁ", "x\u{FE0F}",
        ].map { Array($0.utf8) } + [
            [0], [0xF0], [0xF0, 0x9F], [0xF0, 0x9F, 0x91], [0x9F], [0xE2, 0x80], [0xC3], [0xFF],
        ]

    /// Texts with zeros between them, and where they lie.
    private static func texts(_ random: inout SeededGenerator) -> (batch: [UInt8], places: [Range<Int>]) {
        var batch = [UInt8](repeating: 0, count: 8)
        let places = (0..<Int.random(in: 1...30, using: &random)).map { _ in
            let start = batch.count
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                batch += pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            defer { batch += [UInt8](repeating: 0, count: 8) }
            return start..<batch.count
        }
        return (batch, places)
    }

    private static func marked(_ batch: [UInt8], _ places: [Range<Int>], decodesBlobs: Bool) -> [Bool] {
        let storage = TextStorage(batch)
        var loud = places.map { QuietTexts.beginsQuoted(batch.span.extracting($0)) }
        QuietTexts.mark(foldedIn: storage, ends: places.map(\.upperBound), loud: &loud)
        if decodesBlobs { QuietTexts.mark(encodedIn: storage, ends: places.map(\.upperBound), loud: &loud) }
        return loud
    }

    @Test("leaves none unmarked that hides something", arguments: [true, false])
    func sound(decodesBlobs: Bool) {
        var random = SeededGenerator(seed: 8)
        var quiet = 0
        for _ in 0..<1000 {
            let (batch, places) = Self.texts(&random)
            let loud = Self.marked(batch, places, decodesBlobs: decodesBlobs)
            for (index, place) in places.enumerated() where !loud[index] {
                let isPlain = QuietTexts.isPlain(batch.span.extracting(place), decodesBlobs: decodesBlobs)
                #expect(isPlain)
                quiet += 1
            }
        }
        #expect(quiet > 400, "some are quiet")
    }

    @Test("leaves plain words, German letters and pictures alone")
    func plain() {
        let words = "Grüße 👍 – „bis morgen“, https://a.example/x?id=34762 & so weiter: C:\\Ordner"
        let batch = [UInt8](repeating: 0, count: 8) + Array(words.utf8) + [UInt8](repeating: 0, count: 8)
        #expect(Self.marked(batch, [8..<batch.count - 8], decodesBlobs: true) == [false])
    }
}
