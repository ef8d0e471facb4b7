import SluiceModel

/// What stands around a mail's parts and depends on their bytes.
struct MailFrame {
    /// Whether the mail carries a signature, which holds for the bytes as they were.
    private(set) var isSealed = false
    /// The digits of `Content-Length` in an mbox, and the body that they count.
    private var length: (digits: Range<Int>, count: Int, body: Int)?

    private static let longestHead = 256 << 10
    private static let seals = ["dkim-signature:", "arc-seal:", "arc-message-signature:", "x-pgp-sig:"]
    private static let sealTypes = ["multipart/signed", "pkcs7-mime", "pkcs7-signature", "pgp-signature"]

    init(_ message: Message, _ bytes: MessageRedactor.Bytes) {
        guard let range = MailFrame.range(of: message) else { return }
        let first = max(0, range.lowerBound - MailFrame.longestHead)
        guard let before = bytes(first..<range.lowerBound),
            let behind = bytes(range.lowerBound..<min(range.upperBound, range.lowerBound + (4 << 20)))
        else { return }
        let text = before + behind
        var start = 0
        var isMailbox = false
        if let mark = MailFrame.lastSeparator(in: before) {
            start = mark
            isMailbox = true
        }
        let body = MailFrame.bodyStart(in: text, from: start)
        read(head: text, start..<body, offset: first, isMailbox: isMailbox)
        let rest = String(decoding: text[body...], as: UTF8.self)
        isSealed = isSealed || rest.contains("-----BEGIN PGP SIGNED MESSAGE")
    }

    /// From the first to the last byte of the mail's parts.
    static func range(of message: Message) -> Range<Int>? {
        let spans = message.parts.compactMap { $0.raw?.span }
        guard let start = spans.map(\.start).min(), let end = spans.map(\.end).max(), start < end else {
            return nil
        }
        return start..<end
    }

    /// The edit that makes the counted length right once `edits` are made.
    func lengthEdit(after edits: [SpanEdit]) -> SpanEdit? {
        guard let length else { return nil }
        let counted = length.body..<length.body + length.count
        let change = edits.filter { counted.contains($0.range.lowerBound) }
            .reduce(0) { $0 + $1.bytes.count - $1.range.count }
        guard change != 0 else { return nil }
        return SpanEdit(range: length.digits, bytes: Array(String(length.count + change).utf8))
    }

    private mutating func read(head text: [UInt8], _ range: Range<Int>, offset: Int, isMailbox: Bool) {
        var place = range.lowerBound
        while place < range.upperBound {
            let end = text[place..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
            let line = String(decoding: text[place..<end], as: UTF8.self).lowercased()
            isSealed =
                isSealed || MailFrame.seals.contains(where: line.hasPrefix)
                || MailFrame.sealTypes.contains(where: line.contains)
            let name = "content-length:"
            if isMailbox, length == nil, line.hasPrefix(name) {
                var first = place + name.utf8.count
                while first < end, text[first] == 0x20 || text[first] == 0x09 { first += 1 }
                let last = text[first..<end].firstIndex { !(0x30...0x39).contains($0) } ?? end
                if let count = Int(String(decoding: text[first..<last], as: UTF8.self)) {
                    length = (first + offset..<last + offset, count, range.upperBound + offset)
                }
            }
            place = end + 1
        }
    }

    /// Where the last line begins that parts mails in an mbox.
    private static func lastSeparator(in text: [UInt8]) -> Int? {
        let mark = Array("From ".utf8)
        return ByteSearch.places(of: mark, in: text).last { $0 == 0 || text[$0 - 1] == 0x0A }
    }

    /// Behind the empty line that ends the header.
    private static func bodyStart(in text: [UInt8], from start: Int) -> Int {
        var place = start
        while place < text.count, let end = text[place...].firstIndex(of: 0x0A) {
            let isEmpty = end == place || end == place + 1 && text[place] == 0x0D
            place = end + 1
            if isEmpty { return place }
        }
        return text.count
    }
}
