import SluiceModel
import SluiceText

/// Reads a long text that has to be decoded, from a file or a stream.
///
/// Where a segment begins depends on all text before it, so decoding goes on in ``next()``; the pieces that it
/// gives hold their text.
final class EncodedReader: Reader {
    private let origin: Origin
    private var filler: SourceFiller
    private var segments: EncodedSegments
    private var head: TextStorage?
    private let pool = StoragePool()
    private var isDone = false

    /// How many bytes are read at once.
    private static let chunk = 1 << 20

    /// Creates a reader of the input that begins with `head` and goes on with what `filler` gives.
    init(
        _ filler: SourceFiller, head: TextStorage?, _ charset: Charset, origin: Origin, sizes: SegmentSizes
    ) {
        self.origin = origin
        self.filler = filler
        self.head = head
        segments = EncodedSegments(charset, sizes: sizes)
    }

    func next() -> (any Piece)? {
        var count = 0
        while !isDone {
            let storage = filler.storage(of: EncodedReader.chunk, behind: head, from: pool)
            head = nil
            count += storage.count
            isDone = filler.hasEnded
            let made = storage.withSpan { segments.feed($0, atEnd: isDone) }
            guard !made.isEmpty || isDone else { continue }
            var readings = made.map { Reading.message(message($0)) }
            if isDone { readings += faults() }
            return LoadedPiece(byteCount: count, readings: readings)
        }
        return nil
    }

    private func faults() -> [Reading] {
        let broken = filler.fault.map { $0.gap(origin) }
        let unreadable = EncodedText.gap(segments.faults, segments.charset, origin: origin)
        return [broken, unreadable].compactMap { $0 }.map { .gap($0) }
    }

    private func message(_ segment: TextSegment) -> Message {
        var message = PlainText.message(segment, origin: origin)
        message.parts[0].raw = RawForm(span: ByteSpan(0, 0), charset: segments.charset.name)
        return message
    }
}

extension LongInput {
    /// Reads it as text in another charset, segment by segment.
    func decoded(_ charset: Charset, _ origin: Origin, _ sizes: SegmentSizes) -> any Reader {
        switch self {
        case .file(let file, let size):
            let filler = SourceFiller(FileSource(file, size: size))
            return EncodedReader(filler, head: nil, charset, origin: origin, sizes: sizes)
        case .stream(let filler, let head):
            return EncodedReader(filler, head: head, charset, origin: origin, sizes: sizes)
        }
    }
}
