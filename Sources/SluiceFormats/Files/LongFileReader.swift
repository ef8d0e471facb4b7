import SluiceModel

/// Cuts a long plain file into segments, which workers read side by side.
struct LongFileReader: Reader {
    private let file: OpenFile
    private let size: Int
    private let sizes: SegmentSizes
    private let origin: Origin
    private let pool = StoragePool()
    private var start = 0
    private var isDone = false

    /// Reads up to `size`, what the file had when it was listed; what was appended since is not looked at.
    init(_ file: OpenFile, size: Int, origin: Origin, sizes: SegmentSizes) {
        self.file = file
        self.size = size
        self.origin = origin
        self.sizes = sizes.ofBriefSegments
    }

    mutating func next() -> (any Piece)? {
        guard !isDone else { return nil }
        do throws(SystemFault) {
            return try nextSegment()
        } catch {
            isDone = true
            let gap = Gap(origin: origin, reason: .unreadable(error.description))
            return LoadedPiece(byteCount: size - start, readings: [.gap(gap)])
        }
    }

    private mutating func nextSegment() throws(SystemFault) -> any Piece {
        var end = min(size, start + sizes.nextBody)
        if end < size {
            let next = try file.text(in: end..<min(size, end + 4))
            end += PlainText.distanceToCharacter(next.bytes(in: 0..<next.count))
        }
        isDone = end == size
        defer { start = end }
        return FileSegment(
            file: file, pool: pool, origin: origin, body: start..<end, fileSize: size, sizes: sizes)
    }
}

/// A stretch of a long file, read by the worker that scans it.
private struct FileSegment: Piece {
    let file: OpenFile
    let pool: StoragePool
    let origin: Origin
    let body: Range<Int>
    let fileSize: Int
    let sizes: SegmentSizes

    var byteCount: Int { body.count }

    func read(_ yield: (Reading) -> Void) {
        do throws(SystemFault) {
            let (segment, isWhole) = try segment(behind: sizes.briefBehind)
            if let segment { yield(.message(PlainText.message(segment, origin: origin))) }
            if !isWhole { yield(.gap(.shrunk(origin))) }
        } catch {
            yield(.gap(Gap(origin: origin, reason: .unreadable(error.description))))
        }
    }

    /// The stretch with so many bytes behind it, where the file still has some of it, and whether it has all.
    private func segment(behind: Int) throws(SystemFault) -> (TextSegment?, isWhole: Bool) {
        let first = max(0, body.lowerBound - sizes.before)
        let last = min(fileSize, body.upperBound + behind)
        let storage = try file.text(in: first..<last, from: pool)
        let end = first + storage.count
        guard end > body.lowerBound else { return (nil, end == last) }
        var segment = TextSegment(
            storage: storage, body: body.lowerBound - first..<min(body.upperBound, end) - first,
            offset: first, endsText: end < last || last == fileSize)
        if !segment.endsText, behind < sizes.behind {
            segment.fuller = { (try? self.segment(behind: sizes.behind))?.0 }
        }
        return (segment, end == last)
    }
}
