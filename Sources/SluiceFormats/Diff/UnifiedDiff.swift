import SluiceModel

/// A unified diff, as `git diff` and `diff -u` write it: of each file only the lines that are added are read.
///
/// Each file is a message whose path is the new file's; its parts are the runs of lines that stand one behind the other
/// there. It is read only where somebody asks for it, since a diff may as well lie around as a text.
enum UnifiedDiff: Format {
    static let form = InputForm.diff

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool { false }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        var parser = DiffParser(origin: content.origin, sizes: SegmentSizes(body: .max, before: 0, behind: 0))
        content.storage.withSpan { _ = parser.feed($0, atEnd: true) }
        for reading in parser.messages.take() { yield(reading) }
    }
}

/// Reads a diff of any length, with the memory of a few files' added lines or of one segment of a long one.
///
/// Where a line belongs depends on all text before it, so the work is done in ``next()``.
final class DiffReader: Reader {
    private static let chunk = 1 << 20

    private var filler: SourceFiller
    private var head: TextStorage?
    private var parser: DiffParser
    private let origin: Origin
    private let pool = StoragePool()
    /// What was read and belongs to a line without an end.
    private var rest: TextStorage?
    private var isDone = false

    init(_ filler: SourceFiller, head: TextStorage?, origin: Origin, sizes: SegmentSizes) {
        self.filler = filler
        self.head = head
        self.origin = origin
        parser = DiffParser(origin: origin, sizes: sizes)
    }

    func next() -> (any Piece)? {
        var count = 0
        while !isDone {
            let carried = rest?.count ?? 0
            let storage = filler.storage(of: carried + DiffReader.chunk, behind: head ?? rest, from: pool)
            head = nil
            isDone = filler.hasEnded
            let used = storage.withSpan { parser.feed($0, atEnd: isDone) }
            count += used
            rest = used < storage.count ? TextStorage(slice: used..<storage.count, of: storage) : nil
            guard isDone || parser.messages.isWorthGiving else { continue }
            var readings = parser.messages.take()
            if isDone, let fault = filler.fault { readings.append(.gap(fault.gap(origin))) }
            return LoadedPiece(byteCount: count, readings: readings)
        }
        return nil
    }
}
