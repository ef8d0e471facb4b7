import SluiceModel
import SluiceText

extension MailReader {
    /// Of a longer text only the likeliest charset is read: where none fits it is most often no text at all.
    private static let longestDoubtful = 4 << 20

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
        let decoded = MailText(octets, label: reading.charset)
        if decoded.faults > 0 {
            noteGap(.unreadable("bytes that are no text in \(decoded.charset)"), part: leaf.number)
        }
        let encoding = reading.encoding == .unknown ? .identity : reading.encoding
        let raw = rawForm(leaf.range, leaf.place, bytes, encoding.rawValue, decoded.rawCharset)
        hasAlternatives = !decoded.alternatives.isEmpty
        let mayHoldFiles: Bool
        if let storage = decoded.storage {
            mayHoldFiles = storage.withSpan { addText(leaf, $0, .decoded(storage), raw) }
        } else {
            mayHoldFiles = addText(leaf, octets, kept, raw)
        }
        if leaf.reading.type.family == .plain, mayHoldFiles {
            for file in InlineFiles(octets).files { readInlineFile(file, leaf, octets) }
        }
        guard decoded.alternatives.isEmpty || octets.count <= MailReader.longestDoubtful else {
            return noteGap(.limit("charsets of one long text"), part: leaf.number)
        }
        for charset in decoded.alternatives {
            draft.note("text in more than one charset")
            var output = ByteBuffer(capacity: octets.count)
            CharsetDecoder.append(octets, as: charset, to: &output)
            let storage = output.storage()
            var raw = raw
            raw?.charset = charset.name
            _ = storage.withSpan { addText(leaf, $0, .decoded(storage), raw) }
        }
    }

    /// Adds a text in UTF-8; gives whether files may stand in its lines.
    private mutating func addText(
        _ leaf: MailLeaf, _ text: Span<UInt8>, _ kept: MailDraft.Text, _ raw: RawForm?
    ) -> Bool {
        if leaf.reading.type.family == .html {
            addHTML(leaf, text, kept, raw)
            return false
        }
        let marks = TextMarks(text)
        if marks.hasEncrypted { noteGap(.encrypted, part: leaf.number) }
        if leaf.place.source.isMailbox, leaf.reading.encoding == .identity, marks.hasQuotedFrom {
            let storage = marks.withoutFromQuotes(text)
            var raw = raw
            raw?.transferEncoding = "mboxrd"
            storage.withSpan { addLayered(leaf, $0, .decoded(storage), raw) }
        } else {
            addLayered(leaf, text, kept, raw)
        }
        if marks.hasZero { addWithoutZeros(leaf, text) }
        return marks.mayHoldFiles
    }

    private mutating func addLayered(
        _ leaf: MailLeaf, _ text: Span<UInt8>, _ kept: MailDraft.Text, _ raw: RawForm?
    ) {
        let found = layers(in: text, leaf.place)
        draft.add(.body, kept, at: leaf.place, flow: leaf.flow, layers: found, raw: raw)
    }

    /// Adds an HTML body as the text that it shows, and what it does not show beside it.
    private mutating func addHTML(
        _ leaf: MailLeaf, _ html: Span<UInt8>, _ kept: MailDraft.Text, _ raw: RawForm?
    ) {
        var raw = raw
        if raw?.transferEncoding == "8bit" { raw?.transferEncoding = "html" }
        let page = HTMLText.convertWithoutMaps(html, isDone: givingUp(kept, of: leaf))
        let all = page.text.storage.withSpan { layers(in: $0, leaf.place, HTMLParts.layers(page)) }
        draft.add(.body, .decoded(page.text.storage), at: leaf.place, layers: all, raw: raw)
        for (name, stream) in [
            ("hidden text", page.hidden), ("attributes", page.attributes), ("comments", page.comments),
        ] where !stream.isEmpty {
            var place = leaf.place
            place.member = name
            draft.add(.comment, .decoded(stream.storage), at: place, raw: raw)
        }
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

    /// The layers of a body's text, `marks` being those that HTML tells; those of a mail within the mail lie within
    /// its own.
    private mutating func layers(
        in text: Span<UInt8>, _ place: TextPlace, _ marks: [Layer] = []
    ) -> [Layer] {
        let subject = place.forwarded.map(\.layer.subject) ?? subject
        let found = LayerFinder.find(in: text, subject: subject, notesFrames: !marks.isEmpty)
        if found.isCutShort { noteGap(.limit("layers of one text"), part: place.number) }
        let layers = PageLayers.merged(found, marks, in: text)
        guard let outer = place.forwarded?.depth else { return layers }
        return layers.map { layer in
            var layer = layer
            switch layer.kind {
            case .quoted(let depth): layer.kind = .quoted(depth: depth + outer)
            case .forwarded(let depth): layer.kind = .forwarded(depth: depth + outer)
            case .own, .signature, .disclaimer: break
            }
            return layer
        }
    }
}
