import SluiceModel

/// A finding as the forms of report see it, whether a scan has just found it or a record of it was read.
///
/// It gives nothing but what may be published, so no form can show more.
protocol ReportedFinding: ~Copyable {
    var rule: RuleID { get }
    var severity: Severity { get }
    var confidence: Confidence { get }
    /// With pseudonyms for people.
    var path: String { get }
    var message: Int? { get }
    var messageID: String? { get }
    var partKind: PartKind { get }
    var part: String? { get }
    var member: String? { get }
    var layer: LayerKind { get }
    var line: Int { get }
    var column: Int { get }
    var span: ByteSpan { get }
    var fileLine: Int? { get }
    var fileOffset: Int? { get }
    /// The place behind its last character; nil in records of early versions.
    var end: TextPlace? { get }
    var label: String? { get }
    var evidence: [Evidence] { get }
    var also: [RuleID] { get }
    /// A pseudonym.
    var author: String? { get }
    var authorRole: AuthorRole { get }
    var time: Double? { get }
    var channel: Channel { get }
    var audience: Audience? { get }
    var verdict: Verdict? { get }
    var decision: DecisionState? { get }
    var conversation: ConversationRecord? { get }

    /// Lends the value, masked, in UTF-8.
    @safe mutating func withValue(_ body: (UnsafeBufferPointer<UInt8>) -> Void)
    /// Lends the text around the value, masked, in UTF-8, and where in it the value stands.
    @safe mutating func withExcerpt(_ body: (UnsafeBufferPointer<UInt8>, ByteSpan) -> Void)
    @safe mutating func withValueID(_ body: (UnsafeBufferPointer<UInt8>) -> Void)
    @safe mutating func withValueIDAlone(_ body: (UnsafeBufferPointer<UInt8>) -> Void)
    @safe mutating func withFingerprint(_ body: (UnsafeBufferPointer<UInt8>) -> Void)
}

extension FindingRecord: ReportedFinding {
    var path: String { location.origin.path }
    var message: Int? { location.origin.message }
    var messageID: String? { location.origin.messageID }
    var partKind: PartKind { location.partKind }
    var part: String? { location.part }
    var member: String? { location.member }
    var layer: LayerKind { location.layer }
    var line: Int { location.line }
    var column: Int { location.column }
    var span: ByteSpan { location.span }
    var fileLine: Int? { location.fileLine }
    var fileOffset: Int? { location.fileOffset }

    @safe mutating func withValue(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        value.withUTF8 { unsafe body($0) }
    }

    @safe mutating func withExcerpt(_ body: (UnsafeBufferPointer<UInt8>, ByteSpan) -> Void) {
        let value = excerpt.value
        excerpt.text.withUTF8 { unsafe body($0, value) }
    }

    @safe mutating func withValueID(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        valueID.withUTF8 { unsafe body($0) }
    }

    @safe mutating func withValueIDAlone(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        valueID.withUTF8 { unsafe body($0) }
    }

    @safe mutating func withFingerprint(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        fingerprint.withUTF8 { unsafe body($0) }
    }
}
