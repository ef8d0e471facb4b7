import SluiceModel

/// The header fields that a mail program put above a mail that it quotes or forwards.
struct HeaderBlock {
    private var values: [(field: HeaderField, value: Range<Int>)] = []
    private var fields: UInt8 = 0
    /// Behind the block's last line.
    private(set) var end: Int
    /// Where reading goes on.
    private(set) var reader: LineReader

    /// So many lines a block has at most; so many of them go on from the line before.
    private static let lineLimit = 40
    private static let continuationLimit = 12

    /// Reads the block that `line` begins; nil where it is none.
    ///
    /// A block has three different fields of From, Date, To, Cc, Subject at least, and a subject or an address or
    /// `bar` above it, since forms that people write hold such words too. Blank lines part its lines all or never.
    init?(at line: TextLine, after reader: LineReader, bar: Bool, in text: Span<UInt8>) {
        guard let first = HeaderBlock.label(of: line, in: text) else { return nil }
        self.reader = reader
        end = line.next
        append(first.field, first.value..<line.end)
        readLines(depth: line.depth, from: reader, in: text)
        guard fields.nonzeroBitCount >= 3,
            bar || fields & HeaderField.subject.bit != 0 || hasAddress(in: text)
        else { return nil }
    }

    /// Reads a block whose labels follow one another in one line, as Yahoo writes it below its bar.
    init?(inline range: Range<Int>, of line: TextLine, after reader: LineReader, in text: Span<UInt8>) {
        self.reader = reader
        end = line.next
        var place = range.lowerBound
        var open: (field: HeaderField, start: Int)?
        while place < range.upperBound {
            if let found = HeaderBlock.label(at: place, in: text, before: range.upperBound),
                found.field == .other || fields & found.field.bit == 0
            {
                if let open { append(open.field, open.start..<place) }
                fields |= found.field.bit
                open = (found.field, found.value)
                place = found.value
            } else {
                place += 1
            }
        }
        if let open { append(open.field, open.start..<range.upperBound) }
        guard fields.nonzeroBitCount >= 3 else { return nil }
    }

    private mutating func append(_ field: HeaderField, _ value: Range<Int>) {
        values.append((field, value))
        fields |= field.bit
    }

    private mutating func readLines(depth: Int, from start: LineReader, in text: Span<UInt8>) {
        var ahead = start
        var blanks = 0
        var isSpaced: Bool?
        var continued = 0
        for _ in 0..<HeaderBlock.lineLimit {
            guard let line = ahead.next(in: text) else { return }
            if line.isBlank {
                blanks += 1
                if blanks > 1 || isSpaced == false { return }
                continue
            }
            guard line.depth == depth else { return }
            if let label = HeaderBlock.label(of: line, in: text) {
                guard label.field == .other || fields & label.field.bit == 0 else { return }
                isSpaced = blanks > 0
                append(label.field, label.value..<line.end)
            } else {
                guard blanks == 0, continued < HeaderBlock.continuationLimit, continues(line, in: text) else {
                    return
                }
                continued += 1
                values.append((values[values.count - 1].field, line.content..<line.end))
            }
            blanks = 0
            end = line.next
            reader = ahead
        }
    }

    /// Whether a line without a label belongs to the field before it.
    private func continues(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        guard let last = values.last else { return false }
        if last.value.isEmpty { return last.field != .other && last.field != .cc }
        switch last.field {
        case .to, .cc:
            let end = text[last.value.upperBound - 1]
            if end == 0x3B || end == 0x2C { return true }
            for place in line.content..<line.end where text[place] == 0x40 || text[place] == 0x3B {
                return line.end - line.content < 200
            }
            return false
        case .subject: return line.content - line.start >= 2 && text[line.start] <= 0x20
        case .from: return text[line.content] == 0x3C || text[line.content] == 0x5B
        default: return false
        }
    }

    private func hasAddress(in text: Span<UInt8>) -> Bool {
        for (_, value) in values {
            for place in value where text[place] == 0x40 { return true }
        }
        return false
    }

    /// The label that `line` begins with, and where its value begins.
    static func label(of line: TextLine, in text: Span<UInt8>) -> (field: HeaderField, value: Int)? {
        label(at: line.content, in: text, before: line.end)
    }

    static func label(at start: Int, in text: Span<UInt8>, before end: Int) -> (
        field: HeaderField, value: Int
    )? {
        var place = start
        while place < end, isEmphasis(text[place]) { place += 1 }
        guard let found = LineMark.table.match(at: place, in: text, before: end),
            case .label(let field) = found.meaning
        else { return nil }
        guard let behind = colon(at: found.end, in: text, before: end) else { return nil }
        return (field, skipMargin(text, behind, end))
    }

    /// Behind the colon that follows a label which ends at `start`; nil where none does.
    static func colon(at start: Int, in text: Span<UInt8>, before end: Int) -> Int? {
        if text[start - 1] == 0x3A { return start }
        let place = skipMargin(text, start, end)
        guard place < end else { return nil }
        if text[place] == 0x3A { return place + 1 }
        // `：`, the wide colon of Chinese and Japanese.
        let isWide =
            place + 2 < end && text[place] == 0xEF && text[place + 1] == 0xBC && text[place + 2] == 0x9A
        return isWide ? place + 3 : nil
    }

    private static func isEmphasis(_ byte: UInt8) -> Bool { byte == 0x2A || byte == 0x5F }

    private static func skipMargin(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var place = start
        while true {
            place = LineReader.skipBlanks(text, place, end)
            guard place < end, isEmphasis(text[place]) else { return place }
            place += 1
        }
    }
}

extension HeaderBlock {
    /// Writes what the fields say into `layer`.
    func fill(_ layer: inout Layer, from text: Span<UInt8>) {
        layer.from = PeopleText.people(value(of: .from, in: text)).first
        layer.to = PeopleText.people(value(of: .to, in: text)) + PeopleText.people(value(of: .cc, in: text))
        layer.date = DateText.find(in: value(of: .date, in: text))?.seconds
        let subject = value(of: .subject, in: text)
        let trimmed = subject[...].drop { $0 <= 0x20 }
        if fields & HeaderField.subject.bit != 0 { layer.subject = String(decoding: trimmed, as: UTF8.self) }
    }

    /// The bytes of a field, its lines joined by spaces.
    private func value(of field: HeaderField, in text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in values where entry.field == field && bytes.count < HeaderBlock.longestValue {
            if !bytes.isEmpty { bytes.append(0x20) }
            bytes += text.copy(entry.value.prefix(HeaderBlock.longestValue))
        }
        return bytes
    }

    private static let longestValue = 64 << 10
}
