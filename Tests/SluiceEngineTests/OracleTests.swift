import EngineOracle
import Foundation
import SluiceEngine
import TestSupport
import Testing

/// `ORACLE_SEED=n` makes other cases than those of every day.
private let base = (UInt64(ProcessInfo.processInfo.environment["ORACLE_SEED"] ?? "") ?? 0) &* 1_000_003

@Suite("The engine and the plain loop of PCRE2 agree")
struct OracleTests {
    @Test("on whole texts", arguments: 0..<10)
    func whole(part: Int) throws {
        var tally = OracleRound.Tally()
        for number in 0..<126 {
            let round = try OracleRound(seed: base &+ UInt64(part * 1000 + number))
            var texts = TextGenerator(seed: round.seed)
            for _ in 0..<8 { round.check(texts.text(for: round.trees), into: &tally) }
            tally.patterns += round.made.count
            tally.refused += round.refused
        }
        expectSubstance(tally)
    }

    @Test("on texts given in blocks", arguments: [1, 2, 5, 16, 100, 4096])
    func blocks(largest: Int) throws {
        var tally = OracleRound.Tally()
        for number in 0..<40 {
            let seed = base &+ UInt64(100_000 + largest * 1000 + number)
            let round = try OracleRound(seed: seed)
            var texts = TextGenerator(seed: seed)
            for _ in 0..<6 {
                round.check(texts.text(for: round.trees), .blocks(seed: seed, largest: largest), into: &tally)
            }
            let long = texts.sparse(min(9000, 200 + 4 * largest), round.trees, every: 150)
            round.check(long, .blocks(seed: seed, largest: largest), into: &tally)
            tally.patterns += round.made.count
            tally.refused += round.refused
        }
        expectSubstance(tally)
    }

    /// Patterns without a bound need time that grows with the square of a line, so their texts are shorter.
    @Test("on long texts with few matches", arguments: 0..<6)
    func long(part: Int) throws {
        let seed = base &+ UInt64(200_000 + part)
        let isBounded = part < 4
        var tally = OracleRound.Tally()
        var texts = TextGenerator(seed: seed)
        let words = texts.noise(3000)
        let round = try OracleRound(seed: seed, count: 6, matchLimit: 3000) { made in
            guard !made.pattern.dependsOnSearchStart, (made.tree.reach != nil) == isBounded else {
                return false
            }
            let outcome = ReferenceScanner(made.pattern, jit: true, matchLimit: 3000)?.scan(words)
            return outcome.map { $0.matches.count < 3 && $0.gaveUp == nil } ?? false
        }
        let text = texts.sparse(
            isBounded ? 200 << 10 : 12 << 10, round.trees, every: 3000, oneLine: part.isMultiple(of: 2))
        round.check(text, into: &tally)
        round.check(text, .blocks(seed: seed, largest: 65_536), into: &tally)
        #expect(tally.failures == 0 && (tally.matches > 0 || tally.undecided > 0), "\(tally)")
    }

    @Test("on what a bound on the match's length leaves", arguments: [8, 16, 100, 300])
    func bounds(longest: Int) throws {
        var tally = OracleRound.Tally()
        for number in 0..<60 {
            let seed = base &+ UInt64(300_000 + longest * 1000 + number)
            let round = try OracleRound(seed: seed, longestMatch: longest)
            var texts = TextGenerator(seed: seed)
            for _ in 0..<6 {
                let text = texts.text(for: round.trees)
                round.check(text, into: &tally)
                round.check(text, .blocks(seed: seed, largest: 64), into: &tally)
            }
            tally.patterns += round.made.count
            tally.refused += round.refused
        }
        #expect(tally.giveUps > 0)
        expectSubstance(tally)
    }

    /// A generator whose patterns hardly match, or are hardly ever usable, would let every engine pass.
    private func expectSubstance(_ tally: OracleRound.Tally) {
        #expect(2 * tally.matches > tally.pairs, "\(tally)")
        #expect(tally.undecided * 50 < tally.pairs, "\(tally)")
        #expect(tally.refused * 5 < tally.patterns, "\(tally)")
        #expect(tally.failures == 0, "\(tally)")
    }
}
