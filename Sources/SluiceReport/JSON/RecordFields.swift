import SluiceModel

/// The fields of the records, as JSON Lines and every other form made of JSON write them.
extension JSONWriter {
    mutating func fields(of finding: FindingRecord) {
        field("rule", finding.rule.description)
        field("severity", finding.severity.rawValue)
        field("confidence", finding.confidence.rawValue)
        key("location")
        object {
            $0.fields(of: finding.location)
            if finding.end?.line != finding.location.line { $0.field("endLine", finding.end?.line) }
            $0.field("endColumn", finding.end?.column)
        }
        excerpt(finding.excerpt)
        field("value", finding.value)
        field("label", finding.label)
        field("valueId", finding.valueID)
        field("fingerprint", finding.fingerprint)
        key("evidence")
        array { array in for evidence in finding.evidence { array.object { $0.fields(of: evidence) } } }
        key("also")
        array { array in for rule in finding.also { array.value(rule.description) } }
        field("author", finding.author)
        if finding.authorRole != .unknown { field("authorRole", finding.authorRole.rawValue) }
        field("time", finding.time.map(Timestamp.text))
        if finding.channel != .file { field("channel", finding.channel.rawValue) }
        field("audience", finding.audience?.rawValue)
        field("verdict", finding.verdict?.action.rawValue)
        field("policyRule", finding.verdict?.policyRule)
        field("decision", finding.decision?.rawValue)
        field(finding.conversation)
    }

    /// Where the value stands in the excerpt counts code points, as most readers of JSON do.
    private mutating func excerpt(_ excerpt: ExcerptRecord) {
        field("excerpt", excerpt.text)
        guard excerpt.value.count > 0 else { return }
        key("excerptValue")
        object {
            let place = excerpt.codePoints
            $0.field("start", place.lowerBound)
            $0.field("length", place.count)
        }
    }

    private mutating func fields(of location: Location) {
        field("path", location.origin.path)
        field("message", location.origin.message)
        field("messageId", location.origin.messageID)
        if location.partKind != .body { field("partKind", location.partKind.rawValue) }
        field("part", location.part)
        field("member", location.member)
        if location.layer != .own { field("layer", location.layer.description) }
        field("line", location.line)
        field("column", location.column)
        field("offset", location.span.start)
        field("length", location.span.count)
        field("fileLine", location.fileLine)
        field("fileOffset", location.fileOffset)
    }

    mutating func fields(of evidence: Evidence) {
        switch evidence {
        case .validator(let name, let valid):
            field("kind", valid ? "valid" : "invalid")
            field("validator", name)
        case .near(let word, let distance):
            field("kind", "near")
            field("word", word)
            if distance >= 0 { field("distance", distance) }
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
            field("kind", "distinct")
            field("count", count)
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
                rules.key(rule.id.description)
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
                object.key(language.rawValue)
                object.value(words)
            }
        }
    }
}
