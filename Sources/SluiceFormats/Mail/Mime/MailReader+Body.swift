import SluiceModel
import SluiceText

extension MailReader {
    /// Adds the text of a body: `decoded`, or what stands in its range where that is nil.
    mutating func addBody(_ leaf: MailLeaf, _ decoded: TextStorage?, _ bytes: Span<UInt8>) {
        guard let decoded else {
            return addBody(leaf, bytes.extracting(leaf.range), .verbatim(leaf.range), bytes)
        }
        decoded.withSpan { addBody(leaf, $0, .decoded(decoded), bytes) }
    }

    /// Adds `octets`, which are kept as `kept`, in each charset they may be meant in.
    private mutating func addBody(
        _ leaf: MailLeaf, _ octets: Span<UInt8>, _ kept: MailDraft.Text, _ bytes: Span<UInt8>
    ) {
        let reading = leaf.reading
        let decoded = CharsetDecoder.decode(octets, label: reading.charset)
        if decoded.faults > 0 {
            noteGap(.unreadable("bytes that are no text in \(decoded.charset)"), part: leaf.number)
        }
        let encoding = reading.encoding == .unknown ? .identity : reading.encoding
        let raw = rawForm(leaf.range, leaf.place, bytes, encoding.rawValue, decoded.charset)
        if let storage = decoded.storage {
            storage.withSpan { addText(leaf, $0, .decoded(storage), raw) }
        } else {
            addText(leaf, octets, kept, raw)
        }
        for charset in decoded.alternatives {
            draft.note("text in more than one charset")
            var output = ByteBuffer(capacity: octets.count)
            CharsetDecoder.append(octets, as: charset, to: &output)
            let storage = output.storage()
            var raw = raw
            raw?.charset = charset.name
            storage.withSpan { addText(leaf, $0, .decoded(storage), raw) }
        }
    }

    /// Adds a text in UTF-8, and what stands in it that is more than text.
    private mutating func addText(
        _ leaf: MailLeaf, _ text: Span<UInt8>, _ kept: MailDraft.Text, _ raw: RawForm?
    ) {
        if leaf.reading.type.family == .html {
            addHTML(leaf, text, kept, raw)
            return
        }
        let marks = TextMarks(text)
        if marks.hasEncrypted { noteGap(.encrypted, part: leaf.number) }
        var kept = kept
        var raw = raw
        if leaf.place.source.isMailbox, leaf.reading.encoding == .identity, marks.hasQuotedFrom {
            let storage = marks.withoutFromQuotes(text)
            kept = .decoded(storage)
            raw?.transferEncoding = "mboxrd"
            storage.withSpan { addLayered(leaf, $0, kept, raw) }
        } else {
            addLayered(leaf, text, kept, raw)
        }
        for file in marks.files { readInlineFile(file, leaf, text) }
        if marks.hasZero { addWithoutZeros(leaf, text) }
    }

    private mutating func addLayered(
        _ leaf: MailLeaf, _ text: Span<UInt8>, _ kept: MailDraft.Text, _ raw: RawForm?
    ) {
        draft.add(
            .body, kept, at: leaf.place, flow: leaf.flow, layers: MailReader.layers(in: text, leaf.place),
            raw: raw)
    }

    /// Adds an HTML body as the text that it shows.
    private mutating func addHTML(
        _ leaf: MailLeaf, _ text: Span<UInt8>, _ kept: MailDraft.Text, _ raw: RawForm?
    ) {
        var raw = raw
        if raw?.transferEncoding == "8bit" { raw?.transferEncoding = "html" }
        draft.add(.body, kept, at: leaf.place, raw: raw)
    }

    /// Some programs stop at a zero byte, others show what stands around it as one.
    private mutating func addWithoutZeros(_ leaf: MailLeaf, _ text: Span<UInt8>) {
        noteReadings("zero bytes in the text")
        var output = ByteBuffer(capacity: text.count)
        var place = 0
        while place < text.count {
            let end = text.place(of: 0, in: place..<text.count) ?? text.count
            output.append(text.extracting(place..<end))
            place = end + 1
        }
        draft.add(.body, .decoded(output.storage()), at: leaf.place, raw: nil)
    }

    /// The layers of a body's text; those of a mail within the mail lie within its own.
    static func layers(in text: Span<UInt8>, _ place: TextPlace) -> [Layer] { [] }
}
