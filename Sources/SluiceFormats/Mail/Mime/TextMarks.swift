import SluiceModel
import SluiceText

/// The files that stand in the lines of a text, as programs wrote them before MIME.
struct InlineFiles {
    struct File {
        var file: UUEncoding.File
        var isYEnc: Bool
    }

    private(set) var files: [File] = []
    private static let most = 100

    init(_ bytes: Span<UInt8>) {
        var place = 0
        while place < bytes.count, files.count < InlineFiles.most {
            if bytes[place] == 0x62 || bytes[place] == 0x3D, let file = InlineFiles.file(bytes, place) {
                files.append(file)
                place = max(place + 1, file.file.end)
                continue
            }
            guard let end = bytes.place(of: 0x0A, in: place..<bytes.count) else { return }
            place = end + 1
        }
    }

    private static func file(_ bytes: Span<UInt8>, _ place: Int) -> File? {
        if let file = UUEncoding.file(bytes, at: place, before: bytes.count) {
            return File(file: file, isYEnc: false)
        }
        return YEncoding.file(bytes, at: place, before: bytes.count).map { File(file: $0, isYEnc: true) }
    }
}

/// What stands in a plain text that is more than text.
struct TextMarks {
    /// Whether a message encrypted with PGP stands there (RFC 9580, 6.2).
    private(set) var hasEncrypted = false
    /// Whether a line begins with `>From `, as mbox writers quote it.
    private(set) var hasQuotedFrom = false
    private(set) var hasZero = false
    /// Whether a line begins as those before uuencoded and yEnc files do.
    private(set) var mayHoldFiles = false
    /// How many lines are not empty.
    private(set) var lines = 0
    /// No line has more marks of quotation at its beginning.
    private(set) var deepestQuote = 0

    init(_ text: Span<UInt8>) {
        hasZero = text.place(of: 0, in: 0..<text.count) != nil
        var place = 0
        while place < text.count {
            if text[place] != 0x0A { lines += 1 }
            noteLine(text, place)
            guard let end = text.place(of: 0x0A, in: place..<text.count) else { return }
            place = end + 1
        }
    }

    /// Likewise for a text at which `looks` looked, and which is not odd.
    init(_ text: Span<UInt8>, _ looks: borrowing TextLooks) {
        lines = looks.lines
        for index in 0..<looks.count { noteLine(text, looks[index]) }
    }

    private mutating func noteLine(_ text: Span<UInt8>, _ place: Int) {
        switch text[place] {
        case 0x62: if text.has("begin ", at: place, before: text.count) { mayHoldFiles = true }
        case 0x3D: if text.has("=ybegin ", at: place, before: text.count) { mayHoldFiles = true }
        case 0x2D:
            if text.has("-----BEGIN PGP MESSAGE", at: place, before: text.count) { hasEncrypted = true }
        case 0x3E:
            if TextMarks.isQuotedFrom(text, place) { hasQuotedFrom = true }
            noteQuote(text, place)
        case 0x09, 0x20, 0x80...: noteQuote(text, place)
        default: break
        }
    }

    /// Counts the marks among what may stand in a line's prefix.
    private mutating func noteQuote(_ text: Span<UInt8>, _ start: Int) {
        var place = start
        var count = 0
        while place < text.count {
            let byte = text[place]
            if byte == 0x3E { count += 1 } else if byte != 0x20, byte != 0x09, byte < 0x80 { break }
            place += 1
        }
        deepestQuote = max(deepestQuote, count)
    }

    private static func isQuotedFrom(_ text: Span<UInt8>, _ start: Int) -> Bool {
        var place = start
        while place < text.count, text[place] == 0x3E { place += 1 }
        return text.has("From ", at: place, before: text.count)
    }

    /// The text with one `>` less before each quoted `From `.
    func withoutFromQuotes(_ text: Span<UInt8>) -> TextStorage {
        var output = ByteBuffer(capacity: text.count)
        var start = 0
        var place = 0
        while place < text.count {
            if text[place] == 0x3E, TextMarks.isQuotedFrom(text, place) {
                output.append(text.extracting(start..<place))
                start = place + 1
            }
            guard let end = text.place(of: 0x0A, in: place..<text.count) else { break }
            place = end + 1
        }
        output.append(text.extracting(start..<text.count))
        return output.storage()
    }
}
