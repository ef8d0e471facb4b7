import SluiceModel
import SluiceText

/// Tables of comma-separated values, or of what else parts the columns: one message a row.
///
/// Any text has commas; a table is told by its name and by records that are alike.
enum DelimitedTable: Format {
    static let form = InputForm.csv

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        let isNamed =
            ["csv", "tsv", "tab"].contains(head.hints.suffix)
            || ["text/csv", "text/tab-separated-values"].contains(head.hints.mediaType)
        // Of wide characters it is read as the text that it is.
        return isNamed && CharsetDecoder.wideCharset(bytes) == nil
            && TableForm(bytes, isWhole: head.isWhole, isAsked: false) != nil
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let isWhole = content.storage.count <= ContentHead.length
        let form = content.storage.withSpan {
            TableForm($0.extracting(first: ContentHead.length), isWhole: isWhole, isAsked: true)
        }
        guard let form else { return }
        let units = UnitBytes(storage: content.storage, origin: content.origin, offset: 0, line: 1)
        RowReader(form: form, isFirst: true).read(units, with: reader, yield)
    }

    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? { RecordSplitter() }

    /// Cuts behind the last record that ends.
    private struct RecordSplitter: UnitSplitter {
        private var form: TableForm?
        private var isFirst = true

        mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
            guard atEnd || form != nil || bytes.count >= ContentHead.length else { return nil }
            let isWhole = atEnd && bytes.count <= ContentHead.length
            let form =
                form
                ?? TableForm(bytes.extracting(first: ContentHead.length), isWhole: isWhole, isAsked: true)
            guard let form else { return nil }
            self.form = form
            var length = isFirst ? form.preamble : 0
            while length < bytes.count, !atEnd {
                let rest = bytes.extracting(length..<bytes.count)
                guard let end = TableRecords.end(of: rest, form.delimiter, atEnd: false) else { break }
                length += end
            }
            if atEnd { length = bytes.count }
            guard length > (isFirst ? form.preamble : 0) || atEnd && length > 0 else { return nil }
            defer { isFirst = false }
            return UnitCut(length: length, reader: RowReader(form: form, isFirst: isFirst))
        }
    }
}

/// Reads the rows of one stretch.
private struct RowReader: UnitReader {
    let form: TableForm
    let isFirst: Bool

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        var rows = RowReading(units, form, reader.options)
        var start = isFirst ? min(form.preamble, units.storage.count) : 0
        var isHeader = isFirst && !form.columns.isEmpty
        while start < units.storage.count {
            let end = units.storage.withSpan { bytes in
                TableRecords.end(of: bytes.extracting(start..<bytes.count), form.delimiter, atEnd: true)
            }
            let record = start..<start + max(1, end ?? 1)
            rows.read(record, isHeader: isHeader, yield)
            isHeader = false
            start = record.upperBound
        }
    }
}

/// The rows of one stretch, one after the other.
private struct RowReading {
    private let form: TableForm
    private let roles: [(field: FieldMap.Field, isGuess: Bool)?]
    /// The names of the columns, which go before cells that nothing claims.
    private let labels: [[UInt8]]
    private let organisation: Organisation
    private var builder: MessageBuilder
    private var cells: [TableCell] = []

    init(_ units: UnitBytes, _ form: TableForm, _ options: ReadingOptions) {
        self.form = form
        let names = FieldRoles(options.map)
        roles = form.columns.map(names.role)
        labels = form.columns.map { Array($0.utf8) }
        organisation = options.organisation
        builder = MessageBuilder(units)
        let isUTF8 = units.storage.withSpan { UTF8Check($0).validCount == $0.count }
        // Letters beyond ASCII may come late.
        builder.charset =
            isUTF8 ? nil : form.charset ?? units.storage.withSpan { MessageBuilder.charset(of: $0) }
    }

    mutating func read(_ record: Range<Int>, isHeader: Bool, _ yield: (Reading) -> Void) {
        let storage = builder.units.storage
        builder.base = record.lowerBound
        var facts = MessageFacts()
        storage.withSpan { bytes in
            let record = bytes.extracting(record)
            TableRecords.readCells(in: record, form.delimiter, &cells)
            for (index, cell) in cells.enumerated() where !cell.range.isEmpty {
                let role = isHeader || index >= roles.count ? nil : roles[index]
                if let role, take(role, cell, index, record, &facts) { continue }
                add(.comment, cell, index, record, label: isHeader ? [] : label(index))
            }
        }
        guard !builder.isEmpty else { return }
        facts.authorRole = organisation.role(of: facts.author)
        facts.channel = facts.author == nil ? .file : .social
        var message = builder.message(facts)
        message.origin.message = message.parts.first?.raw?.line
        yield(.message(message))
    }

    /// Takes a cell for what its column says; false where its text is not of that kind.
    private mutating func take(
        _ role: (field: FieldMap.Field, isGuess: Bool), _ cell: TableCell, _ index: Int,
        _ record: Span<UInt8>, _ facts: inout MessageFacts
    ) -> Bool {
        if role.field == .text || role.field == .title {
            add(role.field == .text ? .body : .subject, cell, index, record)
            return true
        }
        guard cell.range.count <= 200 else { return false }
        let text = TableRecords.string(of: cell, in: record, form.charset)
        switch role.field {
        case .author where facts.author == nil || !role.isGuess: facts.author = Person(called: text)
        case .recipient: facts.recipients.append(Person(called: text))
        case .time:
            guard let time = TimeText.seconds(record.extracting(cell.range)) else { return false }
            facts.time = facts.time ?? time
        case .thread where facts.thread == nil: facts.thread = text
        case .id where facts.id == nil && text.utf8.count <= 24 && !text.utf8.contains(0x20):
            facts.id = text
        default: return false
        }
        return true
    }

    /// What a cell says may be told by its column alone: `Passwort` stands above, and never beside.
    private func label(_ index: Int) -> [UInt8] { index < labels.count ? labels[index] : [] }

    private mutating func add(
        _ kind: PartKind, _ cell: TableCell, _ index: Int, _ record: Span<UInt8>, label: [UInt8] = []
    ) {
        let name = index < form.columns.count ? form.columns[index] : ""
        let member = name.isEmpty ? nil : name
        if HTMLField.mayBeIn(record.extracting(cell.range)) {
            let text = builder.utf8(TableRecords.text(of: cell, in: record))
            if let page = HTMLField(text.span) {
                return builder.add(kind, page, label: label, raw: cell.range, encoding: "csv", member: member)
            }
        }
        guard label.isEmpty else {
            let isQuoted = cell.isQuoted && BytePlaces.first(0x22, in: record.extracting(cell.range)) != nil
            let text = TableRecords.text(of: cell, in: record)
            return builder.add(
                kind, lead: label + Array(": ".utf8), text, raw: cell.range,
                encoding: isQuoted ? "csv" : "8bit",
                member: member)
        }
        if cell.isQuoted, BytePlaces.first(0x22, in: record.extracting(cell.range)) != nil {
            let text = TableRecords.text(of: cell, in: record)
            builder.add(kind, decoded: text, raw: cell.range, encoding: "csv", member: member)
        } else {
            builder.add(kind, verbatim: cell.range, member: member)
        }
    }
}
