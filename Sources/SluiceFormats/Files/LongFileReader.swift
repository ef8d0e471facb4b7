import SluiceModel

/// Cuts a long plain file into segments, which workers read side by side.
public struct LongFileReader: Reader {
    private let file: ListedFile
    private let form: InputForm
    private let sizes: SegmentSizes
    private let origin: Origin
    private let pool = StoragePool()
    private var open: OpenFile?
    private var start = 0
    private var isDone = false
    /// Reads the file where its text has to be decoded.
    private var encoded: EncodedReader?

    public init(_ file: ListedFile, form: InputForm, sizes: SegmentSizes) {
        self.file = file
        self.form = form
        self.sizes = sizes
        origin = Origin(path: file.path.text)
    }

    public mutating func next() -> (any Piece)? {
        guard !isDone else { return nil }
        if let encoded { return encoded.next() }
        do throws(SystemFault) {
            return try nextSegment()
        } catch {
            isDone = true
            let gap = Gap(origin: origin, reason: .unreadable(error.description))
            return LoadedPiece(byteCount: file.size - start, readings: [.gap(gap), .endOfFile])
        }
    }

    private mutating func nextSegment() throws(SystemFault) -> any Piece {
        let open: OpenFile
        if let opened = self.open {
            open = opened
        } else {
            open = try OpenFile(file.path)
            if form == .auto, case .passedOver(let reason) = try kind(of: open) {
                isDone = true
                return LoadedPiece(byteCount: file.size, readings: [.passedOver(origin, reason), .endOfFile])
            }
            self.open = open
            if case .encoded(let charset) = try kind(of: open) {
                let encoded = EncodedReader(file, open, charset, sizes: sizes, origin: origin)
                self.encoded = encoded
                if let piece = encoded.next() { return piece }
            }
        }
        var end = min(file.size, start + sizes.body)
        if end < file.size {
            let next = try open.text(in: end..<min(file.size, end + 4))
            end += PlainText.distanceToCharacter(next.bytes(in: 0..<next.count))
        }
        isDone = end == file.size
        defer { start = end }
        return FileSegment(
            file: open, pool: pool, origin: origin, body: start..<end, fileSize: file.size,
            before: sizes.before,
            behind: sizes.behind)
    }

    private func kind(of open: OpenFile) throws(SystemFault) -> ContentKind {
        PlainText.kind(of: try open.text(in: 0..<ContentKind.headLength))
    }
}

/// A stretch of a long file, read by the worker that scans it.
private struct FileSegment: Piece {
    let file: OpenFile
    let pool: StoragePool
    let origin: Origin
    let body: Range<Int>
    let fileSize: Int
    let before: Int
    let behind: Int

    var byteCount: Int { body.count }

    func read(_ yield: (Reading) -> Void) {
        do throws(SystemFault) {
            try readBody(yield)
        } catch {
            yield(.gap(Gap(origin: origin, reason: .unreadable(error.description))))
        }
        if body.upperBound == fileSize { yield(.endOfFile) }
    }

    private func readBody(_ yield: (Reading) -> Void) throws(SystemFault) {
        let first = max(0, body.lowerBound - before)
        let last = min(fileSize, body.upperBound + behind)
        let storage = try file.text(in: first..<last, from: pool)
        let end = first + storage.count
        if end > body.lowerBound {
            let segment = TextSegment(
                storage: storage, body: body.lowerBound - first..<min(body.upperBound, end) - first,
                offset: first, endsText: end < last || last == fileSize)
            yield(.message(PlainText.message(segment, origin: origin)))
        }
        if end < last { yield(.gap(.shrunk(origin))) }
    }
}
