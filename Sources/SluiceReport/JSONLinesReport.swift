public import SluiceModel
public import SluiceNames

/// Findings as JSON Lines: a record of the run, one for each finding, and a summary.
public struct JSONLinesReport: ReportFormat {
    private let mask: Mask
    private let names: NameKey

    public init(mask: Mask, names: NameKey) {
        self.mask = mask
        self.names = names
    }

    public mutating func begin(_ run: RunInformation, into output: inout [UInt8]) {
        JSONWriter.line(into: &output) {
            $0.object {
                $0.key("run")
                $0.object { write(run, to: &$0) }
            }
        }
    }

    public mutating func add(_ finding: Finding, into output: inout [UInt8]) {
        JSONWriter.line(into: &output) { $0.object { write(finding, to: &$0) } }
    }

    public mutating func add(earlier lines: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
        output += lines
        return true
    }

    public mutating func end(_ summary: RunSummary, into output: inout [UInt8]) {
        JSONWriter.line(into: &output) {
            $0.object {
                $0.key("summary")
                $0.object { write(summary, to: &$0) }
            }
        }
    }

    private func write(_ run: RunInformation, to json: inout JSONWriter) {
        json.field("schema", RunInformation.schema)
        json.field("id", run.id)
        json.field("version", run.version)
        json.field("rulesHash", run.rulesHash)
        json.key("arguments")
        json.array { array in run.arguments.forEach { array.value($0) } }
        json.field("started", Timestamp.text(run.started))
        json.key("rules")
        json.object { rules in
            for rule in run.rules {
                rules.key(rule.id.description)
                rules.object { write(rule, to: &$0) }
            }
        }
    }

    private func write(_ rule: RuleInformation, to json: inout JSONWriter) {
        for (name, text) in [("title", rule.title), ("why", rule.why), ("instead", rule.instead)]
        where !text.isEmpty {
            json.key(name)
            json.object { object in
                for language in Language.allCases {
                    guard let words = text.texts[language] else { continue }
                    object.key(language.rawValue)
                    object.value(words)
                }
            }
        }
        json.field("pack", rule.pack)
    }

    private func write(_ finding: Finding, to json: inout JSONWriter) {
        json.field("rule", finding.rule.description)
        json.field("severity", finding.severity.rawValue)
        json.field("confidence", finding.confidence.rawValue)
        json.key("location")
        json.object { write(finding.location, to: &$0) }
        json.field("excerpt", mask.excerpt(of: finding).map(\.text).joined())
        json.field("value", mask.value(of: finding))
        json.field("label", finding.label)
        json.field("valueId", names.valueID(finding))
        json.field("fingerprint", names.fingerprint(finding))
        json.key("evidence")
        json.array { array in finding.evidence.forEach { write($0, to: &array) } }
        json.key("also")
        json.array { array in finding.also.forEach { array.value($0.description) } }
        json.field("author", finding.author.map(names.pseudonym))
        if finding.authorRole != .unknown { json.field("authorRole", finding.authorRole.rawValue) }
        json.field("time", finding.time.map(Timestamp.text))
        if finding.channel != .file { json.field("channel", finding.channel.rawValue) }
        json.field("audience", finding.audience?.rawValue)
        json.field("verdict", finding.verdict?.action.rawValue)
        json.field("policyRule", finding.verdict?.policyRule)
        json.field("decision", finding.decision?.rawValue)
    }

    private func write(_ location: Location, to json: inout JSONWriter) {
        json.field("path", location.origin.path)
        json.field("message", location.origin.message)
        json.field("messageId", location.origin.messageID)
        if location.partKind != .body { json.field("partKind", location.partKind.rawValue) }
        json.field("part", location.part)
        json.field("member", location.member)
        if location.layer != .own { json.field("layer", location.layer.description) }
        json.field("line", location.line)
        json.field("column", location.column)
        json.field("offset", location.span.start)
        json.field("length", location.span.count)
        json.field("fileLine", location.fileLine)
        json.field("fileOffset", location.fileOffset)
    }

    private func write(_ evidence: Evidence, to json: inout JSONWriter) {
        json.object {
            switch evidence {
            case .validator(let name, let valid):
                $0.field("kind", valid ? "valid" : "invalid")
                $0.field("validator", name)
            case .near(let word, let distance):
                $0.field("kind", "near")
                $0.field("word", word)
                if distance >= 0 { $0.field("distance", distance) }
            case .layer(let layer):
                $0.field("kind", "layer")
                $0.field("layer", layer)
            case .part(let part):
                $0.field("kind", "part")
                $0.field("part", part.rawValue)
            case .channel(let channel):
                $0.field("kind", "channel")
                $0.field("channel", channel.rawValue)
            case .distinct(let count):
                $0.field("kind", "distinct")
                $0.field("count", count)
            case .rule(let rule):
                $0.field("kind", "rule")
                $0.field("rule", rule.description)
            case .pattern:
                $0.field("kind", "pattern")
            }
        }
    }

    private func write(_ summary: RunSummary, to json: inout JSONWriter) {
        let counts = summary.counts
        json.field("files", counts.files)
        json.field("messages", counts.messages)
        json.field("bytes", counts.bytes)
        json.key("seconds")
        json.value(summary.seconds)
        json.key("findings")
        json.object { object in
            for severity in Severity.allCases { object.field(severity, counts.findings[severity] ?? 0) }
        }
        json.key("confidences")
        json.object { object in
            for confidence in Confidence.allCases {
                object.key(confidence.rawValue)
                object.value(counts.confidences[confidence] ?? 0)
            }
        }
        json.field("below", counts.below)
        json.field("skipped", counts.skipped.values.reduce(0, +))
        write("unsupported", counts.unsupported, to: &json)
        write("partial", counts.partial, to: &json)
        json.field("unsupportedTotal", counts.unsupported.total)
        json.field("partialTotal", counts.partial.total)
        json.field("ignored", counts.ignored)
        json.key("interrupted")
        json.value(counts.wasInterrupted)
    }

    private func write(_ name: StaticString, _ gaps: NotedList<Gap>, to json: inout JSONWriter) {
        json.key(name)
        json.array { array in
            for gap in gaps.first {
                array.object {
                    $0.field("path", gap.origin.path)
                    $0.field("message", gap.origin.message)
                    if case .ruleGaveUp(let rule, _) = gap.reason { $0.field("rule", rule) }
                    $0.field("reason", gap.reason.description)
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func field(_ severity: Severity, _ number: Int) {
        key(severity.rawValue)
        value(number)
    }
}
