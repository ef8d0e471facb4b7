import CScanKernels
public import SluiceModel

/// A finding as it may be published: masked, with pseudonyms for people; what a line of JSON Lines holds.
///
/// Every form of report is made of records only, so none can show what this one does not hold.
public struct FindingRecord: Hashable, Sendable {
    public var rule: RuleID
    public var severity: Severity
    public var confidence: Confidence
    /// Where it stands; names of people in the path are pseudonyms.
    public var location: Location
    /// The place behind its last character; nil in records of early versions.
    public var end: TextPlace?
    public var excerpt: ExcerptRecord
    /// The value, masked.
    public var value: String
    /// The label that a dictionary gives its term.
    public var label: String?
    /// Groups findings of the same value.
    public var valueID: String
    /// Names the finding from run to run.
    public var fingerprint: String
    public var evidence: [Evidence]
    /// Rules that matched here too and gave way.
    public var also: [RuleID]
    /// A pseudonym.
    public var author: String?
    public var authorRole: AuthorRole
    /// In seconds since 1970.
    public var time: Double?
    public var channel: Channel
    public var audience: Audience?
    public var verdict: Verdict?
    public var decision: DecisionState?
    /// What was said around its message; nil where nobody asked for it, or where there is nothing.
    public var conversation: ConversationRecord?

    public init(
        rule: RuleID, severity: Severity, confidence: Confidence, location: Location, excerpt: ExcerptRecord,
        value: String, label: String? = nil, valueID: String, fingerprint: String, evidence: [Evidence] = [],
        also: [RuleID] = [], author: String? = nil, authorRole: AuthorRole = .unknown, time: Double? = nil,
        channel: Channel = .file, audience: Audience? = nil, verdict: Verdict? = nil,
        decision: DecisionState? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.confidence = confidence
        self.location = location
        self.excerpt = excerpt
        self.value = value
        self.label = label
        self.valueID = valueID
        self.fingerprint = fingerprint
        self.evidence = evidence
        self.also = also
        self.author = author
        self.authorRole = authorRole
        self.time = time
        self.channel = channel
        self.audience = audience
        self.verdict = verdict
        self.decision = decision
    }
}

/// A place for people: both from 1, the column in code points.
public struct TextPlace: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// The masked text around a finding, and where in it the finding's value stands.
public struct ExcerptRecord: Hashable, Sendable {
    public var text: String
    /// In bytes of `text` as UTF-8; empty where the value does not stand in it.
    public var value: ByteSpan

    public init(_ text: String, value: ByteSpan) {
        self.text = text
        self.value = value
    }

    /// An excerpt of bytes that are nearly always UTF-8; what is not becomes U+FFFD.
    init(validating bytes: [UInt8], value: ByteSpan) {
        text = String(decoding: bytes, as: UTF8.self)
        self.value = value
        guard text.utf8.count != bytes.count else { return }
        let start = String(decoding: bytes[..<value.start], as: UTF8.self).utf8.count
        let length = String(decoding: bytes[value.range], as: UTF8.self).utf8.count
        self.value = ByteSpan(start, start + length)
    }

    /// Where the value stands, in code points of ``text``.
    var codePoints: Range<Int> {
        var text = text
        return text.withUTF8 { unsafe ExcerptRecord.codePoints(of: value, in: $0) }
    }

    /// Where `span` stands in a text, in its code points.
    static func codePoints(of span: ByteSpan, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let start = unsafe codePoints(in: text, before: span.start)
        return start..<max(start, unsafe codePoints(in: text, before: span.end))
    }

    /// The code points that end at or before an offset.
    private static func codePoints(in bytes: UnsafeBufferPointer<UInt8>, before offset: Int) -> Int {
        let end = min(max(0, offset), bytes.count)
        let count = unsafe bytes.baseAddress.map { unsafe sluice_code_points($0, end) } ?? 0
        // A span from a file may lie anywhere.
        let isWithin = unsafe end < bytes.count && bytes[end] & 0xC0 == 0x80
        return isWithin ? count - 1 : count
    }

    /// What stands before the value.
    public var before: Substring { text[..<place(value.start)] }
    /// The masked value itself.
    public var marked: Substring { text[place(value.start)..<place(value.end)] }
    /// What stands behind the value.
    public var after: Substring { text[place(value.end)...] }

    private func place(_ offset: Int) -> String.Index {
        let index = text.utf8.index(text.startIndex, offsetBy: min(max(0, offset), text.utf8.count))
        // A span from a file may lie anywhere.
        return text.unicodeScalars.index(atOrBefore: index)
    }
}

extension String.UnicodeScalarView {
    fileprivate func index(atOrBefore place: Index) -> Index {
        place == endIndex ? place : self.index(before: self.index(after: place))
    }
}
