import SluiceModel
import SluiceText

/// The texts of a document of Word before 2007 ([MS-DOC]).
struct WordText {
    private(set) var texts = DocumentTexts()
    private(set) var gaps: [GapReason] = []
    private let document: TextStorage
    /// How many more bytes of text are read: no byte of an honest document is shown twice.
    private var left: Int

    /// Reads the document in `folder`; nil where there is none.
    init?(_ folder: CompoundFolder) {
        guard let document = folder.stream("WordDocument") else { return nil }
        self.document = document
        left = document.count
        guard let flags = document.number16(at: 0x0A), let version = document.number16(at: 2) else {
            gaps.append(.unreadable("damaged: the document has no head"))
            return
        }
        // 2.5.2: fEncrypted.
        guard flags & 0x0100 == 0 else {
            gaps.append(.encrypted)
            return
        }
        guard version >= 0x00C1 else {
            readOld(isFastSaved: flags & 0x0004 != 0)
            return
        }
        let table = folder.stream(flags & 0x0200 == 0 ? "0Table" : "1Table")
        guard let table, let start = document.number32(at: 0x1A2), let length = document.number32(at: 0x1A6),
            let pieces = WordPieces(table.slice(start, count: length))
        else {
            gaps.append(.unreadable("damaged: the list of its pieces of text is missing"))
            return
        }
        read(pieces)
    }

    /// Word 6 and 95 keep the text in one stretch, one byte a character.
    private mutating func readOld(isFastSaved: Bool) {
        let start = document.number32(at: 0x18) ?? 0
        let end = document.number32(at: 0x1C) ?? 0
        var sink = WordSink()
        sink.take(document.slice(start, count: end - start).text(in: .windows1252))
        texts.body += sink.text
        texts.notes += sink.fields
        if isFastSaved { gaps.append(.unsupported("a document that Word 6 saved in pieces")) }
    }

    /// Which texts follow one another in the pieces, by the places of their lengths in the document's head (2.5.4).
    private static let stories: [(place: Int, isNote: Bool)] = [
        (0x4C, false), (0x50, true), (0x54, false), (0x58, true), (0x5C, true), (0x60, true), (0x64, false),
        (0x68, false),
    ]

    private mutating func read(_ pieces: WordPieces) {
        var start = 0
        for story in WordText.stories {
            let length = document.number32(at: story.place) ?? 0
            guard length > 0, length < 1 << 31 else { continue }
            read(pieces, start..<start + length, isNote: story.isNote)
            start += length
        }
        // What no story claims is text all the same.
        if let end = pieces.end, end > start + 1 { read(pieces, start..<end, isNote: true) }
        if pieces.isCut || left < 0 { gaps.append(.unreadable("damaged: pieces of the text are missing")) }
    }

    private mutating func read(_ pieces: WordPieces, _ range: Range<Int>, isNote: Bool) {
        var sink = WordSink()
        for piece in pieces.pieces where piece.range.overlaps(range) {
            let wanted = piece.range.clamped(to: range)
            let skipped = wanted.lowerBound - piece.range.lowerBound
            let width = piece.isWide ? 2 : 1
            left -= wanted.count * width
            guard left >= 0 else { break }
            let slice = document.slice(piece.start + skipped * width, count: wanted.count * width)
            sink.take(piece.isWide ? slice.utf16Text : slice.text(in: .windows1252))
        }
        sink.end()
        if isNote { texts.notes += sink.text } else { texts.body += sink.text }
        texts.notes += sink.fields
    }
}

/// Where the characters of a document stand in its stream (2.9.38, 2.8.35).
struct WordPieces {
    struct Piece {
        /// Of characters of the whole text.
        var range: Range<Int>
        var start: Int
        /// Whether a character has two bytes.
        var isWide: Bool
    }

    private(set) var pieces: [Piece] = []
    private(set) var isCut = false
    /// How many characters there are.
    var end: Int? { pieces.map(\.range.upperBound).max() }

    init?(_ list: TextStorage) {
        var place = 0
        // Properties come first.
        while list.byte(at: place) == 1, let length = list.number16(at: place + 1) { place += 3 + length }
        guard list.byte(at: place) == 2, let length = list.number32(at: place + 1), length >= 4 else {
            return nil
        }
        let table = list.slice(place + 5, count: length)
        isCut = table.count < length
        let count = (table.count - 4) / 12
        for index in 0..<max(0, count) {
            guard let first = table.number32(at: 4 * index), let next = table.number32(at: 4 * index + 4),
                let start = table.number32(at: 4 * (count + 1) + 8 * index + 2), first < next
            else {
                isCut = true
                continue
            }
            let isWide = start & 0x4000_0000 == 0
            let offset = start & 0x3FFF_FFFF
            pieces.append(Piece(range: first..<next, start: isWide ? offset : offset / 2, isWide: isWide))
        }
        if pieces.isEmpty { return nil }
    }
}

/// Makes plain text of Word's characters (2.4.1, 2.8.25).
struct WordSink {
    private(set) var text: [UInt8] = []
    /// What fields are made of, such as the addresses of links.
    private(set) var fields: [UInt8] = []
    /// For each field around: whether its instruction is still being read.
    private var isInstruction: [Bool] = []
    private static let deepest = 100

    mutating func take(_ bytes: [UInt8]) {
        for byte in bytes {
            switch byte {
            case 0x13: if isInstruction.count < WordSink.deepest { isInstruction.append(true) }
            case 0x14:
                if let last = isInstruction.indices.last { isInstruction[last] = false }
                fields.endLine()
            case 0x15:
                _ = isInstruction.popLast()
                fields.endLine()
            case 0x07: append(text.last == .tab ? .newline : .tab)
            case 0x0B, 0x0C, 0x0D: append(.newline)
            case 0x1E: append(0x2D)
            case 0...0x08, 0x0E...0x1F: break
            default: append(byte)
            }
        }
    }

    private mutating func append(_ byte: UInt8) {
        if isInstruction.last == true { fields.append(byte) } else { text.append(byte) }
    }

    mutating func end() {
        text.endLine()
        fields.endLine()
        isInstruction = []
    }
}
