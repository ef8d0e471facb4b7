import SluiceModel

/// A file that is one mail (RFC 5322), as `.eml` and `.emlx` files and the files of a Maildir are.
enum MailFormat: Format {
    static let form = InputForm.mail

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        let start = MailStart(bytes, 0..<bytes.count).start
        let isExpected =
            head.hints.suffix.map { ["eml", "emlx", "mht", "mhtml"].contains($0) } ?? false
            || head.hints.mediaType == "message/rfc822"
        return MailHead(bytes, start..<bytes.count).isMail(expected: isExpected)
    }

    /// Whether `range` begins like a mail.
    static func beginsMail(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let end = min(range.upperBound, range.lowerBound + ContentHead.length)
        return MailHead(bytes, MailStart(bytes, range.lowerBound..<end).start..<end).isMail(expected: true)
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let mail = MailUnit(depth: content.depth)
        yield(.message(mail.message(content.storage, content.origin, reader)))
    }

    /// A file is held whole; of a stream nobody knows how long it is.
    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? {
        input.preview == nil ? MailSplitter(unit: MailUnit(depth: input.depth)) : nil
    }
}

/// Takes an input for one mail, up to where it goes on as text without end.
private struct MailSplitter: UnitSplitter {
    let unit: MailUnit

    mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
        atEnd && bytes.count > 0 ? UnitCut(length: bytes.count, reader: unit) : nil
    }

    mutating func cutShort(_ bytes: Span<UInt8>) -> UnitCut? {
        LongMail.beginning(of: bytes).map { UnitCut(length: $0, reader: unit) }
    }
}

/// Reads bytes that are one mail.
private struct MailUnit: UnitReader {
    let depth: Int

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        yield(.message(message(units.storage, units.origin, reader)))
    }

    func message(_ storage: TextStorage, _ origin: Origin, _ reader: ContentReader) -> Message {
        var lines = LineCount()
        let source = MailSource(storage: storage, fileOffset: 0)
        let start = storage.withSpan { MailStart($0, 0..<$0.count) }
        return MailReader.message(
            source, start.start..<start.end, origin: origin, depth: depth, lines: &lines,
            behind: start.end..<storage.count, with: reader)
    }
}

/// Where a mail begins and ends in its file: behind a mark, empty lines or the count of an `.emlx`.
struct MailStart {
    private(set) var start: Int
    private(set) var end: Int

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        start = range.lowerBound
        end = range.upperBound
        if bytes.has("\u{FEFF}", at: start, before: end) { start += 3 }
        skipEmptyLines(bytes)
        guard start < end, bytes[start].isDigit else { return }
        let line = bytes.line(at: start, notAfter: end)
        var count = 0
        for index in bytes.trimmed(start..<line.end) {
            guard bytes[index].isDigit, count < 1 << 40 else { return }
            count = count * 10 + Int(bytes[index] & 0xF)
        }
        guard line.next < end, count > 0 else { return }
        start = line.next
        end = min(end, start + count)
        skipEmptyLines(bytes)
    }

    private mutating func skipEmptyLines(_ bytes: Span<UInt8>) {
        let limit = min(end, start + 64)
        while start < limit, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
    }
}

/// What the first lines of a text say about its being a mail.
struct MailHead {
    private var kinds: Set<MailFieldKind> = []
    private var names = 0
    /// Whether a field is there that no note of a person has, such as `Received`, or has an address or a date in it.
    private var isCertain = false
    private var strayLines = 0

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var place = range.lowerBound
        let isLineByLine = bytes.place(of: 0x0A, in: range) != nil
        let mark: UInt8 = isLineByLine ? 0x0A : 0x0D
        if bytes.has("From ", at: place, before: range.upperBound)
            || bytes.has(">From ", at: place, before: range.upperBound)
        {
            place = bytes.line(at: place, notAfter: range.upperBound, endedBy: mark).next
        }
        var isFirst = true
        while place < range.upperBound {
            let line = bytes.line(at: place, notAfter: range.upperBound, endedBy: mark)
            if line.end == place { return }
            if !isFirst, bytes[place].isBlank {
                place = line.next
                continue
            }
            if let name = MailHeader.name(bytes, place..<line.end) {
                take(bytes, name.range, bytes.trimmed(name.colon + 1..<line.end))
            } else {
                strayLines += 1
                if isFirst || strayLines > 2 { return }
            }
            isFirst = false
            place = line.next
        }
    }

    private mutating func take(_ bytes: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>) {
        let kind = MailFieldKind(bytes, name)
        guard kind.isTelling else { return }
        names += 1
        kinds.insert(kind)
        switch kind {
        case .from, .to, .cc, .bcc, .sender, .addresses:
            if bytes.place(of: 0x40, in: value) != nil { isCertain = true }
        case .date: if MailDate.seconds(bytes, value) != nil { isCertain = true }
        case .messageID: if bytes.place(of: 0x3C, in: value) != nil { isCertain = true }
        case .machine, .contentType, .transferEncoding, .disposition, .references, .inReplyTo, .threadIndex:
            isCertain = true
        case .subject, .contentLength, .label, .comment: break
        }
    }

    /// Whether the text is a mail; where one is expected, less of it has to be there.
    func isMail(expected: Bool) -> Bool {
        if expected { return names >= 1 }
        let isAddressed = !kinds.isDisjoint(with: [
            .from, .to, .date, .messageID, .subject, .contentType, .machine,
        ])
        return names >= 2 && isCertain && isAddressed && strayLines <= (names >= 4 ? 2 : 0)
    }
}
