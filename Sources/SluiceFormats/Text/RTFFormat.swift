import SluiceModel
import SluiceText

/// A document in RTF: one message with what is read in it, and apart from that what is hidden in it.
enum RTFFormat: Format {
    static var form: InputForm { .rtf }

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        var place = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
        let mark = Array("{\\rtf".utf8)
        guard place + mark.count <= bytes.count else { return false }
        for index in mark.indices where bytes[place + index] != mark[index] { return false }
        return true
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let storage = content.storage
        let rtf = storage.withSpan { RTFText($0) }
        let raw = RawForm(span: ByteSpan(0, rtf.end), transferEncoding: "rtf", charset: "rtf", line: 1)
        var message = Message(origin: content.origin)
        func add(_ text: TextStorage, _ kind: PartKind, _ member: String?) {
            guard text.count > 0 else { return }
            message.parts.append(Part(kind: kind, member: member, text: TextSegment(whole: text), raw: raw))
        }
        if rtf.html.count > 0 {
            message.parts += rtf.html.withSpan { HTMLParts.parts(of: $0, raw: raw) }
            let shown = message.parts.first { $0.kind == .body }?.text.storage
            if !sameWords(shown, rtf.body) { add(rtf.body, .comment, "read as RTF") }
        } else {
            add(rtf.body, .body, nil)
        }
        add(rtf.frame, .body, "headers and footers")
        add(rtf.notes, .body, "notes")
        add(rtf.comments, .comment, "comments")
        let rest = TextStorage(slice: rtf.end..<storage.count, of: storage)
        if holdsText(rest) {
            let place = RawForm(span: ByteSpan(rtf.end, storage.count))
            message.parts.append(
                Part(kind: .comment, member: "behind the end", text: TextSegment(whole: rest), raw: place))
        }
        if message.parts.isEmpty { message.parts.append(Part(text: TextSegment(whole: rtf.body), raw: raw)) }
        if rtf.hasObject {
            message.gaps.append(Gap(origin: content.origin, reason: .unsupported("an object in RTF")))
        }
        if rtf.faults > 0 {
            message.gaps.append(
                Gap(
                    origin: content.origin,
                    reason: .unreadable("\(rtf.faults) bytes are not in their charset")))
        }
        yield(.message(message))
    }

    private static func holdsText(_ storage: TextStorage) -> Bool {
        storage.withSpan { bytes in
            for index in bytes.indices where bytes[index] > 0x20 && bytes[index] != 0x7D { return true }
            return false
        }
    }

    /// Whether two texts differ in nothing but white space.
    static func sameWords(_ first: TextStorage?, _ second: TextStorage) -> Bool {
        guard let first else { return second.count == 0 }
        func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
        return first.withSpan { first in
            second.withSpan { second in
                var (left, right) = (0, 0)
                while true {
                    while left < first.count, isSpace(first[left]) { left += 1 }
                    while right < second.count, isSpace(second[right]) { right += 1 }
                    guard left < first.count, right < second.count else {
                        return left == first.count && right == second.count
                    }
                    guard first[left] == second[right] else { return false }
                    left += 1
                    right += 1
                }
            }
        }
    }
}
