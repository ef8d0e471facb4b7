import SluiceModel

/// Writes findings as results of SARIF.
struct SARIFResult: FindingDrafter {
    private let words: Words
    private var rules: [RuleID: (index: Int, title: String)] = [:]

    init(words: Words, rules: [RuleInformation]) {
        self.words = words
        for (index, rule) in rules.enumerated() {
            let title = rule.title.text(in: words.language) ?? rule.id.description
            self.rules[rule.id] = (index, title)
        }
    }

    func draft(_ finding: FindingRecord, to bytes: inout [UInt8]) {
        bytes += ",\n".utf8
        JSONWriter.append(to: &bytes) { json in json.object { write(finding, to: &$0) } }
    }

    private func write(_ finding: FindingRecord, to json: inout JSONWriter) {
        let rule = rules[finding.rule]
        json.field("ruleId", finding.rule.description)
        json.field("ruleIndex", rule?.index)
        json.field("level", SARIF.level(finding.severity))
        let title = rule?.title ?? finding.rule.description
        json.text("message", SARIF.message(title + ": " + TextStyle.visible(finding.excerpt.text)))
        json.key("locations")
        json.array { $0.object { SARIFResult.location(finding, to: &$0) } }
        json.key("partialFingerprints")
        json.object {
            $0.field("sluiceFingerprint/v1", finding.fingerprint)
            $0.field("sluiceValue/v1", finding.valueID)
        }
        json.field("rank", SARIF.rank(finding))
        suppressions(of: finding, to: &json)
        json.key("properties")
        json.object { properties(of: finding, to: &$0) }
    }

    private static func location(_ finding: FindingRecord, to json: inout JSONWriter) {
        let location = finding.location
        json.physicalLocation(location.origin.path) { physical in
            guard let line = location.fileLine else { return }
            physical.key("region")
            physical.object { region(finding, line: line, to: &$0) }
        }
        guard let name = logicalName(finding) else { return }
        json.key("logicalLocations")
        json.array { logical in
            logical.object {
                $0.field("fullyQualifiedName", name)
                $0.field("kind", location.origin.message == nil ? "member" : "message")
            }
        }
    }

    /// The line of the file, and the columns where the part's lines are the file's.
    private static func region(_ finding: FindingRecord, line: Int, to json: inout JSONWriter) {
        let location = finding.location
        json.field("startLine", line)
        let before = (location.fileOffset ?? 0) - location.span.start
        // The first line of a part may begin anywhere in a line of the file; before a file's own text lies at most a
        // byte order mark.
        let sharesColumns = location.line > 1 || (0...3).contains(before)
        if sharesColumns { json.field("startColumn", location.column) }
        if let end = finding.end {
            if end.line > location.line { json.field("endLine", line + end.line - location.line) }
            if sharesColumns || end.line > location.line { json.field("endColumn", end.column) }
        }
        json.text("snippet", finding.value)
    }

    /// The way to the text within the file: `a.zip!b.mbox #12 part 1.2 3:14`; nil where the file is the text.
    private static func logicalName(_ finding: FindingRecord) -> String? {
        let origin = finding.location.origin
        let isMember = finding.location.fileLine == nil || ShownPath(origin.path).members != nil
        guard isMember || origin.message != nil || finding.location.part != nil else { return nil }
        return origin.path + " " + finding.place
    }

    /// Always there, since its absence would say that nobody knows.
    private func suppressions(of finding: FindingRecord, to json: inout JSONWriter) {
        json.key("suppressions")
        json.array { array in
            guard let decision = finding.decision, decision != .fixed else { return }
            array.object {
                $0.field("kind", "external")
                $0.field("status", "accepted")
                $0.field("justification", decision.rawValue)
            }
        }
    }

    private func properties(of finding: FindingRecord, to json: inout JSONWriter) {
        json.field("severity", finding.severity.rawValue)
        json.field("confidence", finding.confidence.rawValue)
        json.field("value", finding.value)
        json.field("excerpt", finding.excerpt.text)
        json.field("path", finding.location.origin.path)
        json.field("message", finding.location.origin.message)
        json.field("messageId", finding.location.origin.messageID)
        json.field("layer", finding.location.layer.description)
        json.field("channel", finding.channel.rawValue)
        json.key("evidence")
        json.array { array in for evidence in finding.evidence { array.value(words.sentence(evidence)) } }
        if !finding.also.isEmpty {
            json.key("also")
            json.array { array in for rule in finding.also { array.value(rule.description) } }
        }
        json.field("author", finding.author)
        if finding.authorRole != .unknown { json.field("authorRole", finding.authorRole.rawValue) }
        json.field("time", finding.time.map(Timestamp.text))
        json.field("audience", finding.audience?.rawValue)
        json.field("verdict", finding.verdict?.action.rawValue)
        json.field("policyRule", finding.verdict?.policyRule)
        json.field("decision", finding.decision?.rawValue)
    }
}
