import SluiceModel
import SluiceText

/// What stands in a plain text that is more than text, found in one walk over its lines.
struct TextMarks {
    /// A file that stands in the text's lines.
    struct InlineFile {
        var file: UUEncoding.File
        var isYEnc: Bool
    }

    private(set) var files: [InlineFile] = []
    /// Whether a message encrypted with PGP stands there (RFC 9580, 6.2).
    private(set) var hasEncrypted = false
    /// Whether a line begins with `>From `, as mbox writers quote it.
    private(set) var hasQuotedFrom = false
    private(set) var hasZero = false

    private static let mostFiles = 100

    init(_ text: Span<UInt8>) {
        hasZero = text.place(of: 0, in: 0..<text.count) != nil
        var place = 0
        while place < text.count {
            switch text[place] {
            case 0x62, 0x3D:
                if let next = takeFile(text, place) {
                    place = next
                    continue
                }
            case 0x2D:
                if text.has("-----BEGIN PGP MESSAGE", at: place, before: text.count) { hasEncrypted = true }
            case 0x3E:
                if TextMarks.isQuotedFrom(text, place) { hasQuotedFrom = true }
            default: break
            }
            guard let end = text.place(of: 0x0A, in: place..<text.count) else { return }
            place = end + 1
        }
    }

    /// Takes the file that begins at `place`; gives where the text goes on.
    private mutating func takeFile(_ text: Span<UInt8>, _ place: Int) -> Int? {
        guard files.count < TextMarks.mostFiles else { return nil }
        if let file = UUEncoding.file(text, at: place, before: text.count) {
            files.append(InlineFile(file: file, isYEnc: false))
            return max(place + 1, file.end)
        }
        if let file = YEncoding.file(text, at: place, before: text.count) {
            files.append(InlineFile(file: file, isYEnc: true))
            return max(place + 1, file.end)
        }
        return nil
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
