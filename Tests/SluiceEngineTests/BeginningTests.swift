@testable import SluiceEngine
import EngineOracle
import TestSupport
import Testing

/// Matches that are found without PCRE2, and starts that it is not asked about, held against its plain loop.
@Suite("What is settled without PCRE2")
struct BeginningTests {
    private static let label = #"[0-9A-Za-z-]{1,63}+\."#
    private static let address = Pattern(
        "(?<![0-9A-Za-z._%+-])(?!(?i:info|no-reply|mail)@)[0-9A-Za-z][0-9A-Za-z._%+-]{0,31}+@"
            + #"(?!(?i:lists?|users\.noreply)\.)"# + label + String(repeating: "(?:" + label, count: 7)
            + String(repeating: ")?", count: 7) + "[A-Za-z]{2,24}(?![0-9A-Za-z-])")

    private static let beginnings = [
        #"(?i)\b(?:bei|kunde|fa\.|werk)\b[^\r\n]{0,30}?\bsteht still"#, #"(?i)\bfür [a-z]{1,9} geheim\b"#,
        #"(?:x{0,3}a|[0-9]{2,4}b)[^\n]{0,20}zq"#, #"(?i)\B(?:ask|über)[a-z ]{2,30}zq"#,
        #"\b\p{Lu}[^\n]{1,20}zq"#, #"(?s)(?<=k)s.{0,40}zq"#, #"(?:^|[:,] )[a-z]+ zq"#,
    ].map { Pattern($0) }

    private static func text(_ random: inout SeededGenerator, of parts: [String], count: Int) -> [UInt8] {
        var text: [UInt8] = []
        while text.count < count {
            if random.chance(3) {
                text.append(UInt8.random(in: 0x80...0xFF, using: &random))
            } else if random.chance(6) {
                text += Array(repeating: UInt8(ascii: "a"), count: random.below(70))
            } else {
                text += Array(random.pick(parts).utf8)
            }
        }
        return text
    }

    private static func matches(_ patterns: [Pattern], _ parts: [String], seed: UInt64) throws -> Int {
        let compiled = try #require(OracleCase.Compiled(patterns))
        var random = SeededGenerator(seed: seed)
        var matches = 0
        for number in 0..<12 {
            let text = text(&random, of: parts, count: number == 0 ? 100_000 : 3000)
            let way = number % 3 == 1 ? OracleCase.Way.blocks(seed: seed, largest: 300) : .whole
            let verdict = OracleCase(patterns: patterns, text: text, way: way).verdict(compiled)
            guard case .agreed(let found, 0) = verdict else {
                Issue.record("seed \(seed), text \(number): \(verdict)")
                continue
            }
            matches += found
        }
        return matches
    }

    @Test(
        "Mail addresses are found as PCRE2 finds them, whole and in blocks", arguments: 0..<3 as Range<UInt64>
    )
    func addresses(seed: UInt64) throws {
        #expect(AddressForm(BeginningTests.address) != nil)
        let parts = [
            "@", "@", "@", ".", ".", "b.de", "anna", "x", "9", "-", "_", "%", "+", " ", "<", "INFO", "mail",
            "ſ",
            "no-reply", "lists.", "list.", "Users.NoReply", ".example", "a.b.c.d.e.f.g.", "com", "ä", "\n",
            "q",
        ]
        #expect(try BeginningTests.matches([BeginningTests.address], parts, seed: seed) > 100)
    }

    @Test("Other patterns are no form of addresses")
    func otherForms() {
        let source = BeginningTests.address.source
        let others = [
            "[a-z]+@[a-z]+", source + "x", source.replacing("info", with: "in.o"), "(?i)" + source,
            source.replacing("{0,31}", with: "{0,30}"), source.replacing("mail", with: "(mail)"),
        ]
        for other in others { #expect(AddressForm(Pattern(other)) == nil) }
    }

    @Test("Starts are turned away where no match begins, and nowhere else", arguments: 0..<3 as Range<UInt64>)
    func starts(seed: UInt64) throws {
        for pattern in BeginningTests.beginnings.prefix(3) { #expect(Beginnings(pattern) != nil) }
        #expect(Beginnings(Pattern("[^a]?zq")) != nil)
        #expect(Beginnings(Pattern(#"(?:\p{Lu}|(?=a))\1?zq()"#)) == nil)
        let parts = [
            "zq", "zq", " steht still", " steht still", "bei", "Kunde", "FA.", "werk", " geheim", "für ",
            "fÜr ", "ask",
            "Über", "aſk", "x", "12", "b", "k", "s", ": ", " ", "\n", "Ä", "\u{212A}", "E",
        ]
        #expect(try BeginningTests.matches(BeginningTests.beginnings, parts, seed: seed) > 300)
    }
}
