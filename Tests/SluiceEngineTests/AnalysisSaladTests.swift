import EngineOracle
import Foundation
import SluiceEngine
import TestSupport
import Testing

/// Pieces of syntax thrown together: most are no pattern, and what is one is often read in a surprising way.
@Suite("A salad of syntax")
struct AnalysisSaladTests {
    private static let pieces = [
        "abc", "hello", "x", "ab", "[a-c]{0,3}", "[abx]*", "x{0,2}+", "[b-z]{1,4}?", #"\Qab\E"#, #"\Qb\E*"#,
        #"\E"#, "*", "+", "?", "{2}", "{0,2}", "(?>", "(?:", "(", ")", ")", ")", "|", "|", "(?i)", "(?x)",
        "(?xx)", " ", "#", "(?i:", "(?-i)", "(?^)", "(?=", "(?!", "(?<=a)", "(?<!b)", #"\b"#, #"\B"#, "^",
        "$",
        "(?m)", "(?s)", ".", #"\d"#, #"\w+"#, "[^a]", "[^b-d]+", "(*PRUNE)", "(*THEN)", #"\1"#, "(?|",
        "[a b]",
        "[ a]", #"[\E-a]"#, "k", "s", "ß", "é", #"\x{212a}"#, #"[^\W]"#, "[[:^upper:]]", "[^[:lower:]]",
        #"\p{Lu}"#, "(?(1)", "(?(?=a)", "foo1", "@bar", "[0-9a-f]{8}", "[a-z0-9]*", "[a-z]*", "1", #"\h"#,
        #"\R"#,
        "(*F)", "(?1)", #"\N"#,
    ]
    private static let tokens = [
        "abc", "hello", "x", "ab", "a", "b", "bb", "aab", "foo1", "@bar", "\n", " ", "1", "12345678", "k",
        "K",
        "\u{212A}", "s", "ſ", "ß", "ẞ", "é", "É", "HELLO", "ABC", "-", "#", "zz", "cafe0123", "xx",
    ]

    @Test("is searched for as PCRE2 reads it", arguments: 0..<4)
    func salad(part: Int) throws {
        let base = UInt64(ProcessInfo.processInfo.environment["ORACLE_SEED"] ?? "") ?? 0
        var random = SeededGenerator(seed: base &* 1_000_003 &+ UInt64(600_000 + part))
        var matched = 0
        for _ in 0..<300 {
            let pattern = pattern(&random)
            guard let pair = Self.references(pattern), let database = try? Database([.pattern(pattern)])
            else {
                continue
            }
            for _ in 0..<6 {
                let text = text(&random)
                let expected = pair[0].scan(text)
                guard !expected.isBroken, expected.gaveUp == nil, pair[1].scan(text) == expected else {
                    continue
                }
                let result = BlockChain(database: database, text: text, way: .whole).result()
                matched += result.matches.count
                guard result.giveUps.isEmpty, result.matches != expected.matches else { continue }
                Issue.record("\(pattern) on \(escaped(text))")
            }
        }
        #expect(matched > 100)
    }

    private func pattern(_ random: inout SeededGenerator) -> Pattern {
        var source = joined(Self.pieces, 2...7, &random)
        let open = source.count { $0 == "(" } - source.count { $0 == ")" }
        source += String(repeating: ")", count: max(0, open))
        if random.chance(50) { source += "hello" }
        return Pattern(source, dialect: random.chance(50) ? .unicode : .bytes, caseless: random.chance(25))
    }

    private func text(_ random: inout SeededGenerator) -> [UInt8] {
        Array((joined(Self.tokens, 1...12, &random) + (random.chance(50) ? "hello" : "")).utf8)
    }

    private func joined(
        _ parts: [String], _ counts: ClosedRange<Int>, _ random: inout SeededGenerator
    ) -> String {
        (0..<Int.random(in: counts, using: &random)).map { _ in parts[random.below(parts.count)] }.joined()
    }

    /// The interpreter and the machine code: where they differ, PCRE2 is wrong in one of them.
    private static func references(_ pattern: Pattern) -> [ReferenceScanner]? {
        let all = [false, true].compactMap { ReferenceScanner(pattern, jit: $0, matchLimit: 100_000) }
        return all.count == 2 && !all[0].canMatchEmpty && !all[0].isAnchored ? all : nil
    }
}
