import SluiceEngine
public import SluiceModel
public import SluiceRules

/// An example or counterexample that a rule does not hold to.
///
/// It holds places and confidences, never text.
public struct RuleTestFailure: Hashable, Sendable {
    public var rule: RuleID
    public var isCounterexample: Bool
    /// Where the example stands in its rule file.
    public var source: SourcePlace
    public var wrap: ExampleWrap
    /// In bytes of the wrapped text, as are the found spans.
    public var expected: [ByteSpan]
    public var found: [ByteSpan]
    /// Nil where any confidence would do.
    public var expectedConfidence: Confidence?
    public var foundConfidences: [Confidence]
}

extension RuleTestFailure: CustomStringConvertible {
    public var description: String {
        let kind = isCounterexample ? "counterexample" : "example"
        let head = "\(source.file):\(source.line):\(source.column): \(rule): \(kind) \(wrap.rawValue)"
        if expected != found {
            return head + ": expected \(RuleTestFailure.list(expected)), found \(RuleTestFailure.list(found))"
        }
        let confidence = foundConfidences.map(\.rawValue).joined(separator: ", ")
        return head + ": expected confidence \(expectedConfidence?.rawValue ?? "any"), found \(confidence)"
    }

    private static func list(_ spans: [ByteSpan]) -> String {
        spans.isEmpty ? "nothing" : spans.map { "\($0.start)..<\($0.end)" }.joined(separator: ", ")
    }
}

/// How many texts were tried, and which went wrong.
public struct RuleTestResult: Sendable {
    public var texts = 0
    public var failures: [RuleTestFailure] = []

    public init() {}
}

/// Runs a rule's examples and counterexamples, as they stand and wrapped.
///
/// Of other rules only those take part that the rule's conditions ask for, and none of them with findings.
public enum RuleTester {
    /// Tests `rule`, of which `rules` is the set.
    ///
    /// - Throws: ``Diagnostics`` where the rule itself cannot be used.
    public static func test(_ rule: Rule, in rules: RuleSet = RuleSet(rules: [])) throws(Diagnostics)
        -> RuleTestResult
    {
        var tested = rule.asEvidenceOnly
        tested.isReported = true
        let asked = Set(rule.askedRules.map(\.name))
        let others = asked.isEmpty ? [] : rules.rules.filter { asked.contains($0.id.description) }
        let detector = try Detector(RuleSet(rules: [tested] + others.map(\.asEvidenceOnly)))
        var worker = DetectionWorker(detector)
        var result = RuleTestResult()
        for (examples, isCounterexample) in [(rule.examples, false), (rule.counterexamples, true)] {
            for example in examples {
                for wrap in ExampleWrap.fitting(example.text, part: example.part, rule: rule) {
                    let trial = Trial(
                        rule: rule, example: example, isCounterexample: isCounterexample, wrap: wrap)
                    result.texts += 1
                    if let failure = trial.failure(&worker) { result.failures.append(failure) }
                }
            }
        }
        return result
    }

    /// Tests every rule alone.
    ///
    /// - Throws: ``Diagnostics`` of the first rule that cannot be used.
    public static func test(_ rules: RuleSet) throws(Diagnostics) -> RuleTestResult {
        var all = RuleTestResult()
        for rule in rules.rules {
            let result = try test(rule, in: rules)
            all.texts += result.texts
            all.failures += result.failures
        }
        return all
    }
}

extension RuleTester {
    /// `text` with marks around what the worker finds in it.
    static func marking(_ text: String, _ worker: inout DetectionWorker) -> String {
        let bytes = Array(text.utf8)
        let part = Part(text: TextSegment(whole: TextStorage(bytes)))
        let findings = worker.detect(
            Message(origin: Origin(path: "example"), parts: [part]), allowance: Allowance()
        ).ready
        var marked: [UInt8] = []
        var place = 0
        for span in findings.map(\.location.span) where span.start >= place {
            marked +=
                bytes[place..<span.start] + Array("⟦".utf8) + bytes[span.start..<span.end] + Array("⟧".utf8)
            place = span.end
        }
        return String(decoding: marked + bytes[place...], as: UTF8.self)
    }
}

/// One text that a rule is tried on.
private struct Trial {
    let rule: Rule
    let example: Example
    let isCounterexample: Bool
    let wrap: ExampleWrap

    func failure(_ worker: inout DetectionWorker) -> RuleTestFailure? {
        let marked = MarkedText(wrap.wrapped(example.text))
        let part = Part(kind: example.part, text: TextSegment(whole: TextStorage(marked.text)))
        let message = Message(origin: Origin(path: "example"), parts: [part])
        let findings = worker.detect(message, allowance: Allowance()).ready
        let spans = findings.map(\.location.span)
        let isRight =
            spans == marked.spans
            && findings.allSatisfy { example.confidence ?? $0.confidence == $0.confidence }
        guard !isRight || !isCounterexample && marked.spans.isEmpty else { return nil }
        return RuleTestFailure(
            rule: rule.id, isCounterexample: isCounterexample, source: example.source, wrap: wrap,
            expected: marked.spans, found: spans, expectedConfidence: example.confidence,
            foundConfidences: findings.map(\.confidence))
    }
}
