import EngineOracle
import SluiceEngine
import TestSupport
import Testing

@Suite("A database")
struct DatabaseTests {
    @Test("of no patterns finds nothing")
    func empty() throws {
        let database = try Database([])
        #expect(database.count == 0)
        let result = BlockChain(database: database, text: Array("api = 12".utf8), way: .whole).result()
        #expect(result.matches.isEmpty && result.giveUps.isEmpty)
    }

    @Test("of 500 patterns finds what each finds alone")
    func many() throws {
        let round = try OracleRound(seed: 500_000, count: 500)
        var texts = TextGenerator(seed: 500_000)
        var tally = OracleRound.Tally()
        for _ in 0..<6 { round.check(texts.text(for: round.trees), into: &tally) }
        round.check(texts.sparse(4000, round.trees, every: 40), into: &tally)
        #expect(tally.matches > 500 && tally.failures == 0)
    }

    @Test("may hold a pattern several times")
    func repeated() throws {
        for seed in UInt64(510_000)..<510_030 {
            let round = try OracleRound(seed: seed, count: 2)
            var patterns = round.made.map(\.pattern) + round.made.map(\.pattern) + [round.made[0].pattern]
            patterns[2].capture = .firstNonEmpty
            patterns[3].caseless.toggle()
            var texts = TextGenerator(seed: seed)
            for _ in 0..<4 {
                let example = OracleCase(patterns: patterns, text: texts.text(for: round.trees))
                guard case .differs(let difference) = example.verdict() else { continue }
                Issue.record("seed \(seed): \(difference)\n\(example.shrunk().description)")
            }
        }
    }

    @Test(
        "refuses a pattern that can match the empty text",
        arguments: ["a*", "(?:)", "a|", "\\b", "(?=a)", "(a|b*)", "x{0,3}", "^", "(?i)k?", "(*ACCEPT)a"])
    func emptyMatches(source: String) {
        #expect(throws: CompileFault.self) {
            try Database([.pattern(Pattern("a")), .pattern(Pattern(source))])
        }
    }

    @Test("names the pattern that PCRE2 refuses, and the place")
    func faults() throws {
        let fault = #expect(throws: CompileFault.self) {
            try Database([.pattern(Pattern("fine")), .pattern(Pattern("ab(c"))])
        }
        #expect(fault?.expression == 1 && fault?.offset == 4)
    }
}
