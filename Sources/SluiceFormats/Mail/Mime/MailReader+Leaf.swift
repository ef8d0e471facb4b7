import SluiceModel
import SluiceText

extension MailReader {
    /// Reads a body that holds no further entities of the mail itself.
    mutating func readLeaf(
        _ reading: BodyReading, _ header: MailHeader, _ bytes: Span<UInt8>, _ job: EntityJob,
        _ next: inout [EntityJob]
    ) {
        var leaf = MailLeaf(reading, header, bytes, TextPlace(job, number: job.leafNumber))
        if seen != nil {
            let key = "\(reading.encoding.rawValue) \(reading.charset ?? "") \(reading.type.name)"
            if hasRead(job.source, reading.range, key) { return }
        }
        addFileNames(&leaf)
        if reading.encoding == .unknown {
            noteGap(.unreadable("a transfer encoding that nobody knows"), part: leaf.number)
        }
        if reading.type.family == .cryptographic, readCryptographic(leaf, bytes, job, &next) { return }
        let (storage, oddities) = decodedBody(leaf, bytes)
        if leaf.isAttachment {
            readAttachment(leaf, storage ?? TextStorage(slice: reading.range, of: job.source.storage), bytes)
        } else if let storage {
            addBody(leaf, storage, bytes)
        } else {
            addBody(leaf, nil, bytes)
        }
        guard oddities.isOdd else { return }
        readOddBase64(leaf, oddities, bytes)
    }

    /// Base64 in which other bytes stand: what else it may mean.
    private mutating func readOddBase64(
        _ leaf: MailLeaf, _ oddities: Base64.Oddities, _ bytes: Span<UInt8>
    ) {
        if oddities.hasInnerPadding {
            noteReadings("padding within base64")
            for padding in [Base64.Padding.endsText, .isSkipped] {
                let other = Base64.decode(bytes, leaf.range, padding: padding).storage
                if leaf.isAttachment {
                    readAttachment(leaf, other, bytes)
                } else {
                    addBody(leaf, other, bytes)
                }
            }
        }
        if oddities.hasStrangers {
            noteReadings("bytes in base64 that do not belong there")
            addStanding(leaf.isAttachment ? .attachment : .body, bytes, leaf.range, leaf.place)
        }
    }

    private mutating func addFileNames(_ leaf: inout MailLeaf) {
        for name in leaf.fileNames {
            guard let text = MailReader.own(name, &draft.small) else { continue }
            draft.add(.fileName, text, at: leaf.place, raw: nil)
        }
    }

    /// Adds bytes as text that are no more than that, in whatever charset they are.
    mutating func addStanding(
        _ kind: PartKind, _ bytes: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace,
        _ charset: String? = nil
    ) {
        if hasRead(place.source, range, "raw \(kind.rawValue)") { return }
        let decoded = MailText(bytes.extracting(range), label: charset)
        let text = decoded.storage.map { MailDraft.Text.decoded($0) } ?? .verbatim(range)
        let raw = rawForm(range, place, bytes, "8bit", decoded.rawCharset)
        draft.add(kind, text, at: place, raw: raw)
    }

    /// How a text stands in the file; nil where its bytes do not.
    mutating func rawForm(
        _ range: Range<Int>, _ place: TextPlace, _ bytes: Span<UInt8>, _ encoding: String, _ charset: String
    ) -> RawForm? {
        guard let offset = place.source.fileOffset else { return nil }
        return RawForm(
            span: ByteSpan(offset + range.lowerBound, offset + range.upperBound), transferEncoding: encoding,
            charset: charset, line: draft.lines.line(of: range.lowerBound, in: bytes))
    }
}
