import SluiceModel

/// The fields of the records, as JSON Lines and every other form made of JSON write them.
extension JSONWriter {
    mutating func fields(
        of finding: inout some ReportedFinding & ~Copyable, _ heads: inout Remembered<HeadTraits>
    ) {
        if !repeats(heads, of: finding) {
            let start = mark
            field("rule", finding.rule.description)
            field("severity", finding.severity.rawValue)
            field("confidence", finding.confidence.rawValue)
            key("location")
            beginObject()
            field("path", finding.path)
            remember(&heads, of: finding, from: start)
        }
        location(of: finding)
        endObject()
        finding.withExcerpt { unsafe excerpt($0, value: $1) }
        key("value")
        finding.withValue { unsafe value($0) }
        field("label", finding.label)
        key("valueId")
        finding.withValueID { unsafe value($0) }
        key("fingerprint")
        finding.withFingerprint { unsafe value($0) }
        key("evidence")
        array { array in for evidence in finding.evidence { array.object { $0.fields(of: evidence) } } }
        also(finding.also)
        field("author", finding.author)
        if finding.authorRole != .unknown { field("authorRole", finding.authorRole.rawValue) }
        if let time = finding.time { field("time", Timestamp.text(time)) }
        if finding.channel != .file { field("channel", finding.channel.rawValue) }
        field("audience", finding.audience?.rawValue)
        if let verdict = finding.verdict {
            field("verdict", verdict.action.rawValue)
            field("policyRule", verdict.policyRule)
        }
        field("decision", finding.decision?.rawValue)
        field(finding.conversation)
    }

    /// Where the value stands in the excerpt counts code points, as most readers of JSON do.
    private mutating func excerpt(_ text: UnsafeBufferPointer<UInt8>, value place: ByteSpan) {
        key("excerpt")
        unsafe value(text)
        guard place.count > 0 else { return }
        key("excerptValue")
        let place = unsafe ExcerptRecord.codePoints(of: place, in: text)
        object { object in
            object.members { numbers in
                numbers.add("start", place.lowerBound)
                numbers.add("length", place.count)
            }
        }
    }

    private mutating func also(_ rules: [RuleID]) {
        guard !rules.isEmpty else { return plain(members: "\"also\":[]") }
        key("also")
        array { array in for rule in rules { array.value(rule.description) } }
    }

    /// What stands behind the path.
    private mutating func location(of finding: borrowing some ReportedFinding & ~Copyable) {
        field("message", finding.message)
        field("messageId", finding.messageID)
        if finding.partKind != .body { field("partKind", finding.partKind.rawValue) }
        field("part", finding.part)
        field("member", finding.member)
        if finding.layer != .own { field("layer", finding.layer.description) }
        let (line, span, end) = (finding.line, finding.span, finding.end)
        let (fileLine, fileOffset) = (finding.fileLine, finding.fileOffset)
        members { numbers in
            numbers.add("line", line)
            numbers.add("column", finding.column)
            numbers.add("offset", span.start)
            numbers.add("length", span.count)
            if let fileLine { numbers.add("fileLine", fileLine) }
            if let fileOffset { numbers.add("fileOffset", fileOffset) }
            guard let end else { return }
            if end.line != line { numbers.add("endLine", end.line) }
            numbers.add("endColumn", end.column)
        }
    }

    mutating func fields(of evidence: Evidence) {
        switch evidence {
        case .validator(let name, let valid):
            begin(
                members: valid
                    ? "\"kind\":\"valid\",\"validator\":" : "\"kind\":\"invalid\",\"validator\":")
            value(name)
        case .near(let word, let distance):
            begin(members: "\"kind\":\"near\",\"word\":")
            value(word)
            if distance >= 0 { members { $0.add("distance", distance) } }
        case .layer(let layer):
            field("kind", "layer")
            field("layer", layer)
        case .part(let part):
            field("kind", "part")
            field("part", part.rawValue)
        case .channel(let channel):
            field("kind", "channel")
            field("channel", channel.rawValue)
        case .distinct(let count):
            begin(members: "\"kind\":\"distinct\",\"count\":")
            value(count)
        case .rule(let rule):
            field("kind", "rule")
            field("rule", rule.description)
        case .pattern:
            field("kind", "pattern")
        }
    }

    mutating func fields(of run: RunRecord) {
        field("schema", RunRecord.schema)
        field("id", run.id)
        field("version", run.version)
        field("rulesHash", run.rulesHash)
        field("policyHash", run.policyHash)
        field("keyId", run.keyID)
        key("arguments")
        array { array in for argument in run.arguments { array.value(argument) } }
        field("started", Timestamp.text(run.started))
        sources(run.sources)
        key("rules")
        object { rules in
            for rule in run.rules {
                rules.key(named: rule.id.description)
                rules.object { $0.fields(of: rule) }
            }
        }
    }

    private mutating func sources(_ runs: [RunRecord.Source]) {
        guard !runs.isEmpty else { return }
        key("runs")
        array { array in
            for run in runs {
                array.object {
                    $0.field("id", run.id)
                    $0.field("started", Timestamp.text(run.started))
                    $0.field("rulesHash", run.rulesHash)
                    $0.field("keyId", run.keyID)
                }
            }
        }
    }

    private mutating func fields(of rule: RuleInformation) {
        field("title", rule.title)
        field("why", rule.why)
        field("instead", rule.instead)
        field("pack", rule.pack)
        field("severity", rule.severity.rawValue)
        field(rule.contact)
        guard !rule.references.isEmpty else { return }
        key("references")
        array { array in for reference in rule.references { array.value(reference) } }
    }

    mutating func field(_ name: StaticString, _ text: LocalizedText) {
        guard !text.isEmpty else { return }
        key(name)
        object { object in
            for language in Language.allCases {
                guard let words = text[language] else { continue }
                object.key(named: language.rawValue)
                object.value(words)
            }
        }
    }
}
