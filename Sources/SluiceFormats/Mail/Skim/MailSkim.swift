import SluiceModel
import SluiceText

/// Reads the texts of a mail without making a message of it: most mails hold nothing, and a message costs more.
///
/// It knows mails as programs write them. Where a mail has more than one reading, a gap, a blob or anything else that
/// has to be told of it, it gives up, and the mail is read by ``MailReader``. What it does not give up on are
/// the same texts, in the order of the parts.
struct MailSkim: ~Copyable {
    let reader: ContentReader
    /// How many containers lie around the mails.
    let depth: Int
    var arena: SkimArena
    /// Texts of fields while they are decoded.
    var small = ByteBuffer(capacity: 512)
    var entitiesLeft = 0
    /// A value of `Content-Type` that was met, and what it says.
    private var knownValue: [UInt8] = []
    private var knownType = ContentType.missing
    /// Memory for the fields of the next entity.
    private var spareFields: [MailField] = []

    /// Containers within one another; deeper ones are rare.
    static let deepest = 12
    static let mostEntities = 100
    /// A header with more fields is no program's.
    static let mostFields = 400
    static let mostAddresses = 500
    /// Far fewer than those behind which a mail's small texts are no parts of their own.
    private static let mostTexts = 2000

    init(_ reader: ContentReader, depth: Int, _ arena: consuming SkimArena) {
        self.reader = reader
        self.depth = depth
        self.arena = arena
    }

    /// Adds the texts of the mail in `range` of `source`; nil, and nothing added, where it has to be read.
    mutating func take(_ source: MailSource, _ range: Range<Int>, _ bytes: Span<UInt8>) -> GatheredMessage? {
        let mark = arena.mark
        entitiesLeft = MailSkim.mostEntities
        let job = EntityJob(kind: .message, source: source, range: range, number: "", level: 0)
        guard takeEntity(job, bytes), arena.texts.count - mark.texts <= MailSkim.mostTexts else {
            arena.goBack(to: mark)
            return nil
        }
        return GatheredMessage(textsEnd: arena.texts.count, bytes: arena.textBytes - mark.textBytes)
    }

    /// Gives what was read.
    consuming func finish() -> SkimArena.Result { arena.finish() }

    private mutating func takeEntity(_ job: EntityJob, _ bytes: Span<UInt8>) -> Bool {
        guard entitiesLeft > 0, job.level < MailSkim.deepest else { return false }
        entitiesLeft -= 1
        let header = MailHeader(bytes, job.range, spare: takeSpareFields())
        let isTaken = takeEntity(job, header, bytes)
        spareFields = header.fields
        return isTaken
    }

    private mutating func takeSpareFields() -> [MailField] {
        var fields: [MailField] = []
        swap(&fields, &spareFields)
        return fields
    }

    private mutating func takeEntity(_ job: EntityJob, _ header: MailHeader, _ bytes: Span<UInt8>) -> Bool {
        guard header.earlyEnd == nil, !header.hasLoneReturns, header.fields.count <= MailSkim.mostFields
        else {
            return false
        }
        var type: Range<Int>?
        var encoding: TransferEncoding?
        var isPlain = true
        for field in header.fields {
            switch field.kind {
            case .contentType:
                guard type == nil else { return false }
                type = field.value
            case .transferEncoding:
                guard encoding == nil else { return false }
                encoding = TransferEncoding(bytes, field.value)
            case .disposition: isPlain = false
            default: guard takeField(field, bytes, ofPart: job.kind == .part) else { return false }
            }
        }
        let body = header.end..<job.range.upperBound
        // Most bodies are plain texts, as the one before was.
        if isPlain, let type, isKnown(type, bytes) {
            return takePlain(body, encoding ?? .identity, bytes, ofMailbox: job.source.isMailbox)
        }
        let known = type.map { self.type(bytes, $0) } ?? (job.isInDigest ? .missingInDigest : .missing)
        guard known.otherCharsets.isEmpty else { return false }
        let reading = BodyReading(
            type: known, encoding: encoding ?? .identity, charset: known.charset, range: body)
        switch known.family {
        case .multipart: return takeMultipart(reading, bytes, job)
        case .mail: return takeInnerMail(reading, bytes, job)
        case .plain, .html, .otherText, .report, .file: return takeLeaf(reading, header, bytes, job)
        case .cryptographic: return false
        }
    }

