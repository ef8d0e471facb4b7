import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRules
import Testing

let place = SourcePlace(file: "test.yaml", line: 3, column: 5)

/// A rule made by hand.
func makeRule(
    _ id: String, _ patterns: [String], group: ValueGroup = .whole, severity: Severity = .medium,
    validate: String? = nil, confidence: Confidence = .medium, evidence: [Condition] = [],
    unless: [Condition] = [], entropy: Double? = nil, show: Show = .ends, imported: ImportedConditions? = nil,
    examples: [Example] = [], counterexamples: [Example] = []
) throws -> Rule {
    let information = RuleInformation(
        id: try #require(RuleID(id)), title: LocalizedText([.english: id]), severity: severity)
    return Rule(
        information: information,
        matcher: .patterns(
            patterns.map { RulePattern($0, source: place) }, group: group, bytes: imported != nil),
        validator: validate, confidence: confidence, evidence: evidence, unless: unless,
        minimumEntropy: entropy, show: show, examples: examples, counterexamples: counterexamples,
        imported: imported, source: place)
}

func makeCondition(
    _ confidence: Confidence? = .high, valid: Bool? = nil, near: [String] = [], nearPatterns: [String] = [],
    within: Reach = .characters(100), layers: [String] = [], parts: [PartKind] = [],
    channels: [Channel] = [], distinct: Int? = nil
) -> Condition {
    Condition(
        confidence: confidence, valid: valid, near: near, nearPatterns: nearPatterns, within: within,
        layers: layers, parts: parts, channels: channels, distinct: distinct, source: place)
}

func makeMessage(_ text: String, channel: Channel = .file, path: String = "a.txt") -> Message {
    Message(origin: Origin(path: path), channel: channel, parts: [Part(text: TextSegment(text))])
}

/// All that `rules` find in a message.
func detect(_ message: Message, _ rules: Rule...) throws -> [Finding] { try detect(message, rules) }

func detect(_ message: Message, _ rules: [Rule]) throws -> [Finding] {
    let detector = try Detector(RuleSet(rules: rules))
    var worker = DetectionWorker(detector)
    var settler = Settler(detector)
    let findings = settler.settle(worker.detect(message, allowance: Allowance()))
    return findings + settler.finish()
}

/// What a test compares of a finding; never its text.
struct Outcome: Hashable, CustomStringConvertible {
    var rule: String
    var span: Range<Int>
    var confidence: Confidence

    init(_ rule: String, _ span: Range<Int>, _ confidence: Confidence) {
        self.rule = rule
        self.span = span
        self.confidence = confidence
    }

    init(_ finding: Finding) {
        self.init(finding.rule.description, finding.location.span.range, finding.confidence)
    }

    var description: String { "\(rule) \(span) \(confidence)" }
}
