import EngineOracle
import SluiceEngine
import TestSupport
import Testing

/// What is seen as numbers and as bytes of classes, held against the plain loop of PCRE2.
@Suite("Identifiers of digits and few letters")
struct IdentifierTests {
    private static let patterns = [
        #"(?<![0-9A-Za-z])[1-9][0-9][ \x{A0}]?[0-9]{3}[ \x{A0}]?[0-9]{3}[ \x{A0}]?[0-9]{3}(?![0-9A-Za-z]|[ .][0-9])"#,
        #"(?<![0-9A-Za-z])[0-9]{2}[ \x{A0}]?[0-9]{6}[ \x{A0}]?[A-Z][ \x{A0}]?[0-9]{3}(?![0-9A-Za-z])"#,
        #"(?<![0-9A-Za-z_-])[A-Z][0-9]{9}(?![0-9A-Za-z_-])"#,
        #"(?<![0-9A-Za-z])DE[0-9]{2}(?:[ \x{A0}\x{202F}-]?[0-9]{4}){4}[ \x{A0}\x{202F}-]?[0-9]{2}(?![0-9A-Za-z])"#,
        #"(?<![0-9A-Za-z])(?:CH|LI)[0-9]{2}(?:[ \x{A0}\x{202F}-]?[0-9A-Z]{4}){4}[ -]?[0-9A-Z](?![0-9A-Za-z])"#,
        #"[0-9]{8}"#, #"x[0-9./, -]{9,14}7"#, #"[0-9]{2,3}/[0-9]{3,4}/[0-9]{4,5}"#,
        #"\b[um][r0-9]?[0-9]{0,4}[0-9]{6}-[0-9a-f]{4}\b"#, #"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}"#,
        #"\\\\[0-9A-Za-z]{1,9}\\[0-9A-Za-z]{1,9}"#, #"[0-9A-Za-z.]{1,9}@[0-9A-Za-z]{1,9}\.[A-Z]{2}"#,
        #":[0-9]{4,5}:[0-9A-Za-z]{1,9}:"#,
    ].map { Pattern($0) }

    /// Digits mostly, with what stands between them and around them.
    private static func text(_ random: inout SeededGenerator, count: Int) -> [UInt8] {
        let parts = [
            " ", ".", "-", "/", ",", "\u{A0}", "\u{202F}", "  ", "ä", "\n", "DE", "CH", "LI", "A", "f", "u",
            "x",
            ":", "@b.DE", "\\\\", "\\",
        ]
        var text: [UInt8] = []
        while text.count < count {
            if random.chance(55) {
                for _ in 0..<random.between(1...6) {
                    text.append(UInt8(ascii: "0") + UInt8(random.below(10)))
                }
            } else if random.chance(15) {
                text += Array(repeating: UInt8(ascii: "z"), count: random.below(90))
            } else {
                text += Array(random.pick(parts).utf8)
            }
        }
        return text
    }

    @Test("are found as PCRE2 finds them, whole and in blocks", arguments: 0..<4)
    func oracle(part: UInt64) throws {
        let compiled = try #require(OracleCase.Compiled(IdentifierTests.patterns))
        var random = SeededGenerator(seed: 77 + part)
        var matches = 0
        for number in 0..<20 {
            let text = IdentifierTests.text(&random, count: number == 0 ? 140_000 : 3000)
            let way = number % 3 == 1 ? OracleCase.Way.blocks(seed: part, largest: 300) : .whole
            let verdict = OracleCase(patterns: IdentifierTests.patterns, text: text, way: way).verdict(
                compiled)
            guard case .agreed(let found, 0) = verdict else {
                Issue.record("part \(part), text \(number): \(verdict)")
                continue
            }
            matches += found
        }
        #expect(matches > 500)
    }
}
