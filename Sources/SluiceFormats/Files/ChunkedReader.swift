import SluiceModel
import SluiceText

/// Cuts an input of any length into stretches of whole units, which workers read side by side.
///
/// It holds one stretch and what the next one begins with, so memory does not grow with the input. A unit that is
/// longer than a content may be is read as text, and that is said.
struct ChunkedReader: Reader {
    /// The bytes of a stretch; one unit that is longer gets as many as it needs.
    static let chunk = 1 << 20

    private var filler: SourceFiller
    private var splitter: any UnitSplitter
    private let reader: ContentReader
    private let origin: Origin
    private let sizes: SegmentSizes
    private let pool = StoragePool()
    /// What was read and not yet cut.
    private var rest: TextStorage?
    /// Of the first byte of ``rest``.
    private var offset = 0
    private var line = 1
    private var isDone = false
    /// The unit that is being read as text.
    private var long: (unit: LongUnit, reader: StreamReader)?

    init(
        _ filler: SourceFiller, head: TextStorage? = nil, splitter: any UnitSplitter, origin: Origin,
        reader: ContentReader, sizes: SegmentSizes
    ) {
        self.filler = filler
        self.sizes = sizes
        rest = head
        self.splitter = splitter
        self.origin = origin
        self.reader = reader
    }

    mutating func next() -> (any Piece)? {
        guard !isDone else { return nil }
        if let piece = nextOfLong() { return piece }
        var wanted = splitter.stretch
        while true {
            // Memory for a long unit is not kept, and what was read of it is nobody else's.
            let isLong = wanted > ChunkedReader.chunk
            let storage = filler.storage(
                of: wanted, behind: rest, givingUp: isLong, from: isLong ? nil : pool)
            rest = storage
            let cut = storage.count == 0 ? nil : cut(storage)
            if let cut { return piece(storage, cut) }
            guard !filler.hasEnded else { return ending(storage) }
            guard storage.count < reader.options.limits.wholeContent else { return tooLong(storage) }
            if let piece = cutShort(storage) { return piece }
            wanted = storage.count * 2
        }
    }

    private mutating func cut(_ storage: TextStorage) -> UnitCut? {
        storage.withSpan { splitter.cut($0, atEnd: filler.hasEnded) }
    }

    /// Of a unit without an end the beginning; what follows is scanned as text.
    private mutating func cutShort(_ storage: TextStorage) -> (any Piece)? {
        guard storage.count >= LongUnit.shortest else { return nil }
        guard let cut = storage.withSpan({ splitter.cutShort($0) }), cut.length < storage.count else {
            return nil
        }
        let beginning = units(storage, cut)
        guard let behind = rest.take() else { return nil }
        let gap = readAsText(behind, "a unit without an end is scanned as text behind its beginning")
        return UnitPiece(units: beginning, unitReader: cut.reader, reader: reader, last: [gap])
    }

    private mutating func piece(_ storage: TextStorage, _ cut: UnitCut) -> any Piece {
        let units = units(storage, cut)
        isDone = filler.hasEnded && rest == nil
        return UnitPiece(
            units: units, unitReader: cut.reader, reader: reader, last: isDone ? closing() : [])
    }

    /// The bytes that are cut off; the others are left.
    private mutating func units(_ storage: TextStorage, _ cut: UnitCut) -> UnitBytes {
        let length = max(1, min(cut.length, storage.count))
        let units = UnitBytes(
            storage: TextStorage(slice: 0..<length, of: storage), origin: origin, offset: offset, line: line)
        rest = length < storage.count ? TextStorage(slice: length..<storage.count, of: storage) : nil
        advance(over: units, lines: cut.length == length ? cut.lines : nil)
        return units
    }

    /// What is left where the splitter finds nothing in it.
    private mutating func ending(_ storage: TextStorage) -> any Piece {
        isDone = true
        var readings: [Reading] = []
        if storage.count > 0 {
            readings.append(.message(PlainText.message(TextSegment(whole: storage), origin: origin)))
        }
        return LoadedPiece(byteCount: storage.count, readings: readings + closing())
    }

    /// A unit that is too long is scanned as text, from its beginning.
    private mutating func tooLong(_ storage: TextStorage) -> any Piece {
        rest = nil
        let limit = "one unit of more than \(reader.options.limits.wholeContent >> 20) MiB is scanned as text"
        return LoadedPiece(byteCount: 0, readings: [readAsText(storage, limit)])
    }

    /// Goes on with `storage`, and what follows it up to the next unit, as text; gives what is to be said of it.
    private mutating func readAsText(_ storage: TextStorage, _ limit: String) -> Reading {
        var origin = origin
        origin.message = splitter.number
        let unit = LongUnit(storage, splitter, filler)
        let reader = StreamReader(
            SourceFiller(unit.source), origin: origin, sizes: sizes,
            place: FilePlace(offset: offset, line: line))
        long = (unit, reader)
        let path = origin.path + (origin.message.map { "!message \($0)" } ?? "")
        return .gap(Gap(origin: Origin(path: path), reason: .limit(limit)))
    }

    /// The next segment of a unit that is read as text.
    private mutating func nextOfLong() -> (any Piece)? {
        guard var current = long else { return nil }
        if let piece = current.reader.next() {
            offset += piece.byteCount
            long = current
            return piece
        }
        let behind = current.unit.rest
        (filler, splitter, rest) = (behind.filler, behind.splitter, behind.bytes)
        line += behind.newlines
        long = nil
        return nil
    }

    private mutating func advance(over units: UnitBytes, lines: Int?) {
        offset += units.storage.count
        line += lines ?? units.storage.withSpan { ByteCounts.newlines(in: $0, 0..<$0.count) }
    }

    private func closing() -> [Reading] {
        filler.fault.map { [.gap($0.gap(origin))] } ?? []
    }
}

/// A stretch of whole units, read by the worker that scans it.
private struct UnitPiece: Piece {
    let units: UnitBytes
    let unitReader: any UnitReader
    let reader: ContentReader
    /// What follows the input's last stretch.
    let last: [Reading]

    var byteCount: Int { units.storage.count }

    func read(_ yield: (Reading) -> Void) {
        unitReader.read(units, with: reader, yield)
        for reading in last { yield(reading) }
    }
}
