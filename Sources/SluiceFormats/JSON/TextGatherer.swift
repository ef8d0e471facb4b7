import SluiceModel

/// Copies the texts of messages one behind the other, so that one look tells which messages need to be made.
@safe
final class TextGatherer {
    private var buffer: [UInt8] = []
    private(set) var texts: [Range<Int>] = []
    private(set) var messages: [GatheredMessage] = []
    /// Where the message begins that is being read: in the buffer, and in the list of texts.
    private var begin = (byte: 0, text: 0)

    /// Whether the message that is being read has no text yet.
    var isEmpty: Bool { texts.count == begin.text }

    func append(_ text: Span<UInt8>) {
        guard text.count > 0 else { return }
        let start = buffer.count
        unsafe text.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
        texts.append(start..<buffer.count)
    }

    /// Appends a stretch of JSON, its escapes as what they mean.
    func append(decoded raw: Span<UInt8>) {
        guard raw.count > 0 else { return }
        let start = buffer.count
        buffer += JSONEscapes.decodedBytes(raw)
        texts.append(start..<buffer.count)
    }

    /// Forgets the texts of the message that is being read.
    func discard() {
        buffer.removeLast(buffer.count - begin.byte)
        texts.removeLast(texts.count - begin.text)
    }

    /// Ends a message.
    func endMessage() {
        messages.append(GatheredMessage(textsEnd: texts.count, bytes: buffer.count - begin.byte))
        begin = (buffer.count, texts.count)
    }

    /// All messages that have ended, which `maker` makes; none are left.
    func run(by maker: any MessageMaker) -> MessageRun {
        defer {
            buffer.removeAll(keepingCapacity: true)
            texts.removeAll(keepingCapacity: true)
            messages.removeAll(keepingCapacity: true)
            begin = (0, 0)
        }
        return MessageRun(TextStorage(buffer), texts, gathered: messages, areViews: false, by: maker)
    }
}
