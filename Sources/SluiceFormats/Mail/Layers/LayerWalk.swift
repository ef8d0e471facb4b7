import SluiceModel
import SluiceText

/// One pass over the lines of a text, which opens and closes layers as it goes.
struct LayerWalk {
    var found = LayerFinder.Found()
    /// Whether a header block, bar or intro was met.
    var hasMessage = false
    /// Whether the pass ends where the first of these is met.
    var stopsAtFirst = false
    /// Whether the ends of frames are wanted.
    var notesFrames = false

    let subject: SubjectPrefix?
    let marks = LineMark.table
    var reader = LineReader()
    var open: [OpenLayer] = []
    /// What is seen since the innermost layer, or the stretch of it that is read, began.
    var tail = LayerTail()
    /// Behind the last line that is not blank.
    var lastEnd = 0
    var isAfterBlank = true
    /// Where the lines begin that an intro may be wrapped over: behind the last blank line or frame of a layer.
    var recentStart = 0
    /// The last layer of the author's own text that began with an intro.
    var lastIntro: Int?
    /// Where a line of dashes or underscores stands, with nothing but blank lines since.
    var divider: Int?

    /// A layer that is not closed yet.
    struct OpenLayer {
        var index: Int
        /// Lines quoted less deep do not belong to it.
        var level: Int
        var depth: Int
        /// Whether it lasts as long as the prefix of its lines.
        var isPrefix: Bool
        /// Whether the lines that follow may raise its level, as below an intro.
        var awaitsPrefix = false
        /// What its bar or intro said.
        var said: Saying?
        var hasFields = false
        /// Where the first line stands that is no header, bar or intro.
        var firstContent: Int?
        /// The last layer inside that began with an intro; quotes that go on after an answer are of the same mail.
        var lastIntro: Int?
    }

    init(subject: String?) {
        self.subject = subject.flatMap(SubjectPrefix.init)
    }

    mutating func run(over text: Span<UInt8>) {
        while let line = reader.next(in: text) {
            if line.isBlank {
                isAfterBlank = true
                recentStart = line.next
                continue
            }
            if line.depth != level { follow(line) }
            if take(line, in: text) {
                recentStart = reader.offset
            } else {
                keep(line)
            }
            isAfterBlank = false
            if stopsAtFirst, hasMessage { break }
        }
        finish(text.count)
    }

    var level: Int { open.last?.level ?? 0 }

    mutating func finish(_ end: Int) {
        endStretch(at: level > 0 ? lastEnd : end)
        for layer in open {
            let start = found.layers[layer.index].span.start
            found.layers[layer.index].span = ByteSpan(start, layer.level > 0 ? lastEnd : end)
        }
        open.removeAll()
    }

    /// Notes a line of somebody's words.
    @inline(__always)
    mutating func keep(_ line: TextLine) {
        tail.note(line)
        lastEnd = line.next
        divider = nil
        if let last = open.indices.last, open[last].firstContent == nil {
            open[last].firstContent = line.start
        }
    }
}
