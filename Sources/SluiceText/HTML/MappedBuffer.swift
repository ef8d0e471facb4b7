/// A text that is made from another, with the map that leads back.
///
/// Spaces, tabs and line ends between two texts are kept until the second comes, so that none stand at either
/// end of a line, and line ends go before spaces.
struct MappedBuffer: ~Copyable {
    private(set) var bytes: ByteBuffer
    private(set) var map = OffsetMap()
    private let mapsPlaces: Bool
    /// What of a table's row there has been since the last byte.
    private enum RowEdge { case none, start, end }
    private var breaks = 0
    private var tabs = 0
    private var edge = RowEdge.none
    private var hasSpace = false
    private var isLineStart = true
    /// Up to where the source has been used.
    private(set) var sourceEnd = 0

    init(capacity: Int = 1024, mapsPlaces: Bool = true) {
        bytes = ByteBuffer(capacity: capacity)
        self.mapsPlaces = mapsPlaces
    }

    /// Hands the text and its map over; a text for which far more room was made than it took is copied.
    consuming func finished() -> HTMLText.Stream {
        let map = map
        if bytes.count < 1 << 16 { return HTMLText.Stream(storage: bytes.storage(), map: map) }
        return HTMLText.Stream(storage: bytes.intoStorage(), map: map)
    }

    /// What follows begins a line, unless a cell has just begun: its first paragraph stands in the line of the row.
    mutating func breakLine() { if breaks | tabs == 0 { breaks = 1 } }
    /// A line ends here, even an empty one, but not before the first word of a cell.
    mutating func endLine() { if tabs == 0 { breaks &+= 1 } }
    /// What follows begins a cell, and the paragraph ends with which the one before ended.
    ///
    /// Empty cells at the beginning of a row are kept; behind a table within a cell the line ends, and no cell.
    mutating func tab() {
        if edge == .end { return }
        tabs &+= 1
        if edge == .none { breaks = 0 }
    }
    /// What follows begins a row.
    mutating func beginRow() {
        endRow()
        edge = .start
    }
    /// A row ends here, and the empty cells at its end are none.
    mutating func endRow() {
        tabs = 0
        breakLine()
        edge = .end
    }
    mutating func space() { hasSpace = true }

    /// Whether the next byte begins a line.
    var beginsLine: Bool { breaks > 0 || isLineStart }

    /// Writes what stands between the texts, so that the next byte is written at ``ByteBuffer/count``.
    @inline(__always)
    mutating func settle() {
        if breaks | tabs == 0, !hasSpace {
            isLineStart = false
            return
        }
        settleSlowly()
    }

    private mutating func settleSlowly() {
        if breaks > 0, bytes.count > 0 { for _ in 0..<breaks { bytes.append(0x0A) } }
        if tabs > 0 {
            for _ in 0..<tabs { bytes.append(0x09) }
        } else if breaks == 0, !isLineStart {
            bytes.append(0x20)
        }
        (breaks, tabs, hasSpace, isLineStart, edge) = (0, 0, false, false, .none)
    }

    /// Appends `length` bytes that stand at `place` of the source as they are.
    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, at place: Int, length: Int) {
        guard length > 0 else { return }
        settle()
        mark(place, length)
        unsafe bytes.append(source, count: length)
    }

    /// Notes that the next `length` bytes stand at `place` of the source, which only ever goes forwards.
    @inline(__always)
    private mutating func mark(_ place: Int, _ length: Int) {
        guard place >= sourceEnd else { return }
        if mapsPlaces { map.append(OffsetMap.Run(view: bytes.count, source: place, length: length)) }
        sourceEnd = place &+ length
    }

    /// Appends what a reference at `place` of the source stands for.
    mutating func append(_ reference: HTMLEntities.Reference, at place: Int) {
        settle()
        mark(place, 0)
        bytes.append(scalar: reference.first)
        if reference.second != 0 { bytes.append(scalar: reference.second) }
        mark(place + reference.length, 0)
    }

    /// Appends a text made from the source at `place`, without further places within it.
    mutating func append(made text: borrowing ByteBuffer, at place: Int) {
        guard text.count > 0 else { return }
        settle()
        mark(place, 0)
        text.withSpan { bytes.append($0) }
    }

    /// Ends the map where the source ends.
    mutating func finish(sourceEnd: Int) {
        mark(sourceEnd, 0)
    }
}
