import SluiceModel
import SluiceText

/// Reads a long text that has to be decoded, from a file or a stream.
///
/// Where a segment begins depends on all text before it, so decoding goes on in ``next()``; the pieces that it
/// gives hold their text.
final class EncodedReader: Reader {
    /// How many bytes are decoded at once.
    private static let chunk = 1 << 20

    private let origin: Origin
    private var filler: SourceFiller
    private var segments: EncodedSegments
    private let pool = StoragePool()
    /// What was read already, before the rest of the input.
    private var head: TextStorage?
    private var isDone = false

    init(_ charset: Charset, _ filler: SourceFiller, head: TextStorage?, origin: Origin, sizes: SegmentSizes)
    {
        self.origin = origin
        self.filler = filler
        self.head = head
        segments = EncodedSegments(charset, sizes: sizes)
    }

    func next() -> (any Piece)? {
        guard !isDone else { return nil }
        var count = 0
        while true {
            let storage = filler.storage(of: EncodedReader.chunk, behind: head, from: pool)
            head = nil
            count += storage.count
            isDone = filler.hasEnded
            let made = feed(storage)
            guard !made.isEmpty || isDone else { continue }
            return LoadedPiece(byteCount: count, readings: made.map { .message(message($0)) } + gaps())
        }
    }

    private func feed(_ storage: TextStorage) -> [TextSegment] {
        storage.withSpan { segments.feed($0, atEnd: isDone) }
    }

    private func gaps() -> [Reading] {
        guard isDone else { return [] }
        let undecoded = EncodedText.gap(segments.faults, segments.charset, origin: origin)
        return [filler.fault?.gap(origin), undecoded].compactMap { $0.map { .gap($0) } }
    }

    private func message(_ segment: TextSegment) -> Message {
        var message = PlainText.message(segment, origin: origin)
        message.parts[0].raw = RawForm(span: ByteSpan(0, 0), charset: segments.charset.name)
        return message
    }
}
