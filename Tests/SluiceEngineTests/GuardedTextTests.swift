import SluiceEngine
import TestSupport
import Testing

@Suite("A scan")
struct GuardedTextTests {
    @Test("reads no byte before or behind the text")
    func guarded() async {
        await #expect(processExitsWith: .success) {
            for seed in UInt64(0)..<40 {
                let round = try OracleRound(seed: 400_000 + seed, count: 6)
                var texts = TextGenerator(seed: seed)
                for size in [Array(0...70), [95, 96, 127, 128, 129, 191, 255, 256, 257, 300]].joined() {
                    try GuardedTextTests.scanBothEnds(round, size, &texts)
                }
            }
        }
    }

    /// Scans a text of this size against either guard; a wrong read ends the process.
    private static func scanBothEnds(_ round: OracleRound, _ size: Int, _ texts: inout TextGenerator) throws {
        let long = texts.sparse(size, round.trees, every: 10)
        for (side, bytes) in [
            (GuardedText.Side.front, Array(long.prefix(size))), (.back, Array(long.suffix(size))),
        ] {
            var expected: [Match] = []
            var found: [Match] = []
            var giveUps: [GiveUp] = []
            let scan = { (text: Span<UInt8>, matches: inout [Match]) in
                var scanner = Scanner(round.database)
                scanner.scan(text, allowance: Allowance(seconds: 600), into: &matches, giveUps: &giveUps)
            }
            scan(bytes.span, &expected)
            let text = try #require(GuardedText(bytes, flushWith: side))
            text.withSpan { scan($0, &found) }
            guard found == expected else {
                print("seed \(round.seed), size \(size), \(side): differs from the same bytes elsewhere")
                throw GuardFault()
            }
        }
    }

    private struct GuardFault: Error {}
}
