import SluiceModel

/// One line of JSON Lines.
public enum ReportRecord: Sendable {
    case run(RunRecord)
    case finding(FindingRecord)
    case summary(SummaryRecord)
    /// Another kind of record, of a list of files or of a later version.
    case other
}

/// Makes records of lines; strings that come again and again are made once.
struct RecordParser {
    private var rules: [String: RuleID] = [:]
    private var path = ""

    mutating func record(_ bytes: [UInt8], _ range: Range<Int>) throws(JSONFault) -> ReportRecord {
        var cursor = JSONCursor(bytes, range)
        var draft = ReadFinding()
        var other: ReportRecord?
        var isFirst = true
        try cursor.object { name, cursor throws(JSONFault) in
            defer { isFirst = false }
            if isFirst {
                switch name {
                case "rule": break
                case "run": return other = .run(try RunParser.run(&cursor))
                case "summary": return other = .summary(try SummaryParser.summary(&cursor))
                default:
                    other = .other
                    return try cursor.skip()
                }
            } else if other != nil {
                return try cursor.skip()
            }
            try field(name, &cursor, &draft)
        }
        try cursor.expectEnd()
        if let other { return other }
        guard let finding = draft.record else { throw cursor.fault("a finding lacks one of its fields") }
        return .finding(finding)
    }

    private mutating func field(
        _ name: JSONCursor.Name, _ cursor: inout JSONCursor, _ draft: inout ReadFinding
    ) throws(JSONFault) {
        switch name {
        case "rule": draft.rule = try rule(&cursor)
        case "severity": draft.severity = try cursor.word()
        case "confidence": draft.confidence = try cursor.word()
        case "location": try location(&cursor, &draft)
        case "excerpt": draft.excerpt = try cursor.string()
        case "excerptValue": draft.marked = try RecordParser.mark(&cursor)
        case "value": draft.value = try cursor.string()
        case "label": draft.label = try cursor.string()
        case "valueId": draft.valueID = try cursor.string()
        case "fingerprint": draft.fingerprint = try cursor.string()
        case "evidence":
            try cursor.array { cursor throws(JSONFault) in
                if let evidence = try EvidenceParser.evidence(&cursor) { draft.evidence.append(evidence) }
            }
        case "also":
            try cursor.array { cursor throws(JSONFault) in draft.also.append(try rule(&cursor)) }
        case "author": draft.author = try cursor.string()
        case "authorRole": draft.authorRole = try cursor.word()
        case "time": draft.time = try cursor.time()
        case "channel": draft.channel = try cursor.word()
        case "audience": draft.audience = try cursor.word() as Audience
        case "verdict": draft.action = try cursor.word() as Action
        case "policyRule": draft.policyRule = try cursor.string()
        case "decision": draft.decision = try cursor.word() as DecisionState
        case "context": draft.conversation = try cursor.conversation()
        default: try cursor.skip()
        }
    }

    private mutating func rule(_ cursor: inout JSONCursor) throws(JSONFault) -> RuleID {
        let text = try cursor.string()
        if let known = rules[text] { return known }
        guard let rule = RuleID(text) else { throw cursor.fault("this is no name of a rule") }
        rules[text] = rule
        return rule
    }

    private mutating func location(
        _ cursor: inout JSONCursor, _ draft: inout ReadFinding
    ) throws(JSONFault) {
        var location = Location(origin: Origin(path: ""), line: 1, column: 1, span: ByteSpan(0, 0))
        var (offset, length) = (0, 0)
        var (endLine, endColumn): (Int?, Int?)
        try cursor.object { name, cursor throws(JSONFault) in
            switch name {
            case "path":
                let text = try cursor.string()
                if text != path { path = text }
                location.origin.path = path
            case "message": location.origin.message = try cursor.integer()
            case "messageId": location.origin.messageID = try cursor.string()
            case "partKind": location.partKind = try cursor.word()
            case "part": location.part = try cursor.string()
            case "member": location.member = try cursor.string()
            case "layer": location.layer = try cursor.layer()
            case "line": location.line = try cursor.integer()
            case "column": location.column = try cursor.integer()
            case "offset": offset = try cursor.integer()
            case "length": length = try cursor.integer()
            case "fileLine": location.fileLine = try cursor.integer()
            case "fileOffset": location.fileOffset = try cursor.integer()
            case "endLine": endLine = try cursor.integer()
            case "endColumn": endColumn = try cursor.integer()
            default: try cursor.skip()
            }
        }
        guard offset >= 0, length >= 0, offset <= Int.max - length else {
            throw cursor.fault("a place that no text has")
        }
        location.span = ByteSpan(offset, offset + length)
        draft.location = location
        draft.end = endColumn.map { TextPlace(line: endLine ?? location.line, column: $0) }
    }

    private static func mark(_ cursor: inout JSONCursor) throws(JSONFault) -> Range<Int> {
        var (start, length) = (0, 0)
        try cursor.object { name, cursor throws(JSONFault) in
            switch name {
            case "start": start = try cursor.integer()
            case "length": length = try cursor.integer()
            default: try cursor.skip()
            }
        }
        guard start >= 0, length >= 0, start <= Int.max - length else {
            throw cursor.fault("a place that no text has")
        }
        return start..<start + length
    }
}

/// A finding of which some fields have been read.
private struct ReadFinding {
    var rule: RuleID?
    var severity: Severity?
    var confidence: Confidence?
    var location: Location?
    var end: TextPlace?
    var excerpt = ""
    /// In code points of the excerpt.
    var marked = 0..<0
    var value = ""
    var label: String?
    var valueID = ""
    var fingerprint = ""
    var evidence: [Evidence] = []
    var also: [RuleID] = []
    var author: String?
    var authorRole = AuthorRole.unknown
    var time: Double?
    var channel = Channel.file
    var audience: Audience?
    var action: Action?
    var policyRule: String?
    var decision: DecisionState?
    var conversation: ConversationRecord?

    var record: FindingRecord? {
        guard let rule, let severity, let confidence, let location, !fingerprint.isEmpty else { return nil }
        var record = FindingRecord(
            rule: rule, severity: severity, confidence: confidence, location: location,
            excerpt: ExcerptRecord(excerpt, codePoints: marked), value: value, label: label, valueID: valueID,
            fingerprint: fingerprint, evidence: evidence, also: also, author: author, authorRole: authorRole,
            time: time, channel: channel, audience: audience,
            verdict: action.map { Verdict(action: $0, policyRule: policyRule) }, decision: decision)
        record.end = end
        record.conversation = conversation
        return record
    }
}

extension ExcerptRecord {
    /// An excerpt whose value is given in code points.
    fileprivate init(_ text: String, codePoints: Range<Int>) {
        let scalars = text.unicodeScalars
        let start =
            scalars.index(scalars.startIndex, offsetBy: codePoints.lowerBound, limitedBy: scalars.endIndex)
            ?? scalars.endIndex
        let end =
            scalars.index(start, offsetBy: codePoints.count, limitedBy: scalars.endIndex) ?? scalars.endIndex
        let utf8 = text.utf8
        let offset = utf8.distance(from: utf8.startIndex, to: start)
        self.init(text, value: ByteSpan(offset, offset + utf8.distance(from: start, to: end)))
    }
}
