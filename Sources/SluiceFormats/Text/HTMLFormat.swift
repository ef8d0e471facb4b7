import SluiceModel
import SluiceText

/// A page in HTML: one message with the text that browsers show, and what stands in it unseen.
enum HTMLFormat: Format {
    static var form: InputForm { .html }

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        if bytes.count > 3, bytes[0] >= 0xFE || bytes[0] == 0 || bytes[1] == 0,
            let wide = CharsetDecoder.wideCharset(bytes)
        {
            var text = ByteBuffer(capacity: bytes.count)
            CharsetDecoder.append(bytes, as: wide, to: &text)
            return text.withSpan { looksLikeHTML($0, head.hints) }
        }
        return looksLikeHTML(bytes, head.hints)
    }

    /// Whether a text begins as pages do; where only a name says so, any tag at its beginning will do.
    private static func looksLikeHTML(_ bytes: Span<UInt8>, _ hints: ContentHints) -> Bool {
        var place = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        let isNamed =
            ["html", "htm", "xhtml", "mht"].contains(hints.suffix ?? "")
            || ["text/html", "application/xhtml+xml"].contains(hints.mediaType ?? "")
        // A page may begin with a declaration, comments and white space.
        while true {
            while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
            guard place + 2 < bytes.count, bytes[place] == 0x3C else { return false }
            if bytes[place + 1] == 0x3F {
                place = end(of: "?>", from: place, in: bytes)
            } else if begins("<!--", at: place, in: bytes) {
                place = end(of: "-->", from: place, in: bytes)
            } else {
                break
            }
        }
        if isNamed { return bytes[place + 1] == 0x21 || (bytes[place + 1] | 0x20) &- 0x61 < 26 }
        let beginnings = [
            "<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<style", "<script",
        ]
        return beginnings.contains { begins($0, at: place, in: bytes) }
    }

    private static func begins(_ word: String, at place: Int, in bytes: Span<UInt8>) -> Bool {
        var next = place
        for byte in word.utf8 {
            guard next < bytes.count else { return false }
            let found = bytes[next]
            guard (found &- 0x41 < 26 ? found | 0x20 : found) == byte else { return false }
            next += 1
        }
        return true
    }

    private static func end(of word: String, from start: Int, in bytes: Span<UInt8>) -> Int {
        var place = start
        while place < bytes.count, !begins(word, at: place, in: bytes) { place += 1 }
        return min(bytes.count, place + word.utf8.count)
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let storage = content.storage
        let decoded = storage.withSpan { bytes in
            CharsetDecoder.decode(bytes, label: content.hints.charset ?? HTMLCharset.label(in: bytes))
        }
        let raw = RawForm(
            span: ByteSpan(0, storage.count), transferEncoding: "html", charset: decoded.charset, line: 1)
        let html = decoded.storage ?? storage
        var message = Message(
            origin: content.origin, parts: html.withSpan { HTMLParts.parts(of: $0, raw: raw) })
        if let gap = EncodedText.gap(decoded.faults, decoded.decoding.charset, origin: content.origin) {
            message.gaps.append(gap)
        }
        for charset in decoded.alternatives {
            var buffer = ByteBuffer(capacity: storage.count)
            _ = storage.withSpan { CharsetDecoder.append($0, as: charset, to: &buffer) }
            let member = "read as \(charset)"
            message.parts += buffer.withSpan { HTMLParts.parts(of: $0, member: member, raw: raw) }
        }
        if !decoded.alternatives.isEmpty { message.ambiguities.append("charset") }
        yield(.message(message))
    }
}
