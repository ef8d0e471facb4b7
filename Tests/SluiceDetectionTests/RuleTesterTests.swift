import SluiceEngine
import SluiceModel
import SluiceRules
import Testing

@testable import SluiceDetection

@Suite("A rule's test")
struct RuleTesterTests {
    private func failures(
        _ pattern: String, examples: [Example] = [], counterexamples: [Example] = []
    ) throws -> [RuleTestFailure] {
        let rule = try makeRule("a", [pattern], examples: examples, counterexamples: counterexamples)
        return try RuleTester.test(rule, in: RuleSet(rules: [rule])).failures
    }

    private func example(_ text: String, part: PartKind = .body, confidence: Confidence? = nil) -> Example {
        Example(text, part: part, confidence: confidence, source: place)
    }

    @Test("passes where examples are found and counterexamples left, in every surrounding")
    func passes() throws {
        let failures = try failures(
            #"\b\d{4}\b"#, examples: [example("zu ⟦4711⟧ und ⟦4712⟧"), example("⟦4711⟧", part: .subject)],
            counterexamples: [example("12345")])
        #expect(failures.isEmpty)
    }

    @Test("names the surroundings in which a span is another")
    func sentenceEnd() throws {
        let failures = try failures(#"pw=\S+"#, examples: [example("⟦pw=abc⟧")])
        #expect(failures.map(\.wrap) == [.sentenceEnd])
        #expect(failures.first?.expected == [ByteSpan(0, 6)])
        #expect(failures.first?.found == [ByteSpan(0, 7)])
        #expect(
            failures.first?.description
                == "test.yaml:3:5: a: example at a sentence's end: expected 0..<6, found 0..<7")
    }

    @Test("fails on another confidence, and on anything found in a counterexample")
    func fails() throws {
        let weaker = try failures("abc", examples: [example("⟦abc⟧", part: .subject, confidence: .high)])
        #expect(weaker.map(\.foundConfidences) == [[.medium]])
        #expect(
            weaker.first?.description
                == "test.yaml:3:5: a: example as it stands: expected confidence high, found medium")
        let found = try failures("abc", counterexamples: [example("abc", part: .subject)])
        #expect(found.map(\.isCounterexample) == [true])
    }

    @Test("leaves a text on its line where the rule asks for the line's borders")
    func borders() throws {
        #expect(try failures("(?m)^abc$", examples: [example("⟦abc⟧")]).isEmpty)
        #expect(try failures("a[^x]c", examples: [example("⟦abc⟧")]).isEmpty)
    }
}

@Suite("Lint")
struct RuleLintTests {
    private func codes(_ rule: Rule, _ report: PatternReport? = nil) -> [String] {
        RuleLint.warnings(RuleSet(rules: [rule])) { _ in report }.map(\.code)
            .filter { !$0.hasPrefix("missing") }
    }

    @Test("misses examples, counterexamples and a reason")
    func missing() throws {
        let warnings = RuleLint.warnings(RuleSet(rules: [try makeRule("a", ["b"])]))
        #expect(warnings.map(\.code) == ["missing-examples", "missing-counterexamples", "missing-why"])
        #expect(warnings.allSatisfy { $0.severity == .warning && $0.line == 3 })
    }

    @Test("names slow, explosive and endless patterns")
    func patterns() throws {
        let rule = try makeRule("a", ["b"])
        let good = PatternReport(
            isFiltered: true, longestMatch: 9, canExplode: false, needsWholeText: false, isUnderstood: true)
        #expect(codes(rule, good) == [])
        var bad = good
        bad.isFiltered = false
        bad.longestMatch = nil
        bad.canExplode = true
        #expect(codes(rule, bad) == ["unfiltered", "can-explode", "unbounded"])
        bad.needsWholeText = true
        #expect(codes(rule, bad) == ["whole-text", "can-explode", "unbounded"])
    }

    @Test("names evidence that can never count")
    func evidence() throws {
        func codes(_ evidence: Condition...) throws -> [String] {
            self.codes(try makeRule("a", ["b"], confidence: .medium, evidence: evidence))
        }
        #expect(try codes(makeCondition(.high, near: ["x"])) == [])
        #expect(try codes(makeCondition(.low, near: ["x"])) == ["unreachable-evidence"])
        #expect(try codes(makeCondition(.medium, near: ["x"])) == ["unreachable-evidence"])
        #expect(try codes(makeCondition(.high, valid: true)) == ["unreachable-evidence"])
        #expect(try codes(makeCondition(.high, near: ["-", "x"])) == ["empty-word"])
        #expect(try codes(makeCondition(.high, near: ["x"], within: .characters(60_000))) == ["far-reach"])
        #expect(
            try codes(makeCondition(near: ["x", "y"]), makeCondition(near: ["x"], parts: [.subject]))
                == ["unreachable-evidence"])
        #expect(
            try codes(makeCondition(near: ["x"], parts: [.subject]), makeCondition(near: ["x", "y"])) == [])
    }

    @Test("lets evidence stand that keeps a value whose check digit is wrong")
    func invalid() throws {
        let rule = try makeRule(
            "a", ["b"], validate: "iban", confidence: .low,
            evidence: [
                makeCondition(.medium, valid: true), makeCondition(.low, valid: false, near: ["IBAN"]),
                makeCondition(.low, near: ["Konto"]),
            ])
        #expect(codes(rule) == [])
    }
}

@Suite("A pattern that was just written")
struct PumpLintTests {
    @Test(
        "is tried only where it repeats what repeats itself",
        arguments: [
            ("(a+)+", true), ("(?:[^x]+ ?)*!", true), ("((a|b)*c)*", true), (#"(?:\d+-?){2,}"#, true),
            ("a+b*", false), ("(?:ab)+", false), ("(a+){2}", false), (#"[(+)]+\(a\)+"#, false),
            ("(a+", false),
        ])
    func shape(regex: String, expected: Bool) {
        #expect(PumpLint.repeatsRepeats(regex) == expected)
    }

    @Test("is named where a text makes it take very long, while there is time")
    func warning() throws {
        let rules = RuleSet(rules: [try makeRule("a", ["b"]), try makeRule("slow", ["(?:[^x]+ ?)+!"])])
        let database = try Detector(rules).database
        func codes(_ isInTime: Bool) -> [String] {
            PumpLint.warnings(rules, isInTime: { isInTime }) { database.report(ofExpression: $0) }.map(\.code)
        }
        #expect(codes(true) == ["can-explode"])
        #expect(codes(false) == [])
    }
}
