import SluiceModel
import SluiceText

/// Reads a long text that has to be decoded, from a file or a stream.
///
/// Where a segment begins depends on all text before it, so decoding goes on in ``next()``; the pieces that it
/// gives hold their text.
final class EncodedReader: Reader {
    /// Bytes of the input.
    enum Chunk {
        case bytes(TextStorage)
        case end
        /// The input ends here because of a fault.
        case fault(Gap)
    }

    private let origin: Origin
    private let chunk: () -> Chunk
    private var segments: EncodedSegments
    private var first: TextStorage?
    private var isDone = false

    /// How many bytes are best asked for at once.
    static let chunkLength = 1 << 20

    /// Creates a reader of the input that begins with `first` and goes on with what `chunk` gives.
    init(
        _ charset: Charset, sizes: SegmentSizes, origin: Origin, first: TextStorage?,
        chunk: @escaping () -> Chunk
    ) {
        self.origin = origin
        self.chunk = chunk
        self.first = first
        segments = EncodedSegments(charset, sizes: sizes)
    }

    func next() -> (any Piece)? {
        guard !isDone else { return nil }
        var count = 0
        while true {
            var made: [TextSegment]
            var gap: Gap?
            switch nextChunk() {
            case .bytes(let storage):
                count += storage.count
                made = storage.withSpan { segments.feed($0, atEnd: false) }
            case .end:
                made = finish()
            case .fault(let fault):
                gap = fault
                made = finish()
            }
            guard !made.isEmpty || isDone else { continue }
            var readings = made.map { Reading.message(message($0)) }
            if isDone {
                if let gap { readings.append(.gap(gap)) }
                if let fault = EncodedText.gap(segments.faults, segments.charset, origin: origin) {
                    readings.append(.gap(fault))
                }
                readings.append(.endOfFile)
            }
            return LoadedPiece(byteCount: count, readings: readings)
        }
    }

    private func nextChunk() -> Chunk {
        guard let first else { return chunk() }
        self.first = nil
        return .bytes(first)
    }

    private func finish() -> [TextSegment] {
        isDone = true
        let nothing: [UInt8] = []
        return segments.feed(nothing.span, atEnd: true)
    }

    private func message(_ segment: TextSegment) -> Message {
        var message = PlainText.message(segment, origin: origin)
        message.parts[0].raw = RawForm(span: ByteSpan(0, 0), charset: segments.charset.name)
        return message
    }
}

extension EncodedReader {
    /// Reads a file up to its listed size.
    convenience init(
        _ file: ListedFile, _ open: OpenFile, _ charset: Charset, sizes: SegmentSizes, origin: Origin
    ) {
        var start = 0
        let pool = StoragePool()
        self.init(charset, sizes: sizes, origin: origin, first: nil) {
            guard start < file.size else { return .end }
            do throws(SystemFault) {
                let end = min(file.size, start + EncodedReader.chunkLength)
                let storage = try open.text(in: start..<end, from: pool)
                guard storage.count == end - start else {
                    start = file.size
                    return storage.count > 0 ? .bytes(storage) : .fault(.shrunk(origin))
                }
                start = end
                return .bytes(storage)
            } catch {
                return .fault(Gap(origin: origin, reason: .unreadable(error.description)))
            }
        }
    }
}
