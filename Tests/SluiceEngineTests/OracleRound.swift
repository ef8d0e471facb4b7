import EngineOracle
import SluiceEngine
import TestSupport
import Testing

/// Generated patterns with their database and references; the same for the same seed.
struct OracleRound {
    var seed: UInt64
    var made: [PatternGenerator.Made] = []
    var references: [ReferencePair] = []
    var database: Database
    /// How many generated patterns could not be used.
    var refused = 0

    /// What a number of comparisons came to; a test that compares too little proves nothing.
    struct Tally {
        var pairs = 0
        var undecided = 0
        var matches = 0
        var giveUps = 0
        var patterns = 0
        var refused = 0
        var failures = 0
    }

    init(
        seed: UInt64, count: Int? = nil, longestMatch: Int? = nil, matchLimit: UInt32 = 20_000,
        where fits: (PatternGenerator.Made) -> Bool = { _ in true }
    ) throws {
        self.seed = seed
        var generator = PatternGenerator(seed: seed)
        let count = count ?? 1 + generator.random.below(8)
        while made.count < count {
            var one = generator.make()
            one.pattern.longestMatch = longestMatch ?? one.pattern.longestMatch
            guard fits(one) else { continue }
            guard let reference = ReferencePair(one.pattern, matchLimit: matchLimit), !reference.canMatchEmpty
            else {
                refused += 1
                continue
            }
            made.append(one)
            references.append(reference)
        }
        database = try Database(made.map { .pattern($0.pattern) })
    }

    var trees: [PatternTree] { made.map(\.tree) }

    /// Compares engine and reference on one text, and records an issue with a small case where they differ.
    func check(_ text: [UInt8], _ way: OracleCase.Way = .whole, into tally: inout Tally) {
        tally.pairs += 1
        let answers = references.enumerated().map { $1.answers(text, index: $0) }
        guard answers.allSatisfy({ !$0.isEmpty }), way == .whole || answers.allSatisfy({ $0.count == 1 })
        else {
            tally.undecided += 1
            return
        }
        let example = OracleCase(
            patterns: made.map(\.pattern), text: text, way: way,
            mayGiveUp: Set(made.indices.filter(mayGiveUp)))
        switch example.compare(database, answers) {
        case .agreed(let matches, let giveUps):
            tally.matches += matches
            tally.giveUps += giveUps
        case .undecided: tally.undecided += 1
        case .differs:
            tally.failures += 1
            guard tally.failures <= 3 else { return }
            let small = example.shrunk()
            Issue.record("seed \(seed): \(small.verdict())\n\(small.description)")
        }
    }

    /// Whether PCRE2 may have to look further than the longest match to decide.
    private func mayGiveUp(_ index: Int) -> Bool {
        made[index].tree.reach.map { $0 > made[index].pattern.longestMatch } ?? true
    }
}
