import SluiceModel

enum RunParser {
    static func run(_ cursor: inout JSONCursor) throws(JSONFault) -> RunRecord {
        var run = RunRecord(id: "", version: "", rulesHash: "", arguments: [], started: 0, rules: [])
        var schema = 0
        try cursor.object { name, cursor throws(JSONFault) in
            switch name {
            case "schema": schema = try cursor.integer()
            case "id": run.id = try cursor.string()
            case "version": run.version = try cursor.string()
            case "rulesHash": run.rulesHash = try cursor.string()
            case "policyHash": run.policyHash = try cursor.string()
            case "keyId": run.keyID = try cursor.string()
            case "arguments": run.arguments = try cursor.strings()
            case "started": run.started = try cursor.time()
            case "runs":
                try cursor.array { cursor throws(JSONFault) in run.sources.append(try source(&cursor)) }
            case "rules":
                try cursor.object { name, cursor throws(JSONFault) in
                    run.rules.append(try rule(name.text, &cursor))
                }
            default: try cursor.skip()
            }
        }
        guard schema == RunRecord.schema else {
            throw cursor.fault("records of version \(schema), where \(RunRecord.schema) is known")
        }
        return run
    }

    private static func source(_ cursor: inout JSONCursor) throws(JSONFault) -> RunRecord.Source {
        var source = RunRecord.Source(id: "", started: 0, rulesHash: "", keyID: nil)
        try cursor.object { name, cursor throws(JSONFault) in
            switch name {
            case "id": source.id = try cursor.string()
            case "started": source.started = try cursor.time()
            case "rulesHash": source.rulesHash = try cursor.string()
            case "keyId": source.keyID = try cursor.string()
            default: try cursor.skip()
            }
        }
        return source
    }

    private static func rule(_ name: String, _ cursor: inout JSONCursor) throws(JSONFault) -> RuleInformation
    {
        guard let id = RuleID(name) else { throw cursor.fault("this is no name of a rule") }
        // Records of early versions say nothing of a rule's severity; each finding does.
        var rule = RuleInformation(id: id, title: LocalizedText(), severity: .medium)
        try cursor.object { name, cursor throws(JSONFault) in
            switch name {
            case "title": rule.title = try cursor.localizedText()
            case "why": rule.why = try cursor.localizedText()
            case "instead": rule.instead = try cursor.localizedText()
            case "pack": rule.pack = try cursor.string()
            case "severity": rule.severity = try cursor.word()
            case "references": rule.references = try cursor.strings()
            case "contact": rule.contact = try cursor.contact()
            default: try cursor.skip()
            }
        }
        return rule
    }
}

enum SummaryParser {
    static func summary(_ cursor: inout JSONCursor) throws(JSONFault) -> SummaryRecord {
        var counts = ScanCounts()
        var (seconds, skipped) = (0.0, 0)
        var (unsupported, partial) = ([Gap](), [Gap]())
        var totals = (unsupported: 0, partial: 0)
        try cursor.object { name, cursor throws(JSONFault) in
            switch name {
            case "files": counts.files = try cursor.integer()
            case "messages": counts.messages = try cursor.integer()
            case "bytes": counts.bytes = try cursor.integer()
            case "seconds": seconds = try cursor.takeNull() ? 0 : cursor.number()
            case "findings": counts.findings = keyed(try cursor.numbers())
            case "confidences": counts.confidences = keyed(try cursor.numbers())
            case "below": counts.below = try cursor.integer()
            case "decided": counts.decided = try cursor.integer()
            case "expired": counts.expired = try cursor.integer()
            case "back": counts.back = try cursor.integer()
            case "allowed": counts.allowed = try cursor.integer()
            case "unread": counts.unread = try cursor.integer()
            case "unselected": counts.unselected = try cursor.integer()
            case "skipped": skipped = try cursor.integer()
            case "skippedKinds": counts.skipped = try cursor.numbers()
            case "unsupported": unsupported = try gaps(&cursor)
            case "partial": partial = try gaps(&cursor)
            case "unsupportedTotal": totals.unsupported = try cursor.integer()
            case "partialTotal": totals.partial = try cursor.integer()
            case "ignored": counts.ignored = try cursor.integer()
            case "interrupted": counts.wasInterrupted = try cursor.flag()
            default: try cursor.skip()
            }
        }
        if counts.skipped.isEmpty, skipped > 0 { counts.skipped = ["file": skipped] }
        counts.unsupported = NotedList(unsupported, of: totals.unsupported)
        counts.partial = NotedList(partial, of: totals.partial)
        return SummaryRecord(counts: counts, seconds: seconds)
    }

    private static func keyed<Key: RawRepresentable & Hashable>(_ numbers: [String: Int]) -> [Key: Int]
    where Key.RawValue == String {
        var keyed: [Key: Int] = [:]
        for (name, number) in numbers where number != 0 {
            if let key = Key(rawValue: name) { keyed[key] = number }
        }
        return keyed
    }

    private static func gaps(_ cursor: inout JSONCursor) throws(JSONFault) -> [Gap] {
        var gaps: [Gap] = []
        try cursor.array { cursor throws(JSONFault) in
            var gap = Gap(origin: Origin(path: ""), reason: .encrypted)
            try cursor.object { name, cursor throws(JSONFault) in
                switch name {
                case "path": gap.origin.path = try cursor.string()
                case "message": gap.origin.message = try cursor.integer()
                case "reason": gap.reason = GapReason(text: try cursor.string())
                default: try cursor.skip()
                }
            }
            gaps.append(gap)
        }
        return gaps
    }
}

extension GapReason {
    /// The reason that is described so.
    init(text: String) {
        let ending = " cannot be read here"
        let limit = "limit reached: "
        if text == GapReason.encrypted.description {
            self = .encrypted
        } else if text.hasPrefix(limit) {
            self = .limit(String(text.dropFirst(limit.count)))
        } else if text.hasSuffix(ending) {
            self = .unsupported(String(text.dropLast(ending.count)))
        } else {
            self = GapReason.giveUp(text) ?? .unreadable(text)
        }
    }

    private static func giveUp(_ text: String) -> GapReason? {
        let words = text.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard words.count == 5, words[0] == "rule", words[2] == "gave", words[3] == "up:" else { return nil }
        return .ruleGaveUp(rule: String(words[1]), cause: String(words[4]))
    }
}
