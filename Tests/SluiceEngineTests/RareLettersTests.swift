@testable import SluiceEngine
import EngineOracle
import CScanKernels
import TestSupport
import Testing

@Suite("Letters that hardly any text holds")
struct RareLettersTests {
    private static let letters = ["ſ", "ẞ", "\u{212A}", "\u{212B}"]

    @Test(
        "are left out of what the filter looks for, where something else is left",
        arguments: [
            ("(?i)schlüssel", true), ("(?i)straße", true), ("(?i)[a-z]{20}x", true), ("schlüssel", false),
            ("ſ[ab]x", false), ("(?i)[^s]bcd", false), ("(?i)(?<!s)bcd", false),
        ])
    func leftOut(source: String, isLeftOut: Bool) throws {
        #expect(try CompiledPattern(Pattern(source)).plan.leavesRareLetters == isLeftOut)
        #expect(try !CompiledPattern(Pattern(source, dialect: .bytes)).plan.leavesRareLetters)
    }

    @Test("are found by their bytes, wherever they stand", arguments: letters)
    func finder(letter: String) {
        for place in 0..<150 {
            var text = [UInt8](repeating: 0x61, count: place) + Array(letter.utf8)
            let size = text.count
            text += Array("äöü™ℂṀ …".utf8) + [0xC5, 0xE2, 0x84]
            #expect(first(text, from: 0, to: text.count) == place)
            #expect(first(text, from: place, to: place + 1) == place)
            #expect(first(text, from: place + 1, to: text.count) >= text.count)
            #expect(first(Array(text[..<(size - 1)]), from: 0, to: size - 1) >= size - 1, "it is cut")
        }
    }

    private func first(_ text: [UInt8], from: Int, to: Int) -> Int {
        unsafe sluice_rare_letter(text, from, to, text.count)
    }

    /// A match with such a letter before, on and behind each border of the filter's pieces.
    @Test("are seen in the pieces around them", arguments: letters)
    func borders(letter: String) throws {
        let pattern = Pattern("(?i)(?:schlüssel|straße|kork|århus)[^\\n]{0,900}?(?:kiste|sack|maß|må)")
        let reference = try #require(ReferencePair(pattern, matchLimit: 100_000))
        let made = try Database([.pattern(pattern)])
        let image = DatabaseImage(DatabaseImage.bytes(of: made))
        let packed = try #require(Database([.pattern(pattern)], image: image))
        let word = [
            "ſ": "ſchlüssel", "ẞ": "STRAẞE", "\u{212A}": "\u{212A}or\u{212A}", "\u{212B}": "\u{212B}rhus",
        ][letter]
        for place in stride(from: (1 << 16) - 1000, to: (1 << 16) + 200, by: 100) {
            var text = [UInt8](repeating: 0x2E, count: 3 << 16)
            for (offset, planted) in [
                (0, word ?? letter), (800, "Kiste"), (70_000, "Straße"), (70_300, "SACK"),
            ] {
                text.replaceSubrange(
                    (place + offset)..<(place + offset + planted.utf8.count), with: planted.utf8)
            }
            for database in [made, packed] {
                var scanner = Scanner(database)
                var matches: [Match] = []
                var giveUps: [GiveUp] = []
                scanner.scan(text.span, into: &matches, giveUps: &giveUps)
                #expect(matches.count == 2 && giveUps.isEmpty)
                #expect(reference.answers(text, index: 0).contains { $0.matches == matches })
            }
        }
    }
}
