import SluiceModel
import SluiceText

/// Text whose charset is not UTF-8.
enum EncodedText {
    /// A message of one part for each way in which the bytes may be meant.
    static func message(
        _ raw: TextStorage, _ text: TextStorage, _ decoding: CharsetDecoding, origin: Origin
    ) -> Message {
        var message = Message(origin: origin, parts: [part(text, of: raw, decoding.charset)])
        for charset in decoding.alternatives {
            var buffer = ByteBuffer(capacity: raw.count)
            _ = raw.withSpan { CharsetDecoder.append($0, as: charset, to: &buffer) }
            var part = part(buffer.storage(), of: raw, charset)
            part.member = "read as \(charset)"
            message.parts.append(part)
        }
        if !decoding.alternatives.isEmpty { message.ambiguities.append("charset") }
        if let gap = gap(decoding.faults, decoding.charset, origin: origin) { message.gaps.append(gap) }
        return message
    }

    private static func part(_ text: TextStorage, of raw: TextStorage, _ charset: Charset) -> Part {
        let form = RawForm(span: ByteSpan(0, raw.count), charset: named(charset), line: 1)
        return Part(text: TextSegment(whole: text), raw: form)
    }

    /// What has been repaired does not stand in the file as it is.
    private static func named(_ charset: Charset) -> String {
        charset == .utf8 ? "utf-8 with faults" : charset.name
    }

    static func gap(_ faults: Int, _ charset: Charset, origin: Origin) -> Gap? {
        guard faults > 0 else { return nil }
        let bytes = faults == 1 ? "1 byte is" : "\(faults) bytes are"
        return Gap(origin: origin, reason: .unreadable("\(bytes) no \(charset)"))
    }
}
