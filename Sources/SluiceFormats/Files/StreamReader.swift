import Glibc
public import SluiceModel
import SluiceText

/// Reads a pipe, a terminal or the standard input, of any length, with the memory of one segment.
public struct StreamReader: Reader {
    private let descriptor: CInt
    private let owner: OpenFile?
    private let form: InputForm
    private let sizes: SegmentSizes
    private let origin: Origin
    private let cancellation: Cancellation
    private let pool = StoragePool()
    private var onSilence: (@Sendable () -> Void)?
    /// The segment given last, whose tail the next one begins with.
    private var last: TextSegment?
    private var isDone = false
    /// Reads the stream where its text has to be decoded.
    private var encoded: EncodedReader?

    /// Creates a reader of an open descriptor, which it does not close.
    ///
    /// `owner` is kept as long as the reader, where it is what closes the descriptor; `onSilence` is called
    /// once where nothing has come for two seconds.
    public init(
        descriptor: CInt, owner: OpenFile? = nil, origin: Origin, form: InputForm, sizes: SegmentSizes,
        cancellation: Cancellation, onSilence: (@Sendable () -> Void)? = nil
    ) {
        self.descriptor = descriptor
        self.owner = owner
        self.origin = origin
        self.form = form
        self.sizes = sizes
        self.cancellation = cancellation
        self.onSilence = onSilence
        // A larger pipe means fewer changes between its two ends; where it is none, nothing happens.
        let setPipeSize: CInt = 1031
        _ = fcntl(descriptor, setPipeSize, 1 << 20)
    }

    public mutating func next() -> (any Piece)? {
        guard !isDone else { return nil }
        if let encoded { return encoded.next() }
        let first = last.map { max(0, $0.bodyOffset + $0.body.count - sizes.before) } ?? 0
        let bodyStart = last.map { $0.bodyOffset + $0.body.count } ?? 0
        let carried = last.map { $0.offset + $0.storage.count - first } ?? 0
        let capacity = bodyStart - first + sizes.body + sizes.behind + 4
        var end = StreamEnd.open
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: max(capacity, carried), from: pool) {
            target in
            if let last {
                let source = first - last.offset
                last.storage.withSpan { bytes in
                    let tail = bytes.extracting(source..<source + carried)
                    unsafe tail.withUnsafeBufferPointer {
                        _ = unsafe target.update(fromContentsOf: $0)
                    }
                }
            }
            return unsafe fill(target, from: carried, end: &end)
        }
        return piece(storage, first: first, bodyStart: bodyStart, end: end)
    }

    private mutating func piece(
        _ storage: TextStorage, first: Int, bodyStart: Int, end: StreamEnd
    ) -> any Piece {
        var readings: [Reading] = []
        if last == nil, form == .auto, case .passedOver(let reason) = PlainText.kind(of: storage) {
            isDone = true
            return LoadedPiece(
                byteCount: storage.count, readings: [.passedOver(origin, reason), .endOfFile])
        }
        if last == nil, case .encoded(let charset) = PlainText.kind(of: storage) {
            encoded = decodingReader(charset, first: storage, end)
            return encoded?.next() ?? LoadedPiece(byteCount: 0, readings: [.endOfFile])
        }
        let endsText = end != .open
        let bodyFirst = bodyStart - first
        var bodyLast = min(storage.count, bodyFirst + sizes.body)
        if bodyLast < storage.count {
            let next = storage.bytes(in: bodyLast..<min(storage.count, bodyLast + 4))
            bodyLast += PlainText.distanceToCharacter(next)
        }
        isDone = endsText && bodyLast == storage.count
        let segment = TextSegment(
            storage: storage, body: bodyFirst..<bodyLast, offset: first, endsText: endsText)
        last = isDone ? nil : segment
        readings.append(.message(PlainText.message(segment, origin: origin)))
        if isDone {
            if let gap = end.gap(origin) { readings.append(.gap(gap)) }
            readings.append(.endOfFile)
        }
        return LoadedPiece(byteCount: segment.body.count, readings: readings)
    }

    /// Reads the rest of a stream whose text has to be decoded.
    private func decodingReader(_ charset: Charset, first: TextStorage, _ end: StreamEnd) -> EncodedReader {
        var stream = self
        var end = end
        return EncodedReader(charset, sizes: sizes, origin: origin, first: first) {
            guard end == .open else { return end.gap(stream.origin).map { .fault($0) } ?? .end }
            let capacity = EncodedReader.chunkLength
            return .bytes(
                unsafe TextStorage(unsafeUninitializedCapacity: capacity, from: stream.pool) {
                    unsafe stream.fill($0, from: 0, end: &end)
                })
        }
    }

    /// Reads until `target` is full or the stream ends; gives how many bytes `target` then holds.
    private mutating func fill(
        _ target: UnsafeMutableBufferPointer<UInt8>, from start: Int, end: inout StreamEnd
    ) -> Int {
        guard let base = target.baseAddress else { return start }
        var count = start
        while count < target.count {
            guard cancellation.waitForInput(descriptor, silence: &onSilence) else {
                end = .cancelled
                break
            }
            let status = unsafe read(descriptor, base + count, target.count - count)
            if status > 0 {
                count += status
            } else if status == 0 {
                end = .regular
                break
            } else if errno != EINTR && errno != EAGAIN {
                end = .fault(SystemFault(errno))
                break
            }
        }
        return count
    }
}

/// How a stream ended.
private enum StreamEnd: Equatable {
    case open
    case regular
    case cancelled
    case fault(SystemFault)

    func gap(_ origin: Origin) -> Gap? {
        switch self {
        case .open, .regular: nil
        case .cancelled: Gap(origin: origin, reason: .unreadable("interrupted"))
        case .fault(let fault): Gap(origin: origin, reason: .unreadable(fault.description))
        }
    }
}
