import SluiceModel

/// Findings as results of SARIF, each behind a comma.
final class SARIFDraft: FindingDraft, @unchecked Sendable {
    private var writer: SARIFFindingWriter

    init(_ writer: SARIFFindingWriter) { self.writer = writer }

    override func add(_ finding: inout MaskedFinding) {
        bytes.append(",\n")
        JSONWriter.append(to: &bytes) { json in json.object { writer.write(&finding, to: &$0) } }
    }
}

/// Writes findings as results of SARIF.
struct SARIFFindingWriter {
    private let words: Words
    private var rules: [RuleID: Rule] = [:]
    /// Of the finding before.
    private var rule: (id: RuleID, known: Rule?)?
    private var file = (path: "", uri: "", hasMembers: false)

    private struct Rule {
        let index: Int
        let title: String
        let isPlain: Bool
    }

    init(_ words: Words, _ rules: [RuleInformation]) {
        self.words = words
        for (index, rule) in rules.enumerated() {
            let title = rule.title.text(in: words.language) ?? rule.id.description
            self.rules[rule.id] = Rule(
                index: index, title: title + ": ", isPlain: SARIF.isPlain(title))
        }
    }

    mutating func write(_ finding: inout some ReportedFinding & ~Copyable, to json: inout JSONWriter) {
        look(at: finding)
        json.field("ruleId", finding.rule.description)
        json.field("ruleIndex", rule?.known?.index)
        json.field("level", SARIF.level(finding.severity))
        let title = rule?.known?.title ?? finding.rule.description + ": "
        let isPlain = rule?.known?.isPlain ?? true
        json.key("message")
        json.object { message in
            message.key("text")
            finding.withExcerpt { text, _ in unsafe message.message(title, isPlain: isPlain, text) }
        }
        json.key("locations")
        json.array { locations in locations.object { location(&finding, to: &$0) } }
        json.key("partialFingerprints")
        json.object { object in
            object.key("sluiceFingerprint/v1")
            finding.withFingerprint { unsafe object.value($0) }
            object.key("sluiceValue/v1")
            finding.withValueID { unsafe object.value($0) }
        }
        json.field("rank", SARIF.rank(finding.severity, finding.confidence))
        suppressions(of: finding.decision, to: &json)
        json.key("properties")
        json.object { properties(of: &finding, to: &$0) }
    }

    /// Looks up what is the same for most findings in a row.
    private mutating func look(at finding: borrowing some ReportedFinding & ~Copyable) {
        let id = finding.rule
        if rule?.id != id { rule = (id, rules[id]) }
        let path = finding.path
        guard path != file.path || file.uri.isEmpty else { return }
        let shown = ShownPath(path)
        file = (path, shown.uri, shown.members != nil)
    }

    private func location(_ finding: inout some ReportedFinding & ~Copyable, to json: inout JSONWriter) {
        json.physicalLocation(uri: file.uri) { physical in
            guard let line = finding.fileLine else { return }
            physical.key("region")
            physical.object { region(&finding, line: line, to: &$0) }
        }
        guard let name = logicalName(finding) else { return }
        json.key("logicalLocations")
        json.array { logical in
            logical.object {
                $0.field("fullyQualifiedName", name)
                $0.field("kind", finding.message == nil ? "member" : "message")
            }
        }
    }

    /// The line of the file, and the columns where the part's lines are the file's.
    private func region(
        _ finding: inout some ReportedFinding & ~Copyable, line: Int, to json: inout JSONWriter
    ) {
        json.field("startLine", line)
        let before = (finding.fileOffset ?? 0) - finding.span.start
        // The first line of a part may begin anywhere in a line of the file; before a file's own text lies at most a
        // byte order mark.
        let first = finding.line
        let sharesColumns = first > 1 || (0...3).contains(before)
        if sharesColumns { json.field("startColumn", finding.column) }
        if let end = finding.end {
            if end.line > first { json.field("endLine", line + end.line - first) }
            if sharesColumns || end.line > first { json.field("endColumn", end.column) }
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
    private func properties(of finding: inout some ReportedFinding & ~Copyable, to json: inout JSONWriter) {
        json.field("severity", finding.severity.rawValue)
        json.field("confidence", finding.confidence.rawValue)
        if finding.fileLine == nil {
            json.key("value")
            finding.withValue { unsafe json.value($0) }
        }
        if file.uri != finding.path { json.field("path", finding.path) }
        json.field("message", finding.message)
        json.field("messageId", finding.messageID)
        json.field("layer", finding.layer.description)
        json.field("channel", finding.channel.rawValue)
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

extension JSONWriter {
    fileprivate mutating func message(
        _ title: String, isPlain: Bool, _ text: UnsafeBufferPointer<UInt8>
    ) {
        if isPlain, unsafe SARIF.isPlain(text) {
            unsafe value(title, text)
        } else {
            let text = unsafe String(decoding: text, as: UTF8.self)
            value(SARIF.message(title + TextStyle.visible(text)))
        }
    }
}

extension SARIF {
    fileprivate static func isPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { unsafe isPlain($0) }
    }

    /// Whether neither ``message(_:)`` nor ``TextStyle/visible(_:)`` would change the text; it may say no of some that
    /// they would not.
    fileprivate static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for place in text.indices {
            switch unsafe text[place] {
            case 0x20..<0x5D, 0x5E..<0x7B, 0x7C, 0x7E, 0x80..<0xC2, 0xC3..<0xE2, 0xE3...: continue
            case 0xC2:
                // From U+0080 to U+009F.
                guard place + 1 < text.count, unsafe text[place + 1] >= 0xA0 else { return false }
            case 0xE2:
                // U+200E and U+200F, from U+2028 to U+202E, from U+2066 to U+2069.
                guard place + 2 < text.count else { return false }
                let (second, third) = unsafe (text[place + 1], text[place + 2])
                if second == 0x80, third < 0x90 || (0xA8..<0xAF).contains(third) { return false }
                if second == 0x81 { return false }
            default: return false
            }
        }
        return true
    }
}
