import SluiceModel
import SluiceText

/// Copies the texts of messages one behind the other, so that one look tells which messages need to be made.
final class TextGatherer {
    private var buffer = ByteBuffer(capacity: 192 << 10)
    private let pool = StoragePool()
    private(set) var texts: [Range<Int>] = []
    private(set) var messages: [GatheredMessage] = []
    /// Where the message begins that is being read: in the buffer, and in the list of texts.
    private var begin = (byte: 0, text: 0)

    /// Whether the message that is being read has no text yet.
    var isEmpty: Bool { texts.count == begin.text }

    func append(_ text: Span<UInt8>) {
        guard text.count > 0 else { return }
        let start = buffer.count
        buffer.append(text)
        texts.append(start..<buffer.count)
    }

    /// Appends a stretch of JSON, its escapes as what they mean.
    func append(decoded raw: Span<UInt8>) {
        guard raw.count > 0 else { return }
        let start = buffer.count
        JSONEscapes.append(decoded: raw, to: &buffer)
        texts.append(start..<buffer.count)
    }

    /// Forgets the texts of the message that is being read.
    func discard() {
        buffer.truncate(to: begin.byte)
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
            buffer.truncate(to: 0)
            texts.removeAll(keepingCapacity: true)
            messages.removeAll(keepingCapacity: true)
            begin = (0, 0)
        }
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: buffer.count, from: pool) { target in
            buffer.withSpan { bytes in
                unsafe bytes.withUnsafeBufferPointer { unsafe target.update(fromContentsOf: $0) }
            }
        }
        return MessageRun(storage, texts, gathered: messages, areViews: false, by: maker)
    }
}
