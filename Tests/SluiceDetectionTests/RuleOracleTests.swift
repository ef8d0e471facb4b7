import EngineOracle
import Foundation
import SluiceEngine
import SluiceModel
import SluiceRuleSets
import SluiceRules
import TestSupport
import Testing

/// `ORACLE_SEED=n` makes other texts than those of every day.
private let base = (UInt64(ProcessInfo.processInfo.environment["ORACLE_SEED"] ?? "") ?? 0) &* 1_000_003

/// All patterns of a set of rules in one database, beside the plain loop of PCRE2 for each.
@Suite("For rules as they are, the engine and the plain loop of PCRE2 agree")
struct RuleOracleTests {
    /// The rules' patterns as the detector compiles them, with the rules' own examples.
    private struct Rules {
        var patterns: [Pattern] = []
        var references: [ReferencePair] = []
        /// By pattern.
        var names: [String] = []
        var samples: [PatternSamples?] = []
        var examples: [[UInt8]] = []
        let database: Database

        init(_ path: String) throws {
            let set = try RuleSets.load(paths: [packageFolder.path + "/" + path])
            for rule in set.rules {
                let texts = (rule.examples + rule.counterexamples.prefix(1)).map(\.text)
                examples += texts.map { Array($0.filter { $0 != "⟦" && $0 != "⟧" }.utf8) }
                guard case .patterns(let patterns, let group, let bytes) = rule.matcher else { continue }
                for pattern in patterns {
                    let capture: Pattern.Capture =
                        switch group {
                        case .whole: .whole
                        case .number(let number): .group(number)
                        case .firstNonEmpty: .firstNonEmpty
                        }
                    let made = Pattern(pattern.regex, dialect: bytes ? .bytes : .unicode, capture: capture)
                    self.patterns.append(made)
                    references.append(try #require(ReferencePair(made, matchLimit: 1_000_000)))
                    names.append(rule.id.description)
                    samples.append(PatternSamples(made))
                }
            }
            database = try Database(patterns.map { .pattern($0) })
        }
    }

    /// What stands beside a value in texts that nobody foresaw.
    private static let neighbours: [[UInt8]] =
        [
            "", " ", "\n", "\r\n", "x", "_", "9", "é", "ß", ".", ",", "-", "=", "\"", "'", "`", ")", "|", ":",
            "\\n", "\t",
            "key=", "\u{A0}", "\u{2028}", "\u{FEFF}", "“",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0x80], [0], [0xED, 0xA0, 0x80]]

    /// Some hundred bytes of examples and samples, whole, cut or altered, in odd company.
    private static func text(_ rules: Rules, _ number: Int, _ random: inout SeededGenerator) -> [UInt8] {
        var text: [UInt8] = []
        // Each pattern has its turn, twice and more: what is drawn for it need not match.
        let turns = 2 + 2 * rules.samples.count / rounds
        for index in 0..<turns + random.between(1...5) {
            var piece: [UInt8] = []
            if index < turns || rules.examples.isEmpty {
                piece = rules.samples[(turns * number + index) % rules.samples.count]?.sample(&random) ?? []
            } else {
                piece = rules.examples[(3 * number + index) % rules.examples.count]
            }
            if index >= turns, random.chance(25), piece.count > 1 {
                let place = random.below(piece.count)
                piece = random.chance(50) ? Array(piece[..<place]) : Array(piece[place...])
            }
            if index >= turns, random.chance(15), !piece.isEmpty {
                let place = random.below(piece.count)
                piece.replaceSubrange(place..<place + 1, with: random.pick(neighbours))
            }
            text += random.pick(neighbours) + piece.prefix(2000) + random.pick(neighbours)
        }
        return text
    }

    private static let rounds = 150

    @Test(
        "whole, in blocks and by every kernel",
        arguments: ["Rules", "Fixtures/gitleaks-shapes.toml", "Fixtures/organisation/rules.yaml"])
    func agree(path: String) throws {
        let rules = try Rules(path)
        var random = SeededGenerator(seed: base &+ UInt64(path.utf8.count))
        var matched = Array(repeating: 0, count: rules.patterns.count)
        var (compared, undecided) = (0, 0)
        for number in 0..<Self.rounds {
            let text = Self.text(rules, number, &random)
            let answers = rules.references.enumerated().map { $1.answers(text, index: $0) }
            guard answers.allSatisfy({ !$0.isEmpty }) else {
                undecided += 1
                continue
            }
            let isSure = answers.allSatisfy { $0.count == 1 }
            let largest = [1, 5, 33, 250, 4000][number % 5]
            let ways: [OracleCase.Way] =
                isSure ? [.whole, .blocks(seed: UInt64(number), largest: largest)] : [.whole]
            for way in ways {
                let example = OracleCase(patterns: rules.patterns, text: text, way: way)
                compared += 1
                switch example.compare(rules.database, answers) {
                case .agreed, .undecided: break
                case .differs(let difference):
                    Issue.record("\(difference)\n\(Self.small(rules, text, way))")
                    return
                }
            }
            for index in matched.indices { matched[index] += answers[index][0].matches.count }
        }
        // Texts in which nothing matches would let every engine pass.
        #expect(compared > 200 && undecided < 15, "compared \(compared), undecided \(undecided)")
        let missed = zip(rules.names, matched).filter { $0.1 == 0 }.map(\.0)
        #expect(missed.count * 4 <= matched.count, "nothing matched \(missed)")
    }

    /// The first pattern alone that differs, with as little text as shows it.
    private static func small(_ rules: Rules, _ text: [UInt8], _ way: OracleCase.Way) -> String {
        for (name, pattern) in zip(rules.names, rules.patterns) {
            let alone = OracleCase(patterns: [pattern], text: text, way: way)
            guard case .differs = alone.verdict() else { continue }
            let shrunk = alone.shrunk()
            return "\(name): \(shrunk.verdict())\n\(shrunk.description)"
        }
        return "only together"
    }
}