    /// Whether `value` is the one that ``knownType`` was made from.
    private func isKnown(_ value: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        value.count == knownValue.count && !value.isEmpty
            && bytes.has(knownValue, at: value.lowerBound, before: value.upperBound)
    }

    /// Adds the text of a body of ``knownType``.
    private mutating func takePlain(
        _ body: Range<Int>, _ encoding: TransferEncoding, _ bytes: Span<UInt8>, ofMailbox isMailbox: Bool
    ) -> Bool {
        guard let drafted = draft(encoding, body, bytes) else { return false }
        arena.look(drafted)
        guard let count = decode(drafted, charset: knownType.charset) else { return false }
        return count == 0
            || takeText(count, .fixed, isQuotable: isMailbox && encoding == .identity, isPlain: true)
    }

    /// What a `Content-Type` says; most mails of a mailbox say the same.
    private mutating func type(_ bytes: Span<UInt8>, _ value: Range<Int>) -> ContentType {
        if isKnown(value, bytes) { return knownType }
        let type = ContentType(bytes, value)
        // The places of parameters are those of this value; a charset's is read already.
        if type.family == .plain, type.parameters.areAll("charset", bytes) {
            var known = type
            known.parameters = FieldParameters()
            (knownValue, knownType) = (bytes.copy(value), known)
        }
        return type
    }

    private mutating func takeInnerMail(
        _ reading: BodyReading, _ bytes: Span<UInt8>, _ job: EntityJob
    ) -> Bool {
        guard reading.encoding == .identity else { return false }
        var inner = job
        inner.kind = .message
        inner.isInDigest = false
        inner.level += 1
        inner.range = reading.range
        return takeEntity(inner, bytes)
    }

    private mutating func takeMultipart(
        _ reading: BodyReading, _ bytes: Span<UInt8>, _ job: EntityJob
    ) -> Bool {
        guard reading.type.boundaries.count == 1, reading.type.name != "multipart/encrypted",
            let cut = MultipartCut(
                bytes, reading.range, boundary: reading.type.boundaries[0], most: entitiesLeft),
            !cut.hasPartsBehindEnd, !cut.hasLoneReturn, cut.rest == nil, let epilogue = cut.epilogue,
            takeStanding(cut.preamble, bytes)
        else { return false }
        var part = job
        part.kind = .part
        part.level += 1
        part.isInDigest = reading.type.name == "multipart/digest"
        for range in cut.parts {
            part.range = range
            guard takeEntity(part, bytes) else { return false }
        }
        return takeStanding(epilogue, bytes)
    }

    /// Adds what stands around parts, if it is more than blanks.
    private mutating func takeStanding(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        if bytes.trimmed(range).isEmpty { return true }
        let text = bytes.extracting(range)
        guard MailText.isPlain(text, nil), arena.draft(text) else { return false }
        return keep(range.count, flow: .fixed)
    }

    /// Makes what was drafted a text; false where something is written in an encoding within it.
    mutating func keep(_ count: Int, flow: LineFlow) -> Bool {
        arena.look(count)
        return keepLooked(count, flow: flow)
    }

    /// Likewise where it has been looked at.
    mutating func keepLooked(_ count: Int, flow: LineFlow) -> Bool {
        let mayExpand =
            count >= MessageBlobs.shortest
            && arena.withLooks(count) { text, looks in
                let signs = looks.isOdd ? .all : looks.blobs
                return !signs.isEmpty && MessageBlobs.mayExpand(text, signs)
            }
        if mayExpand { return false }
        arena.keepLooked(count, flow: flow)
        return true
    }
}
