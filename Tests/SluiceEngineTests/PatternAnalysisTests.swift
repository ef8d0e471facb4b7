import EngineOracle
@testable import SluiceEngine
import EngineOracle
import TestSupport
import Testing

/// What is known of a pattern beforehand must be what would be found out, and damage must not matter.
@Suite("A pattern's analysis")
struct PatternAnalysisTests {
    private static let sources = [
        #"\b(?:api|token)[ \t]{0,5}[=:][ \t]{0,5}([a-z0-9]{32})\b"#, "[a-f0-9]{40}", #"\d{4}-?\d{4}-?\d{4}"#,
        #"[\w.-]{0,50}?(?:adobe)(?:[0-9a-z\-_\t .]{0,20})=([a-f0-9]{32})"#, "^begin", #"(*SKIP)x"#,
        #"[A-Z]{2}\d{2}[A-Z0-9]{11,30}"#, "ß{2,}k", ".", #"\w+@\w+\.example"#, #"x(?=y)|(?<!a)bcd"#,
    ]

    @Test("leads to the same plan", arguments: sources)
    func roundTrip(source: String) throws {
        for dialect in [Pattern.Dialect.unicode, .bytes] {
            let pattern = Pattern(source, dialect: dialect)
            let analysis = try PatternAnalysis(pattern)
            let compiled = try CompiledPattern(pattern)
            let known = try #require(analysis.result(for: pattern))
            #expect(known.plan == compiled.plan && known.captureCount == compiled.captureCount)
            #expect(analysis.bytes.allSatisfy { $0 < 128 }, "they stand in a string literal")
        }
    }

    @Test("finds what is found without it")
    func search() throws {
        var pattern = Pattern(#"(?i)\btoken=(\w{4})\b"#, capture: .group(1))
        pattern.analysis = try PatternAnalysis(pattern)
        let text = Array("a token=abcd, TOKEN=12345 and Token=wxyz".utf8)
        let matches = try scan(pattern, text)
        #expect(matches.map(\.value) == [8..<12, 36..<40])
        pattern.analysis = nil
        #expect(try scan(pattern, text) == matches)
    }

    @Test("of another pattern counts for nothing")
    func another() throws {
        let analysis = try PatternAnalysis(Pattern("abcdef"))
        #expect(analysis.result(for: Pattern("abcdef")) != nil)
        #expect(analysis.result(for: Pattern("abcdeg")) == nil)
        #expect(analysis.result(for: Pattern("abcdef", dialect: .bytes)) == nil)
        #expect(analysis.result(for: Pattern("abcdef", caseless: true)) == nil)
        var pattern = Pattern("abcdeg")
        pattern.analysis = analysis
        #expect(try scan(pattern, Array("abcdef abcdeg".utf8)).map(\.start) == [7])
    }

    @Test("that is damaged never leads to a trap")
    func damage() throws {
        var random = SeededGenerator(seed: 11)
        let text = Array("api = 0123456789abcdef0123456789abcdef and AB12 3456 adobe, token".utf8)
        for source in Self.sources {
            var pattern = Pattern(source)
            let bytes = try PatternAnalysis(pattern).bytes
            for _ in 0..<60 {
                var damaged = bytes
                let place = Int.random(in: 0..<bytes.count, using: &random)
                if random.chance(20) { damaged.removeSubrange(place...) }
                if place < damaged.count { damaged[place] = UInt8.random(in: 0...127, using: &random) }
                pattern.analysis = PatternAnalysis(bytes: damaged)
                _ = try scan(pattern, text)
            }
        }
    }

    private func scan(_ pattern: Pattern, _ text: [UInt8]) throws -> [Match] {
        var scanner = Scanner(try Database([.pattern(pattern)]))
        var matches: [Match] = []
        var giveUps: [GiveUp] = []
        scanner.scan(text.span, into: &matches, giveUps: &giveUps)
        return matches
    }
}
