import SluiceModel

/// Cuts plain text of any length that can be read just once into segments, with the memory of one.
struct StreamReader: Reader {
    private let tail: StreamTail
    private let sizes: SegmentSizes
    private let origin: Origin
    private let place: FilePlace
    /// The segment given last, whose tail the next one begins with.
    private var last: TextSegment?
    private var isDone = false

    /// Reads what `filler` gives, behind `head`, which was read of it already; the text begins at `place` of its file.
    init(
        _ filler: SourceFiller, head: TextStorage? = nil, origin: Origin, sizes: SegmentSizes,
        place: FilePlace = FilePlace()
    ) {
        self.place = place
        tail = StreamTail(head.map { SourceFiller($0, then: filler) } ?? filler)
        self.origin = origin
        self.sizes = sizes.ofBriefSegments
    }

    mutating func next() -> (any Piece)? {
        guard !isDone else { return nil }
        let bodyStart = last.map { $0.bodyOffset + $0.body.count } ?? 0
        let first = max(0, bodyStart - sizes.before)
        let carried = last.map {
            TextStorage(slice: first - $0.offset..<$0.storage.count, of: $0.storage)
        }
        // Four bytes more tell where a character ends.
        let body = sizes.nextBody
        let capacity = bodyStart - first + body + sizes.briefBehind + 4
        let read = tail.storage(of: capacity, behind: carried, at: first)
        return piece(read, first: first, body: bodyStart, of: body)
    }

    private mutating func piece(
        _ read: StreamTail.Stretch, first: Int, body bodyStart: Int, of size: Int
    ) -> any Piece {
        let storage = read.storage
        let bodyFirst = bodyStart - first
        var bodyLast = min(storage.count, bodyFirst + size)
        if bodyLast < storage.count {
            let next = storage.bytes(in: bodyLast..<min(storage.count, bodyLast + 4))
            bodyLast += PlainText.distanceToCharacter(next)
        }
        isDone = read.endsStream && bodyLast == storage.count
        var segment = TextSegment(
            storage: storage, body: bodyFirst..<bodyLast, offset: first, endsText: read.endsStream)
        last = isDone ? nil : segment
        if !segment.endsText, sizes.briefBehind < sizes.behind {
            segment.fuller = { [tail, segment, sizes] in tail.fuller(segment, behind: sizes.behind) }
        }
        var readings: [Reading] = [
            .message(PlainText.message(segment, origin: origin, at: place))
        ]
        if isDone, let fault = read.fault { readings.append(.gap(fault.gap(origin))) }
        return LoadedPiece(byteCount: segment.body.count, readings: readings)
    }
}
