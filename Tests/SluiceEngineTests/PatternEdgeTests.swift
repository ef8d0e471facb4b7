import EngineOracle
import SluiceEngine
import TestSupport
import Testing

@Suite("A scan of awkward text")
struct PatternEdgeTests {
    /// Texts as bytes, so that they may be no UTF-8.
    private static let awkward: [[UInt8]] = [
        [0xA4], [0xC3], [0xF2] + Array("abc".utf8), Array("x".utf8) + [0xFF], [0xF0, 0x9F], [0x00], [0x0A],
        [0xE2, 0x84],
        [0xC3, 0xA4, 0x62, 0xC3], Array("\u{212A}".utf8) + [0x84, 0xAA], [0x61, 0x00, 0x62],
        [0xED, 0xA0, 0x80, 0x6B],
    ]

    @Test(
        "never takes bytes that are no UTF-8 for a character",
        arguments: [
            "[^k]", "[^s]", "[^\\xe5]", "[^\\x{3bc}]", "[^k]+", "[^k]{2}", "\\W", "\\P{L}", ".", "\\X",
            "[^a]",
        ])
    func invalid(source: String) throws {
        let pattern = Pattern(source, caseless: true)
        let database = try Database([.pattern(pattern)])
        let reference = try #require(ReferenceScanner(pattern, jit: false))
        for text in Self.awkward {
            let result = BlockChain(database: database, text: text, way: .whole).result()
            #expect(result.matches == reference.scan(text).matches, "\(escaped(text))")
        }
    }

    @Test(
        "sees what stands before a block that begins inside a character",
        arguments: ["\\bb", "(?<=ä)b", "(?<!ä)b", "b", "\\w", "^b", "\\Bb"])
    func insideCharacter(source: String) throws {
        let example = OracleCase(
            patterns: [Pattern(source)], text: Array("äb äbb bä".utf8), way: .blocks(seed: 1, largest: 1))
        #expect(example.verdict() != .undecided)
        if case .differs(let difference) = example.verdict() { Issue.record("\(difference)") }
    }

    @Test("passes over a match that is too long, and says so")
    func tooLong() throws {
        let database = try Database([
            .pattern(Pattern("a+b", longestMatch: 16)), .pattern(Pattern("x", longestMatch: 16)),
        ])
        let text = Array(("aab " + String(repeating: "a", count: 20) + "b x aab").utf8)
        let result = BlockChain(database: database, text: text, way: .whole).result()
        #expect(
            result.matches == [
                Match(expression: 0, start: 0, end: 3), Match(expression: 1, start: 26, end: 27),
                Match(expression: 0, start: 28, end: 31),
            ])
        #expect(result.giveUps == [GiveUp(expression: 0, cause: .tooLong)])
    }

    @Test("finds every match where they follow one another directly")
    func adjacent() throws {
        let database = try Database([.pattern(Pattern("ab?")), .pattern(Pattern("[ab]{2}", dialect: .bytes))])
        let text = Array("aababb".utf8)
        for size in 1...6 {
            let result = BlockChain(database: database, text: text, way: .blocks(seed: 3, largest: size))
                .result()
            let spans = result.matches.map { [$0.expression, $0.start, $0.end] }
            #expect(spans == [[0, 0, 1], [1, 0, 2], [0, 1, 3], [1, 2, 4], [0, 3, 5], [1, 4, 6]])
        }
    }
}
