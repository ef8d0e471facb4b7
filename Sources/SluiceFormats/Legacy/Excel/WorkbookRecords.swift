import SluiceModel
import SluiceText

/// A record with those that continue it.
struct WorkbookRecord {
    var type: Int
    var pieces: WorkbookPieces
}

/// Goes through the records of a workbook's stream ([MS-XLS] 2.1.4).
struct WorkbookRecords {
    private let stream: TextStorage
    private var place = 0
    private(set) var isCut = false

    init(_ stream: TextStorage) { self.stream = stream }

    mutating func next() -> WorkbookRecord? {
        guard let head = takeHead() else { return nil }
        var ranges = [head.range]
        place = head.range.upperBound
        // 0x3C: Continue.
        while stream.number16(at: place) == 0x3C, let more = takeHead() {
            ranges.append(more.range)
            place = more.range.upperBound
        }
        return WorkbookRecord(type: head.type, pieces: WorkbookPieces(stream, ranges))
    }

    private mutating func takeHead() -> (type: Int, range: Range<Int>)? {
        guard let type = stream.number16(at: place), let length = stream.number16(at: place + 2),
            type != 0 || length != 0
        else { return nil }
        let end = min(stream.count, place + 4 + length)
        if end < place + 4 + length { isCut = true }
        return (type, place + 4..<end)
    }
}

/// The bytes of a record, which may go on in others; a string that goes on begins anew there (2.5.293).
struct WorkbookPieces {
    private let stream: TextStorage
    private let ranges: [Range<Int>]
    private var piece = 0
    private var place: Int
    /// Of all pieces.
    let count: Int

    init(_ stream: TextStorage, _ ranges: [Range<Int>]) {
        self.stream = stream
        self.ranges = ranges
        place = ranges.first?.lowerBound ?? 0
        count = ranges.reduce(0) { $0 + $1.count }
    }

    private var end: Int { piece < ranges.count ? ranges[piece].upperBound : place }
    /// In this piece.
    var left: Int { end - place }

    /// The rest of this piece.
    func rest() -> TextStorage { stream.slice(place, count: left) }

    mutating func skipPiece() {
        guard piece < ranges.count else { return }
        piece += 1
        place = piece < ranges.count ? ranges[piece].lowerBound : place
    }

    mutating func skip(_ count: Int) {
        var count = count
        while count > 0, piece < ranges.count {
            let step = min(count, left)
            place += step
            count -= step
            if count > 0 { skipPiece() }
        }
    }

    private mutating func take(_ size: Int) -> Int? {
        if left == 0 { skipPiece() }
        guard left >= size else { return nil }
        defer { place += size }
        return place
    }

    mutating func byte() -> Int? { take(1).flatMap { stream.byte(at: $0) } }
    mutating func number16() -> Int? { take(2).flatMap { stream.number16(at: $0) } }
    mutating func number32() -> Int? { take(4).flatMap { stream.number32(at: $0) } }
    mutating func number64() -> UInt64? { take(8).flatMap { stream.number64(at: $0) } }

    /// `count` characters; where `isMarked`, the first byte says how wide they are, as it does in each further piece.
    mutating func characters(_ count: Int, isMarked: Bool, isWide: Bool = false) -> [UInt8]? {
        var isWide = isWide
        if isMarked {
            guard let mark = byte() else { return nil }
            isWide = mark & 1 != 0
        }
        var text: [UInt8] = []
        var count = count
        while count > 0 {
            if left == 0 {
                skipPiece()
                guard left > 0, let mark = byte() else { return text.isEmpty ? nil : text }
                isWide = mark & 1 != 0
            }
            let width = isWide ? 2 : 1
            let step = min(count, left / width)
            guard step > 0 else {
                place = end
                continue
            }
            let bytes = stream.slice(place, count: step * width)
            text += isWide ? bytes.utf16Text : bytes.text(in: .latin1)
            place += step * width
            count -= step
        }
        return text
    }

    /// With the length in two bytes (2.5.294).
    mutating func longString() -> [UInt8]? {
        guard let count = number16() else { return nil }
        return count == 0 ? [] : characters(count, isMarked: true)
    }

    /// With the length in one byte.
    mutating func shortString() -> [UInt8]? {
        guard let count = byte() else { return nil }
        return characters(count, isMarked: true)
    }

    /// Of the charset of Excel 95 and before.
    mutating func byteString() -> [UInt8]? { number16().flatMap { bytes($0) } }
    mutating func shortByteString() -> [UInt8]? { byte().flatMap { bytes($0) } }

    private mutating func bytes(_ count: Int) -> [UInt8]? {
        let text = stream.slice(place, count: min(count, left)).text(in: .windows1252)
        skip(count)
        return text
    }

    /// A string of the shared table, with the formats and readings that may follow it (2.5.293).
    mutating func sharedString() -> [UInt8]? {
        guard let count = number16(), let flags = byte() else { return nil }
        let formats = flags & 8 != 0 ? number16() : 0
        let aside = flags & 4 != 0 ? number32() : 0
        guard let formats, let aside, let text = characters(count, isMarked: false, isWide: flags & 1 != 0)
        else { return count == 0 ? [] : nil }
        skip(4 * formats)
        skip(aside)
        return text
    }
}
