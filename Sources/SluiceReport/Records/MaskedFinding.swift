import CReportBytes
public import SluiceModel
import SluiceNames

/// A finding while a scan writes it: masked, with pseudonyms for people.
///
/// One of them goes through many findings, ``Recorder/forEach(_:_:)`` moves it on. Texts are made when a form asks for
/// them, once for all forms, in room that the finding before has left; forms that count only have none made.
@safe
public struct MaskedFinding: ~Copyable {
    private let mask: Mask
    private let names: NameKey
    private let people: PeopleNames
    /// Good for as long as ``Recorder/forEach(_:_:)`` lends its findings.
    private var current: UnsafePointer<Finding>

    private var value = GrowingBytes()
    private var excerpt = GrowingBytes()
    /// Where the value stands in `excerpt`.
    private var marked = ByteSpan(0, 0)
    private var texts = FindingTexts()
    /// The value's name and the fingerprint, in hexadecimal.
    private var hexadecimal = GrowingBytes()
    private var made: Made = []

    /// As shown, with what they are: most findings stand in the file, or come from the author, of the one before.
    private(set) var path = ""
    private(set) var author: String?
    private(set) var messageID: String?
    private var real = (path: "", author: Person?.none, messageID: String?.none)

    /// What of the finding at hand has been made.
    private struct Made: OptionSet {
        let rawValue: UInt8
        static let value = Made(rawValue: 1)
        static let excerpt = Made(rawValue: 2)
        static let names = Made(rawValue: 4)
        static let valueName = Made(rawValue: 8)
    }

    /// - Precondition: The pointer is good until the next ``move(to:)``.
    init(_ first: UnsafePointer<Finding>, mask: Mask, names: NameKey, people: PeopleNames) {
        unsafe current = first
        self.mask = mask
        self.names = names
        self.people = people
        showPeople()
    }

    mutating func move(to next: UnsafePointer<Finding>) {
        unsafe current = next
        made = []
        showPeople()
    }

    private mutating func showPeople() {
        if unsafe current.pointee.location.origin.path != real.path {
            real.path = unsafe current.pointee.location.origin.path
            path = people.path(real.path)
        }
        if unsafe current.pointee.author != real.author
            || current.pointee.location.origin.messageID != real.messageID
        {
            real.author = unsafe current.pointee.author
            real.messageID = unsafe current.pointee.location.origin.messageID
            author = real.author.map(people.name(of:))
            messageID = real.messageID.map { people.messageID($0, of: real.author) }
        }
    }

    private mutating func make(_ part: Made) -> Bool {
        guard !made.contains(part) else { return false }
        made.formUnion(part)
        return true
    }

    private mutating func makeNames() {
        guard make(.names) else { return }
        let (value, fingerprint) = unsafe names.codes(of: current, &texts)
        hexadecimal.removeAll()
        for number in [value.bits, fingerprint.high, fingerprint.low] {
            hexadecimal.append(hexadecimal: number)
        }
    }

    private mutating func makeValue() {
        guard make(.value) else { return }
        value.removeAll()
        unsafe mask.writeValue(of: current, to: &value)
    }
}

extension MaskedFinding: ReportedFinding {
    public var rule: RuleID { unsafe current.pointee.rule }
    public var severity: Severity { unsafe current.pointee.severity }
    public var confidence: Confidence { unsafe current.pointee.confidence }
    var message: Int? { unsafe current.pointee.location.origin.message }
    var partKind: PartKind { unsafe current.pointee.location.partKind }
    var part: String? { unsafe current.pointee.location.part }
    var member: String? { unsafe current.pointee.location.member.map(people.path) }
    var layer: LayerKind { unsafe current.pointee.location.layer }
    var line: Int { unsafe current.pointee.location.line }
    var column: Int { unsafe current.pointee.location.column }
    var span: ByteSpan { unsafe current.pointee.location.span }
    var fileLine: Int? { unsafe current.pointee.location.fileLine }
    var fileOffset: Int? { unsafe current.pointee.location.fileOffset }
    var end: TextPlace? {
        TextPlace(behind: unsafe current.pointee.value, from: TextPlace(line: line, column: column))
    }
    var label: String? { unsafe current.pointee.label }
    var evidence: [Evidence] { unsafe current.pointee.evidence }
    var also: [RuleID] { unsafe current.pointee.also }
    var authorRole: AuthorRole { unsafe current.pointee.authorRole }
    var time: Double? { unsafe current.pointee.time }
    var channel: Channel { unsafe current.pointee.channel }
    var audience: Audience? { unsafe current.pointee.audience }
    var verdict: Verdict? { unsafe current.pointee.verdict }
    var decision: DecisionState? { unsafe current.pointee.decision }
    var conversation: ConversationRecord? {
        unsafe current.pointee.conversation.map { ConversationRecord($0, mask: mask, people: people) }
    }

    @safe mutating func withValue(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        makeValue()
        value.withBytes(body)
    }

    @safe mutating func withExcerpt(_ body: (UnsafeBufferPointer<UInt8>, ByteSpan) -> Void) {
        if make(.excerpt) {
            makeValue()
            excerpt.removeAll()
            marked = unsafe mask.writeExcerpt(of: current, value, to: &excerpt)
        }
        let marked = marked
        excerpt.withBytes { unsafe body($0, marked) }
    }

    @safe mutating func withValueID(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        makeNames()
        hexadecimal.withBytes { unsafe body(UnsafeBufferPointer(rebasing: $0[..<16])) }
    }

    /// Lends the value's name where nobody asks for the fingerprint, which takes as long again.
    @safe mutating func withValueIDAlone(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if !made.contains(.names), make(.valueName) {
            hexadecimal.removeAll()
            hexadecimal.append(hexadecimal: unsafe names.code(ofValueOf: current, &texts).bits)
        }
        hexadecimal.withBytes { unsafe body(UnsafeBufferPointer(rebasing: $0[..<16])) }
    }

    @safe mutating func withFingerprint(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        makeNames()
        hexadecimal.withBytes { unsafe body(UnsafeBufferPointer(rebasing: $0[16...])) }
    }
}

extension TextPlace {
    /// The place behind a value that begins at `start`.
    fileprivate init(behind value: Secret, from start: TextPlace) {
        self = start
        unsafe value.revealed.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return }
            var lines = 0
            let columns = unsafe sluice_last_column(base, text.count, &lines)
            column = lines > 0 ? 1 + columns : column + columns
            line += lines
        }
    }
}
