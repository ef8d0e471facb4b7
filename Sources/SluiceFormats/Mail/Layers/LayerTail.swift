import SluiceModel

/// Collects what may be the signature and the legal notice at the end of one stretch of one person's words.
struct LayerTail {
    /// How many bytes somebody wrote before anything that looks like a signature.
    private(set) var ownLength = 0
    private var lines = 0
    private var longLines = 0
    private var dash: Mark?
    private var closing: Mark?
    private var postscript: Int?
    private var programs: [ByteSpan] = []
    private var notices: [ByteSpan] = []
    /// Up to here paragraphs were looked at for legal words.
    private var judged = 0

    /// Where a signature may begin, and what had been seen before it.
    private struct Mark {
        var start: Int
        var lines: Int
        var longLines: Int
    }

    /// A signature has no more lines, and no more lines of prose, than these.
    private static let lineLimit = 30
    private static let longLineLimit = 1
    private static let longLine = 160
    /// So many bytes may follow a notice, or stand between two.
    private static let noticeGap = 600
    private static let longestNotice = 6000
    private static let mostSpans = 16

    /// Whether the last notice found ends at `place`.
    func endsNotice(at place: Int) -> Bool { notices.last?.end == place }

    @inline(__always)
    mutating func note(_ line: TextLine) {
        if let notice = notices.last, line.start < notice.end { return }
        lines += 1
        let length = line.end - line.content
        if length > LayerTail.longLine { longLines += 1 }
        if dash == nil, closing == nil { ownLength += length }
    }

    /// A line `-- ` (RFC 3676, section 4.3), the first of which counts.
    mutating func noteDash(_ line: TextLine) {
        if dash == nil { dash = mark(line) }
    }

    /// A line such as `Mit freundlichen Grüßen`, the last of which counts.
    mutating func noteClosing(_ line: TextLine) {
        closing = mark(line)
        postscript = nil
    }

    mutating func notePostscript(_ line: TextLine) {
        if postscript == nil { postscript = line.start }
    }

    mutating func noteProgram(_ line: TextLine) {
        guard programs.count < LayerTail.mostSpans else { return }
        programs.append(ByteSpan(line.start, line.next))
        ownLength -= line.end - line.content
    }

    private func mark(_ line: TextLine) -> Mark {
        Mark(start: line.start, lines: lines, longLines: longLines)
    }

    /// Takes the paragraph that `line` begins as a notice, where it speaks of as many subjects as asked.
    ///
    /// Where it `follows` the last notice, it becomes part of that.
    mutating func judge(
        _ line: TextLine, after reader: LineReader, subjects least: Int, follows: Bool, in text: Span<UInt8>
    ) {
        guard line.start >= judged, notices.count < LayerTail.mostSpans else { return }
        var end = line.next
        var ahead = reader
        while end - line.start < LayerTail.longestNotice, let next = ahead.next(in: text), !next.isBlank,
            next.depth == line.depth
        {
            end = next.next
        }
        judged = end
        let range = line.content..<min(end, line.start + LayerTail.longestNotice)
        guard LegalWords.subjects(range, of: text) >= least else { return }
        if follows, let notice = notices.popLast() {
            notices.append(ByteSpan(notice.start, end))
        } else {
            notices.append(ByteSpan(line.start, end))
        }
    }
}

extension LayerTail {
    /// The signature and notices of a stretch that ends at `end`, by their start; none overlaps another.
    func layers(endingAt end: Int) -> [Layer] {
        guard dash != nil || closing != nil || !programs.isEmpty || !notices.isEmpty else { return [] }
        let notices = finalNotices(end)
        var layers = notices.map { Layer(kind: .disclaimer, span: $0) }
        let signature = signature(end)
        if let signature {
            var start = signature.start
            for notice in notices where notice.end > start {
                if notice.start > start { add(start, min(notice.start, signature.end), to: &layers) }
                start = notice.end
            }
            add(start, signature.end, to: &layers)
        }
        for program in programs where program.end <= end {
            let isInside = layers.contains { $0.span.overlaps(program) }
            if !isInside { layers.append(Layer(kind: .signature, span: program)) }
        }
        return layers.sorted { $0.span < $1.span }
    }

    private func add(_ start: Int, _ end: Int, to layers: inout [Layer]) {
        if start < end { layers.append(Layer(kind: .signature, span: ByteSpan(start, end))) }
    }

    /// The notices behind which no more than a few lines follow.
    private func finalNotices(_ end: Int) -> [ByteSpan] {
        var kept: [ByteSpan] = []
        var next = end
        for notice in notices.reversed() where notice.start < end {
            let span = ByteSpan(notice.start, min(notice.end, end))
            guard next - span.end <= LayerTail.noticeGap else { break }
            kept.append(span)
            next = span.start
        }
        return kept.reversed()
    }

    private func signature(_ end: Int) -> ByteSpan? {
        let marks = [closing, dash].compactMap { $0 }.filter { $0.start < end }.sorted { $0.start < $1.start }
        let first = marks.first {
            lines - $0.lines <= LayerTail.lineLimit && longLines - $0.longLines <= LayerTail.longLineLimit
        }
        guard let first else { return nil }
        if let postscript, postscript > first.start { return ByteSpan(first.start, min(end, postscript)) }
        return ByteSpan(first.start, end)
    }
}
