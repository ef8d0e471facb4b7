import SluiceModel
import SluiceText

/// An exported chat that was saved in UTF-16 or UTF-32, as editors do it: its messages are those of its text.
enum WideChat: Format {
    static let form = InputForm.whatsapp

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        // One of the first two bytes is a zero or begins a mark of byte order.
        guard bytes.count > 3, bytes[0] >= 0xFE || bytes[0] == 0 || bytes[1] == 0,
            let charset = CharsetDecoder.wideCharset(bytes)
        else { return false }
        return kind(of: bytes, charset) != nil
    }

    private static func kind(of bytes: Span<UInt8>, _ charset: Charset) -> ChatKind? {
        text(of: bytes.extracting(first: ContentHead.length), charset)
            .withSpan { ChatText.kind(of: $0) }
    }

    private static func text(of bytes: Span<UInt8>, _ charset: Charset) -> TextStorage {
        var text = ByteBuffer(capacity: bytes.count)
        CharsetDecoder.append(bytes, as: charset, to: &text)
        return text.storage()
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let decoded = content.storage.withSpan { CharsetDecoder.decode($0, label: nil) }
        guard let text = decoded.storage else { return WhatsApp.read(content, with: reader, yield) }
        let kind = content.storage.withSpan { WideChat.kind(of: $0, decoded.decoding.charset) }
        var inner = content
        inner.storage = text
        var places = WidePlaces(text, of: content.storage, decoded.decoding.charset)
        ChatText.read(inner, as: kind ?? .whatsApp, with: reader) { reading in
            reading.spread { reading in
                guard case .message(var message) = reading else { return yield(reading) }
                for index in message.parts.indices {
                    message.parts[index].raw = message.parts[index].raw.map { places.form(of: $0) }
                }
                yield(.message(message))
            }
        }
        if let gap = EncodedText.gap(decoded.faults, decoded.decoding.charset, origin: content.origin) {
            yield(.gap(gap))
        }
    }
}

/// Where stretches of a decoded text stand in its bytes; they come in order.
private struct WidePlaces {
    private let text: TextStorage
    private let charset: Charset
    private let width: Int
    /// The last place asked for, in the text, and how many units stand before it.
    private var last = (place: 0, units: 0)
    /// A mark of byte order stands before the text.
    private let mark: Int
    private let count: Int

    init(_ text: TextStorage, of bytes: TextStorage, _ charset: Charset) {
        self.text = text
        self.charset = charset
        width = charset.name.hasPrefix("utf-32") ? 4 : 2
        let width = width
        mark = bytes.withSpan { $0.extracting(first: width).isMark ? width : 0 }
        count = bytes.count
    }

    mutating func form(of raw: RawForm) -> RawForm {
        let start = place(of: raw.span.start)
        return RawForm(
            span: ByteSpan(start, place(of: raw.span.end)), charset: charset.name, line: raw.line)
    }

    private mutating func place(of offset: Int) -> Int {
        if offset < last.place { last = (0, 0) }
        last.units += text.withSpan { text in
            var units = 0
            for index in last.place..<min(offset, text.count) where text[index] & 0xC0 != 0x80 {
                units += text[index] >= 0xF0 && width == 2 ? 2 : 1
            }
            return units
        }
        last.place = offset
        return min(mark + last.units * width, count)
    }
}

extension Span where Element == UInt8 {
    /// Whether these bytes are a mark of byte order.
    fileprivate var isMark: Bool {
        let letters = indices.filter { self[$0] != 0 }
        guard letters.count == 2, letters[1] == letters[0] + 1 else { return false }
        return self[letters[0]] == 0xFF && self[letters[1]] == 0xFE
            || self[letters[0]] == 0xFE && self[letters[1]] == 0xFF
    }
}
