import CReportBytes
import SluiceModel

/// Findings as results of SARIF, each behind a comma.
final class SARIFDraft: FindingDraft, @unchecked Sendable {
    private var writer: SARIFFindingWriter

    init(_ writer: SARIFFindingWriter) { self.writer = writer }

    override func add(_ finding: inout MaskedFinding) {
        JSONWriter.element(into: &bytes) { json in json.object { writer.write(&finding, to: &$0) } }
    }
}

/// Writes findings as results of SARIF.
struct SARIFFindingWriter {
    private let words: Words
    private var rules: [RuleID: Rule] = [:]
    /// Whether all titles stand in a message as they are.
    private let areTitlesPlain: Bool
    /// Of the finding before.
    private var file = (path: "", uri: "", hasMembers: false)
    private var heads = Remembered<HeadTraits>()
    private var places = Remembered<PathTraits>()
    private var weights = Remembered<WeightTraits>()
    private var layers = Remembered<LayerTraits>()

    private struct Rule {
        let index: Int
        let title: String
    }

    init(_ words: Words, _ rules: [RuleInformation]) {
        self.words = words
        for (index, rule) in rules.enumerated() {
            let title = rule.title.text(in: words.language) ?? rule.id.description
            self.rules[rule.id] = Rule(index: index, title: title + ": ")
        }
        areTitlesPlain = self.rules.values.allSatisfy { SARIF.isPlain($0.title) }
    }

    mutating func write(_ finding: inout some ReportedFinding & ~Copyable, to json: inout JSONWriter) {
        look(at: finding)
        message(of: &finding, to: &json)
        locations(of: &finding, to: &json)
        json.key("partialFingerprints")
        json.object { object in
            object.key("sluiceFingerprint/v1")
            finding.withFingerprint { unsafe object.value($0) }
            object.key("sluiceValue/v1")
            finding.withValueID { unsafe object.value($0) }
        }
        if !json.repeats(weights, of: finding) {
            let start = json.mark
            json.field("rank", SARIF.rank(finding.severity, finding.confidence))
            suppressions(of: finding.decision, to: &json)
            json.key("properties")
            json.beginObject()
            json.field("severity", finding.severity.rawValue)
            json.field("confidence", finding.confidence.rawValue)
            json.remember(&weights, of: finding, from: start)
        }
        properties(of: &finding, to: &json)
        json.endObject()
    }

    /// The rule, and the excerpt behind the rule's title.
    private mutating func message(
        of finding: inout some ReportedFinding & ~Copyable, to json: inout JSONWriter
    ) {
        let start = json.mark
        if !json.repeats(heads, of: finding) {
            let start = json.mark
            head(of: finding, to: &json)
            json.beginText(title(of: finding))
            json.remember(&heads, of: finding, from: start)
        }
        var odd: String?
        finding.withExcerpt { text, _ in
            if areTitlesPlain, unsafe SARIF.isPlain(text) {
                unsafe json.endText(text)
            } else {
                odd = unsafe String(decoding: text, as: UTF8.self)
            }
        }
        if let odd {
            json.rewind(to: start)
            head(of: finding, to: &json)
            json.value(SARIF.message(title(of: finding) + TextStyle.visible(odd)))
        }
        json.endObject()
    }

    private func title(of finding: borrowing some ReportedFinding & ~Copyable) -> String {
        rules[finding.rule]?.title ?? finding.rule.description + ": "
    }

    private func head(of finding: borrowing some ReportedFinding & ~Copyable, to json: inout JSONWriter) {
        json.field("ruleId", finding.rule.description)
        json.field("ruleIndex", rules[finding.rule]?.index)
        json.field("level", SARIF.level(finding.severity))
        json.key("message")
        json.beginObject()
        json.key("text")
    }

    /// Looks up what is the same for most findings in a row.
    private mutating func look(at finding: borrowing some ReportedFinding & ~Copyable) {
        let path = finding.path
        guard path != file.path || file.uri.isEmpty else { return }
        let shown = ShownPath(path)
        file = (path, shown.uri, shown.members != nil)
    }

    private mutating func locations(
        of finding: inout some ReportedFinding & ~Copyable, to json: inout JSONWriter
    ) {
        if !json.repeats(places, of: finding) {
            let start = json.mark
            json.key("locations")
            json.beginArray()
            json.beginObject()
            json.key("physicalLocation")
            json.beginObject()
            json.key("artifactLocation")
            json.object { $0.field("uri", file.uri) }
            json.remember(&places, of: finding, from: start)
        }
        if let line = finding.fileLine {
            json.key("region")
            json.object { region(&finding, line: line, to: &$0) }
        }
        json.endObject()
        if let name = logicalName(finding) {
            json.key("logicalLocations")
            json.array { logical in
                logical.object {
                    $0.field("fullyQualifiedName", name)
                    $0.field("kind", finding.message == nil ? "member" : "message")
                }
            }
        }
        json.endObject()
        json.endArray()
    }

