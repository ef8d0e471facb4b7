import SluiceModel
import SluiceText

/// Makes messages of the added lines of a diff: one for each file, with a part for each run of lines.
struct DiffMessages: ~Copyable {
    /// A message takes parts until it holds so many bytes, or so many parts; then another one of the same file follows.
    private static let longestMessage = 1 << 20
    private static let mostParts = 1000
    /// So much is made ready before a worker takes it.
    private static let pieceBytes = 1 << 20
    private static let pieceMessages = 128

    private let origin: Origin
    private let sizes: SegmentSizes
    private var readings: [Reading] = []
    private var readyBytes = 0
    /// The new file's path; nil before the first hunk.
    private var path: String?
    private var parts: [Part] = []
    private var partBytes = 0
    /// The run at hand, as far as it is in no segment.
    private var run: [UInt8] = []
    private var firstLine = 1
    /// Cuts the run at hand, where it is long.
    private var segments: EncodedSegments?
    private var isDamaged = false
    /// The number that a line has which follows the last one.
    private(set) var nextLine = 1

    init(origin: Origin, sizes: SegmentSizes) {
        self.origin = origin
        self.sizes = sizes
    }

    var isWorthGiving: Bool {
        readyBytes >= DiffMessages.pieceBytes || readings.count >= DiffMessages.pieceMessages
    }

    /// What is ready, in order.
    mutating func take() -> [Reading] {
        defer {
            readings = []
            readyBytes = 0
        }
        return readings
    }

    /// Begins a hunk of the file at `path`; the diff's own name stands for one that nothing names.
    mutating func begin(path: String?) {
        let path = path ?? origin.path
        if let open = self.path, open != path { endFile() }
        self.path = path
    }

    /// Adds a line, or its first piece, with its line end; `line` is its number in the new file.
    mutating func add(_ text: Span<UInt8>, line: Int) {
        if line != nextLine { endRun() }
        if run.isEmpty, segments == nil { firstLine = line }
        nextLine = line + 1
        append(text)
    }

    /// Adds more of the last line.
    mutating func append(_ text: Span<UInt8>) {
        unsafe text.withUnsafeBufferPointer { unsafe run.append(contentsOf: $0) }
        if segments != nil {
            if run.count >= 1 << 16 { feed(atEnd: false) }
        } else if run.count > sizes.body {
            give()
            segments = EncodedSegments(.utf8, sizes: sizes)
            feed(atEnd: false)
        }
    }

    /// The last line has no line end.
    mutating func removeLineEnd() {
        if run.last == 0x0A { run.removeLast() }
    }

    /// What follows does not stand right behind the lines so far.
    mutating func endRun() {
        if segments != nil {
            feed(atEnd: true)
            segments = nil
        } else if !run.isEmpty {
            let decoded = CharsetDecoder.decode(run.span, label: nil).storage
            var part = Part(text: TextSegment(whole: decoded ?? TextStorage(run)))
            part.firstLine = firstLine
            parts.append(part)
            partBytes += run.count
            run.removeAll(keepingCapacity: run.capacity < DiffMessages.longestMessage)
            if partBytes >= DiffMessages.longestMessage || parts.count >= DiffMessages.mostParts { give() }
        }
    }

    mutating func endFile() {
        endRun()
        give()
        if isDamaged {
            let reason = GapReason.unreadable("the diff's lines are not as many as it says")
            readings.append(.gap(Gap(origin: Origin(path: path ?? origin.path), reason: reason)))
        }
        isDamaged = false
        path = nil
        nextLine = 1
    }

    mutating func passOver(path: String?) {
        readings.append(.passedOver(Origin(path: path ?? origin.path), .skipped("binary file")))
    }

    /// The lines are not those that a hunk's header announces.
    mutating func noteDamage() { isDamaged = true }

    mutating func noteNoDiff() {
        readings.append(.gap(Gap(origin: origin, reason: .unreadable("no diff stands here"))))
    }

    private mutating func feed(atEnd: Bool) {
        var text: [UInt8] = []
        swap(&text, &run)
        let made = segments?.feed(text.span, atEnd: atEnd) ?? []
        text.removeAll(keepingCapacity: true)
        swap(&text, &run)
        for segment in made {
            var part = Part(text: segment)
            part.firstLine = firstLine
            give(part, bytes: segment.body.count)
        }
    }

    /// Makes a message of the parts so far.
    private mutating func give() {
        guard !parts.isEmpty else { return }
        readings.append(.message(Message(origin: Origin(path: path ?? origin.path), parts: parts)))
        readyBytes += partBytes
        parts = []
        partBytes = 0
    }

    private mutating func give(_ part: Part, bytes: Int) {
        readings.append(.message(Message(origin: Origin(path: path ?? origin.path), parts: [part])))
        readyBytes += bytes
    }
}
