import SluiceModel

/// One way to read an entity's body.
struct BodyReading {
    var type: ContentType
    var encoding: TransferEncoding
    /// The label of the charset, where the type names one.
    var charset: String?
    var range: Range<Int>
}

extension MailReader {
    /// The readings of one entity that are tried at most.
    private static let mostReadings = 6

    /// Reads one entity: its fields, then its body in each way in which mail programs might read it.
    mutating func readEntity(_ job: EntityJob, _ bytes: Span<UInt8>) {
        guard entitiesLeft > 0 else {
            noteGap(.limit("parts of one mail, at most \(MailReader.mostEntities)"), part: job.leafNumber)
            addStanding(.body, bytes, job.range, TextPlace(job, number: job.leafNumber))
            return
        }
        entitiesLeft -= 1
        if hasRead(job.source, job.range, job.kind == .message ? "mail" : "entity") { return }
        let header = MailHeader(bytes, job.range)
        var job = job
        if job.kind == .message {
            readFields(header, bytes, &job)
        } else {
            readPartFields(header, bytes, job)
        }
        var next: [EntityJob] = []
        if let reading = MailReader.onlyReading(header, bytes, job) {
            readBody(reading, header, bytes, job, &next)
        } else {
            for reading in readings(of: header, bytes, job) { readBody(reading, header, bytes, job, &next) }
        }
        jobs.append(contentsOf: next.reversed())
    }

    /// The one way to read the body of nearly every mail; nil where there may be more.
    private static func onlyReading(
        _ header: MailHeader, _ bytes: Span<UInt8>, _ job: EntityJob
    ) -> BodyReading? {
        guard header.earlyEnd == nil, !header.hasLoneReturns else { return nil }
        var type: ContentType?
        var encoding: TransferEncoding?
        for field in header.fields {
            switch field.kind {
            case .contentType:
                guard type == nil else { return nil }
                type = ContentType(bytes, field.value)
            case .transferEncoding:
                guard encoding == nil else { return nil }
                encoding = TransferEncoding(bytes, field.value)
            default: break
            }
        }
        let known = type ?? (job.isInDigest ? .missingInDigest : .missing)
        guard known.otherCharsets.isEmpty else { return nil }
        return BodyReading(
            type: known, encoding: encoding ?? .identity, charset: known.charset,
            range: header.end..<job.range.upperBound)
    }

    /// The ways to read the body, the likeliest first.
    private mutating func readings(
        of header: MailHeader, _ bytes: Span<UInt8>, _ job: EntityJob
    ) -> [BodyReading] {
        var all: [BodyReading] = []
        if header.hasLoneReturns {
            noteReadings("a lone carriage return in the header")
            all += readings(of: header, bytes, job, header.end..<job.range.upperBound, doubtful: false)
        }
        if let early = header.earlyEnd {
            noteReadings("a line in the header that is no field")
            all += readings(of: header, bytes, job, early..<job.range.upperBound, doubtful: false)
        }
        all += readings(of: header, bytes, job, header.end..<job.range.upperBound, doubtful: true)
        return Array(all.prefix(MailReader.mostReadings))
    }

    private mutating func readings(
        of header: MailHeader, _ bytes: Span<UInt8>, _ job: EntityJob, _ range: Range<Int>, doubtful: Bool
    ) -> [BodyReading] {
        var types: [ContentType] = []
        var encodings: [TransferEncoding] = []
        for field in header.fields where doubtful || !field.isDoubtful {
            switch field.kind {
            case .contentType:
                let type = ContentType(bytes, field.value)
                if !types.contains(where: { $0.reads(like: type) }) { types.append(type) }
            case .transferEncoding:
                let encoding = TransferEncoding(bytes, field.value)
                if !encodings.contains(encoding) { encodings.append(encoding) }
            default: break
            }
        }
        if types.isEmpty { types = [job.isInDigest ? .missingInDigest : .missing] }
        if encodings.isEmpty { encodings = [.identity] }
        if types.count > 1 { noteReadings("two content types") }
        if encodings.count > 1 { noteReadings("two transfer encodings") }
        return combinations(types, encodings, range)
    }

    private mutating func combinations(
        _ types: [ContentType], _ encodings: [TransferEncoding], _ range: Range<Int>
    ) -> [BodyReading] {
        var all: [BodyReading] = []
        for (typeIndex, type) in types.enumerated() {
            let charsets = type.charset.map { [$0] + type.otherCharsets } ?? []
            if charsets.count > 1 { noteReadings("two charsets") }
            for (index, encoding) in encodings.enumerated() where typeIndex == 0 || index == 0 {
                for charset in charsets.prefix(2) {
                    all.append(BodyReading(type: type, encoding: encoding, charset: charset, range: range))
                }
                if charsets.isEmpty {
                    all.append(BodyReading(type: type, encoding: encoding, charset: nil, range: range))
                }
            }
        }
        return all
    }

    /// Reads a body in one way; the entities in it go to `next`.
    private mutating func readBody(
        _ reading: BodyReading, _ header: MailHeader, _ bytes: Span<UInt8>, _ job: EntityJob,
        _ next: inout [EntityJob]
    ) {
        let isContainer = reading.type.family == .multipart || reading.type.family == .mail
        if isContainer, job.level >= MailReader.deepest {
            noteGap(.limit("mail parts within parts, at most \(MailReader.deepest)"), part: job.leafNumber)
            addStanding(.body, bytes, reading.range, TextPlace(job, number: job.leafNumber))
            return
        }
        switch reading.type.family {
        case .multipart: readMultipart(reading, bytes, job, &next)
        case .mail: readInnerMail(reading, bytes, job, &next)
        case .plain, .html, .otherText, .report, .file, .cryptographic:
            readLeaf(reading, header, bytes, job, &next)
        }
    }

    /// Reads a mail within the mail, whose own text may be encoded though RFC 2046 forbids it.
    private mutating func readInnerMail(
        _ reading: BodyReading, _ bytes: Span<UInt8>, _ job: EntityJob, _ next: inout [EntityJob]
    ) {
        var inner = job
        inner.kind = .message
        inner.isInDigest = false
        inner.number = job.leafNumber ?? "1"
        inner.level += 1
        inner.range = reading.range
        let looksEncoded = reading.encoding == .base64 || reading.encoding == .quotedPrintable
        if looksEncoded, !MailFormat.beginsMail(bytes, reading.range) {
            decodeSource(reading, bytes, &inner)
        }
        next.append(inner)
    }

    /// Makes the decoded body of `reading` the source of `job`.
    func decodeSource(_ reading: BodyReading, _ bytes: Span<UInt8>, _ job: inout EntityJob) {
        let storage = MailReader.decoded(bytes, reading.range, reading.encoding).storage
        guard let storage else { return }
        job.source = MailSource(storage: storage, fileOffset: nil)
        job.range = 0..<storage.count
    }

    /// What the transfer encoding hides; nil where the bytes stand there as they are.
    static func decoded(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ encoding: TransferEncoding
    ) -> (storage: TextStorage?, oddities: Base64.Oddities) {
        switch encoding {
        case .identity, .unknown, .uuencode, .yEnc: (nil, Base64.Oddities())
        case .quotedPrintable: (QuotedPrintable.decode(bytes, range), Base64.Oddities())
        case .base64: { ($0.storage, $0.oddities) }(Base64.decode(bytes, range))
        }
    }
}
