import SluiceModel

/// Cuts plain text of any length that can be read just once into segments, with the memory of one.
struct StreamReader: Reader {
    private var filler: SourceFiller
    private let sizes: SegmentSizes
    private let origin: Origin
    private let pool = StoragePool()
    /// What was read already, before the first segment.
    private var head: TextStorage?
    /// The segment given last, whose tail the next one begins with.
    private var last: TextSegment?
    private var isDone = false

    init(_ filler: SourceFiller, head: TextStorage? = nil, origin: Origin, sizes: SegmentSizes) {
        self.filler = filler
        self.head = head
        self.origin = origin
        self.sizes = sizes
    }

    mutating func next() -> (any Piece)? {
        guard !isDone else { return nil }
        let bodyStart = last.map { $0.bodyOffset + $0.body.count } ?? 0
        let first = max(0, bodyStart - sizes.before)
        var carried = head
        if let last {
            carried = TextStorage(slice: first - last.offset..<last.storage.count, of: last.storage)
        }
        head = nil
        // Four bytes more tell where a character ends.
        let capacity = bodyStart - first + sizes.body + sizes.behind + 4
        let storage = filler.storage(of: capacity, behind: carried, from: pool)
        return piece(storage, first: first, bodyStart: bodyStart)
    }

    private mutating func piece(_ storage: TextStorage, first: Int, bodyStart: Int) -> any Piece {
        let bodyFirst = bodyStart - first
        var bodyLast = min(storage.count, bodyFirst + sizes.body)
        if bodyLast < storage.count {
            let next = storage.bytes(in: bodyLast..<min(storage.count, bodyLast + 4))
            bodyLast += PlainText.distanceToCharacter(next)
        }
        isDone = filler.hasEnded && bodyLast == storage.count
        let segment = TextSegment(
            storage: storage, body: bodyFirst..<bodyLast, offset: first, endsText: filler.hasEnded)
        last = isDone ? nil : segment
        var readings: [Reading] = [.message(PlainText.message(segment, origin: origin))]
        if isDone, let fault = filler.fault { readings.append(.gap(fault.gap(origin))) }
        return LoadedPiece(byteCount: segment.body.count, readings: readings)
    }
}