    /// The line of the file, and the columns where the part's lines are the file's.
    private func region(
        _ finding: inout some ReportedFinding & ~Copyable, line: Int, to json: inout JSONWriter
    ) {
        let before = (finding.fileOffset ?? 0) - finding.span.start
        // The first line of a part may begin anywhere in a line of the file; before a file's own text lies at most a
        // byte order mark.
        let first = finding.line
        let sharesColumns = first > 1 || (0...3).contains(before)
        let (column, end) = (finding.column, finding.end)
        json.members { numbers in
            numbers.add("startLine", line)
            if sharesColumns { numbers.add("startColumn", column) }
            guard let end else { return }
            if end.line > first { numbers.add("endLine", line + end.line - first) }
            if sharesColumns || end.line > first { numbers.add("endColumn", end.column) }
        }
        json.key("snippet")
        json.object { snippet in
            snippet.key("text")
            finding.withValue { unsafe snippet.value($0) }
        }
    }

    /// The way to the text within the file: `a.zip!b.mbox #12 part 1.2 3:14`; nil where the file is the text.
    private func logicalName(_ finding: borrowing some ReportedFinding & ~Copyable) -> String? {
        let isMember = finding.fileLine == nil || file.hasMembers
        guard isMember || finding.message != nil || finding.part != nil else { return nil }
        return finding.path + " " + finding.shownPlace
    }

    /// Always there, since its absence would say that nobody knows.
    private func suppressions(of decision: DecisionState?, to json: inout JSONWriter) {
        json.key("suppressions")
        json.array { array in
            guard let decision, decision != .fixed else { return }
            array.object {
                $0.field("kind", "external")
                $0.field("status", "accepted")
                $0.field("justification", decision.rawValue)
            }
        }
    }

    /// What the format has no place of its own for; the excerpt is the message's, and the value the snippet's.
    private mutating func properties(
        of finding: inout some ReportedFinding & ~Copyable, to json: inout JSONWriter
    ) {
        if finding.fileLine == nil {
            json.key("value")
            finding.withValue { unsafe json.value($0) }
        }
        if file.uri != finding.path { json.field("path", finding.path) }
        json.field("message", finding.message)
        json.field("messageId", finding.messageID)
        if !json.repeats(layers, of: finding) {
            let start = json.mark
            json.field("layer", finding.layer.description)
            json.field("channel", finding.channel.rawValue)
            json.remember(&layers, of: finding, from: start)
        }
        json.key("evidence")
        json.array { array in
            for evidence in finding.evidence { array.value { words.write(evidence, to: &$0) } }
        }
        let also = finding.also
        if !also.isEmpty {
            json.key("also")
            json.array { array in for rule in also { array.value(rule.description) } }
        }
        json.field("author", finding.author)
        if finding.authorRole != .unknown { json.field("authorRole", finding.authorRole.rawValue) }
        if let time = finding.time { json.field("time", Timestamp.text(time)) }
        json.field("audience", finding.audience?.rawValue)
        if let verdict = finding.verdict {
            json.field("verdict", verdict.action.rawValue)
            json.field("policyRule", verdict.policyRule)
        }
        json.field("decision", finding.decision?.rawValue)
    }
}

/// The file of a finding.
private struct PathTraits: SharedTraits {
    private let path: String

    init(_ finding: borrowing some ReportedFinding & ~Copyable) { path = finding.path }

    @inline(__always)
    func areThose(of finding: borrowing some ReportedFinding & ~Copyable) -> Bool { finding.path == path }
}

/// How grave a finding is, and whether that counts.
private struct WeightTraits: SharedTraits {
    private let severity: Severity
    private let confidence: Confidence
    private let decision: DecisionState?

    init(_ finding: borrowing some ReportedFinding & ~Copyable) {
        (severity, confidence, decision) = (finding.severity, finding.confidence, finding.decision)
    }

    @inline(__always)
    func areThose(of finding: borrowing some ReportedFinding & ~Copyable) -> Bool {
        finding.severity == severity && finding.confidence == confidence && finding.decision == decision
    }
}

/// Whose words a finding stands in, and on which way they go out.
private struct LayerTraits: SharedTraits {
    private let layer: LayerKind
    private let channel: Channel

    init(_ finding: borrowing some ReportedFinding & ~Copyable) {
        (layer, channel) = (finding.layer, finding.channel)
    }

    @inline(__always)
    func areThose(of finding: borrowing some ReportedFinding & ~Copyable) -> Bool {
        finding.layer == layer && finding.channel == channel
    }
}

extension SARIF {
    fileprivate static func isPlain(_ text: String) -> Bool {
        var isPlain = true
        text.lendUTF8 { isPlain = unsafe SARIF.isPlain($0) }
        return isPlain
    }

    /// Whether neither ``message(_:)`` nor ``TextStyle/visible(_:)`` would change the text; it may say no of some that
    /// they would not.
    fileprivate static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe text.baseAddress.map { unsafe sluice_is_plain_message($0, text.count) } ?? true
    }
}
