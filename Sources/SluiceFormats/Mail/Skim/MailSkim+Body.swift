import SluiceModel
import SluiceText

extension MailSkim {
    /// Adds the text of a body that holds no further entities; an attached file has to be one without text.
    mutating func takeLeaf(
        _ reading: BodyReading, _ header: MailHeader, _ bytes: Span<UInt8>, _ job: EntityJob
    ) -> Bool {
        let leaf = MailLeaf(reading, header, bytes, TextPlace(job, number: nil))
        for name in leaf.fileNames {
            small.truncate(to: 0)
            guard let text = MailReader.own(name, &small) else { continue }
            guard add(text, bytes, isName: false) else { return false }
        }
        guard let count = draft(reading.encoding, reading.range, bytes) else { return false }
        if leaf.isAttachment { return isWithoutText(leaf, count) }
        arena.look(count)
        guard let count = decode(count, charset: reading.charset) else { return false }
        guard count > 0 else { return true }
        if reading.type.family == .html { return takePage(count) }
        return takeText(
            count, leaf.flow, isQuotable: job.source.isMailbox && reading.encoding == .identity,
            isPlain: reading.type.family == .plain)
    }

    /// Writes the bytes that the transfer encoding hides; nil where there is something to be told of them.
    mutating func draft(_ encoding: TransferEncoding, _ range: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        switch encoding {
        case .identity: return arena.draft(bytes.extracting(range)) ? range.count : nil
        case .quotedPrintable:
            return unsafe arena.draft(range.count + 8) { unsafe QuotedPrintable.decode(bytes, range, to: $0) }
        case .base64:
            var oddities = Base64.Oddities()
            let count = unsafe arena.draft(range.count / 4 * 3 + 8) {
                unsafe Base64.decode(bytes, range, to: $0, &oddities)
            }
            return oddities.isOdd ? nil : count
        case .uuencode, .yEnc, .unknown: return nil
        }
    }

    /// Makes the bytes drafted, at which was looked, UTF-8, and looks at that; nil where they may be meant in more than
    /// one way.
    mutating func decode(_ count: Int, charset: String?) -> Int? {
        // What is not odd is UTF-8 without zeros and escapes.
        if !arena.looks.isOdd, MailText.isUnicode(charset) { return count }
        let text = arena.withDraft(count) { MailText($0, label: charset) }
        guard text.faults == 0, text.alternatives.isEmpty else { return nil }
        guard let storage = text.storage else { return count }
        guard storage.withSpan({ arena.draft($0) }) else { return nil }
        arena.look(storage.count)
        return storage.count
    }

    /// Adds the text drafted; an mbox may have quoted its lines, and the lines of a plain text may hold files.
    mutating func takeText(_ count: Int, _ flow: LineFlow, isQuotable: Bool, isPlain: Bool) -> Bool {
        var unquoted: TextStorage?
        let isWhole = arena.withLooks(count) { text, looks in
            let marks = looks.isOdd ? TextMarks(text) : TextMarks(text, looks)
            guard !marks.hasEncrypted, !marks.hasZero, !(marks.mayHoldFiles && isPlain) else { return false }
            guard marks.hasQuotedFrom, isQuotable else { return !LayerFinder.mayBeCutShort(text, marks) }
            unquoted = marks.withoutFromQuotes(text)
            return true
        }
        guard isWhole else { return false }
        return unquoted.map { takeUnquoted($0, flow) } ?? keepLooked(count, flow: flow)
    }

    /// Adds a text in place of the one drafted, in which its mbox had quoted lines.
    private mutating func takeUnquoted(_ text: TextStorage, _ flow: LineFlow) -> Bool {
        let isDrafted = text.withSpan { text in
            !LayerFinder.mayBeCutShort(text, TextMarks(text)) && arena.draft(text)
        }
        return isDrafted && keep(text.count, flow: flow)
    }

    /// Adds the texts of a page.
    private mutating func takePage(_ count: Int) -> Bool {
        let page = arena.withDraft(count) { HTMLText.convertWithoutMaps($0) }
        let mayBeCut = page.text.storage.withSpan { LayerFinder.mayBeCutShort($0, TextMarks($0)) }
        if mayBeCut { return false }
        for stream in [page.text, page.hidden, page.attributes, page.comments] where !stream.isEmpty {
            let isDrafted = stream.storage.withSpan { arena.draft($0) }
            guard isDrafted, keep(stream.storage.count, flow: .fixed) else { return false }
        }
        return true
    }

    /// Whether an attachment, whose bytes are drafted, holds nothing that is read, and nothing to be told of.
    private func isWithoutText(_ leaf: MailLeaf, _ count: Int) -> Bool {
        guard leaf.reading.type.family != .plain, leaf.reading.type.name != "text/csv" else { return false }
        if count == 0 { return true }
        var hints = ContentHints()
        hints.name = leaf.fileNames.first.map { String(decoding: $0, as: UTF8.self) }
        hints.mediaType = leaf.reading.type.name
        hints.charset = leaf.reading.charset
        return arena.withDraft(count) { reader.skips($0, hints, depth: depth + 1) }
    }
}
