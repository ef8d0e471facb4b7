import SluiceModel
import SluiceText

/// The texts of a workbook of Excel before 2007 ([MS-XLS]): sheets' names, cells, comments, headers and text boxes.
struct WorkbookText {
    private(set) var texts = DocumentTexts()
    private(set) var gaps: [GapReason] = []
    private var strings: [[UInt8]] = []
    private var isUsed: [Bool] = []
    private var row = -1
    /// Strings have their own mark of width since Excel 97.
    private var isWide = true
    /// How many more bytes cells may show, since a few of them may name one long text again and again.
    private var left: Int

    /// Reads the workbook in `folder`; nil where there is none.
    init?(_ folder: CompoundFolder) {
        guard let stream = folder.stream("Workbook") ?? folder.stream("Book") else { return nil }
        left = 8 * stream.count + (1 << 20)
        var records = WorkbookRecords(stream)
        while let record = records.next() {
            // FilePass: all that follows is encrypted.
            if record.type == 0x2F {
                gaps.append(.encrypted)
                break
            }
            read(record)
        }
        endRow()
        if left < 0 { gaps.append(.limit("a workbook whose cells repeat their texts")) }
        if records.isCut { gaps.append(.unreadable("cut short")) }
        for (index, text) in strings.enumerated() where !isUsed[index] && !text.isEmpty {
            texts.notes += text + [.newline]
        }
    }

    /// What no text holds costs little: most records are formats.
    private mutating func read(_ record: WorkbookRecord) {
        var pieces = record.pieces
        switch record.type {
        case 0x0809: isWide = pieces.number16() ?? 0x0600 >= 0x0600
        case 0x00FC: readShared(&pieces)
        case 0x0085: readName(&pieces)
        case 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD, 0x0006: readCell(record.type, &pieces)
        // What a formula gives.
        case 0x0207: addCell(string(&pieces))
        case 0x0014, 0x0015: addNote(string(&pieces))
        case 0x001C:
            pieces.skip(8)
            addNote(string(&pieces))
        case 0x01B6: readBox(&pieces)
        case 0x01B8: readLink(pieces.rest())
        default: break
        }
    }

    private mutating func readShared(_ pieces: inout WorkbookPieces) {
        pieces.skip(4)
        guard let count = pieces.number32() else { return }
        for _ in 0..<min(count, pieces.count / 3) {
            guard let text = pieces.sharedString() else {
                gaps.append(.unreadable("damaged: the table of strings"))
                break
            }
            strings.append(text)
        }
        isUsed = [Bool](repeating: false, count: strings.count)
    }

    private mutating func string(_ pieces: inout WorkbookPieces) -> [UInt8] {
        isWide ? pieces.longString() ?? [] : pieces.byteString() ?? []
    }

    /// A sheet, hidden ones too.
    private mutating func readName(_ pieces: inout WorkbookPieces) {
        pieces.skip(6)
        let name = isWide ? pieces.shortString() : pieces.shortByteString()
        addNote(name ?? [])
    }

    private mutating func readCell(_ type: Int, _ pieces: inout WorkbookPieces) {
        let row = pieces.number16() ?? 0
        if row != self.row { endRow() }
        self.row = row
        pieces.skip(2)
        if type == 0x00BD {
            while pieces.left > 6 {
                pieces.skip(2)
                if let number = pieces.number32() { addCell(WorkbookNumber.text(packed: number)) }
            }
            return
        }
        pieces.skip(2)
        switch type {
        case 0x00FD:
            let index = pieces.number32() ?? -1
            guard strings.indices.contains(index) else { return }
            isUsed[index] = true
            addCell(strings[index])
        case 0x0203: if let bits = pieces.number64() { addCell(WorkbookNumber.text(bits: bits)) }
        case 0x0006: if let bits = pieces.number64() { addCell(WorkbookNumber.text(result: bits)) }
        case 0x027E: if let number = pieces.number32() { addCell(WorkbookNumber.text(packed: number)) }
        default: addCell(string(&pieces))
        }
    }

    private mutating func addCell(_ text: [UInt8]) {
        left -= text.count
        guard !text.isEmpty, left >= 0 else { return }
        texts.body += text
        texts.body.append(.tab)
    }

    private mutating func endRow() {
        if texts.body.last == .tab { texts.body.removeLast() }
        texts.body.endLine()
    }

    private mutating func addNote(_ text: [UInt8]) {
        if text.contains(where: { $0 > 0x20 }) { texts.notes += text + [.newline] }
    }

    /// A comment or text box, whose text stands in the records that continue it (2.4.329).
    private mutating func readBox(_ pieces: inout WorkbookPieces) {
        pieces.skip(10)
        guard let count = pieces.number16(), count > 0 else { return }
        pieces.skipPiece()
        addNote(pieces.characters(count, isMarked: true) ?? [])
    }

    /// Where a link leads: whatever of it is text in UTF-16 (2.4.140).
    private mutating func readLink(_ bytes: TextStorage) {
        var run: [UInt8] = []
        func isText(_ place: Int) -> Bool {
            bytes.number16(at: place).map { (0x20..<0x7F).contains($0) || $0 >= 0xA0 && $0 < 0x250 } ?? false
        }
        var place = 0
        while place < bytes.count {
            var end = place
            while isText(end) { end += 2 }
            if end - place >= 8 {
                run += bytes.slice(place, count: end - place).utf16Text + [.newline]
                place = end
            } else {
                place += 1
            }
        }
        addNote(run.last == .newline ? Array(run.dropLast()) : run)
    }
}

/// Numbers in cells, as text.
enum WorkbookNumber {
    /// As whole numbers where they are that: an account or card number must not become an exponent.
    static func text(_ value: Double) -> [UInt8] {
        guard value.isFinite else { return [] }
        if abs(value) < 1e18, value == value.rounded() { return Array("\(Int(value))".utf8) }
        return Array("\(value)".utf8)
    }

    static func text(bits: UInt64) -> [UInt8] { text(Double(bitPattern: bits)) }

    /// 30 bits of a number, whole or not, and perhaps a hundred times itself (2.5.122).
    static func text(packed: Int) -> [UInt8] {
        let bits = UInt32(truncatingIfNeeded: packed)
        let value =
            bits & 2 != 0
            ? Double(Int32(bitPattern: bits) >> 2) : Double(bitPattern: UInt64(bits & ~3) << 32)
        return text(bits & 1 != 0 ? value / 100 : value)
    }

    /// What a formula gives, where it is a number (2.5.133).
    static func text(result bits: UInt64) -> [UInt8] { bits >> 48 == 0xFFFF ? [] : text(bits: bits) }
}
