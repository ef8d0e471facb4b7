import SluiceModel

/// The stretches that are open while HTML is read.
struct HTMLMarks {
    private struct Entry {
        var kind: HTMLText.Mark.Kind
        /// Below zero until a text comes.
        var start = -1
        var end = 0
    }

    private var entries: [Entry] = []
    private var open: [Int] = []
    /// How many of the open ones have no text yet; they are the last ones.
    private var waiting = 0

    /// How many are kept; a page with more has no sense.
    private static let most = 100_000

    @inline(__always)
    var isWaiting: Bool { waiting > 0 }

    /// Whether one was opened.
    mutating func open(_ kind: HTMLText.Mark.Kind) -> Bool {
        guard entries.count < HTMLMarks.most else { return false }
        open.append(entries.count)
        entries.append(Entry(kind: kind))
        waiting += 1
        return true
    }

    mutating func start(at offset: Int) {
        for index in open.suffix(waiting) { entries[index].start = offset }
        waiting = 0
    }

    mutating func close(_ count: Int, at offset: Int) {
        for _ in 0..<min(count, open.count) {
            let index = open.removeLast()
            entries[index].end = offset
            if waiting > 0 { waiting -= 1 }
        }
    }

    mutating func closeAll(at offset: Int) { close(open.count, at: offset) }

    func finished() -> [HTMLText.Mark] {
        entries.compactMap { entry in
            guard entry.start >= 0, entry.end > entry.start else { return nil }
            return HTMLText.Mark(kind: entry.kind, span: ByteSpan(entry.start, entry.end))
        }
    }
}
