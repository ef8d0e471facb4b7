import SluiceModel
import SluiceText

/// One pass over the lines of a text, which opens and closes layers as it goes.
struct LayerWalk {
    private(set) var found = LayerFinder.Found()
    /// Whether a header block, bar or intro was met.
    private(set) var hasMessage = false
    /// Whether the pass ends where the first of these is met.
    var stopsAtFirst = false

    private let subject: SubjectPrefix?
    private let marks = LineMark.table
    private var reader = LineReader()
    private var open: [OpenLayer] = []
    /// What is seen since the innermost layer, or the stretch of it that is read, began.
    private var tail = LayerTail()
    /// Behind the last line that is not blank.
    private var lastEnd = 0
    private var isAfterBlank = true
    /// Where the lines begin that an intro may be wrapped over: behind the last blank line or frame of a layer.
    private var recentStart = 0
    /// The last layer of the author's own text that began with an intro.
    private var lastIntro: Int?
    /// Where a line of dashes or underscores stands, with nothing but blank lines since.
    private var divider: Int?

    /// A layer that is not closed yet.
    private struct OpenLayer {
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

    private var level: Int { open.last?.level ?? 0 }

    private mutating func finish(_ end: Int) {
        endStretch(at: level > 0 ? lastEnd : end)
        for layer in open {
            let start = found.layers[layer.index].span.start
            found.layers[layer.index].span = ByteSpan(start, layer.level > 0 ? lastEnd : end)
        }
        open.removeAll()
    }

    /// Notes a line of somebody's words.
    @inline(__always)
    private mutating func keep(_ line: TextLine) {
        tail.note(line)
        lastEnd = line.next
        divider = nil
        if let last = open.indices.last, open[last].firstContent == nil {
            open[last].firstContent = line.start
        }
    }
}

// MARK: What lines say

extension LayerWalk {
    /// - Returns: whether the line belongs to the frame of a layer, not to its words.
    @inline(__always)
    private mutating func take(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        var place = line.content
        let first = text[place]
        if first == 0x2D || first == 0x5F || first == 0x2A || first == 0x3D || first == 0xE2 {
            if takeBar(line, in: text) { return true }
            while place < line.end, text[place] == 0x2A || text[place] == 0x5F { place += 1 }
        }
        if let found = marks.match(at: place, in: text, before: line.end),
            take(found.meaning, behind: found.end, of: line, in: text)
        {
            return true
        }
        if isAfterBlank, tail.endsNotice(at: lastEnd) {
            tail.judge(line, after: reader, subjects: 2, follows: true, in: text)
        }
        let last = text[line.end - 1]
        guard last == 0x3A || last == 0x9A || last == 0x2A && text[max(line.content, line.end - 2)] == 0x3A
        else { return false }
        return takeIntro(line, in: text)
    }

    private mutating func take(
        _ mark: LineMark, behind end: Int, of line: TextLine, in text: Span<UInt8>
    ) -> Bool {
        switch mark {
        case .label:
            return HeaderBlock.colon(at: end, in: text, before: line.end) != nil && takeBlock(line, in: text)
        case .beginsForward:
            guard line.end - end <= 3 else { return false }
            if openMessage(at: line.start, level: line.depth, says: .forward, end: line.next) {
                awaitPrefix()
            }
            return true
        case .closing:
            if LayerWalk.isClosing(end, line, in: text) { tail.noteClosing(line) }
        case .programSignature:
            if line.end - line.content <= 160 { tail.noteProgram(line) }
        case .postscript:
            if end < line.end, !WordBytes.isPart(text[end]) { tail.notePostscript(line) }
        case .disclaimer:
            let isNext = tail.endsNotice(at: lastEnd)
            tail.judge(line, after: reader, subjects: isNext ? 1 : 2, follows: isNext, in: text)
        }
        return false
    }

    /// Whether nothing but a name or a mark follows the words that close a mail.
    private static func isClosing(_ end: Int, _ line: TextLine, in text: Span<UInt8>) -> Bool {
        guard line.end - end <= 40, end < line.end else { return end == line.end }
        let next = text[end]
        if next == 0x20, end + 1 < line.end {
            let word = text[end + 1]
            return (0x41...0x5A).contains(word) || word == 0xC3
                || line.end - end > 4 && word == 0x61
                    && text[end + 2] == 0x75 && text[end + 3] == 0x73
        }
        return next == 0x2C || next == 0x21 || next == 0x2E
    }

    private mutating func takeBlock(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        let bar = divider
        let isBelowBar = bar != nil || (open.last.map { !$0.hasFields && $0.firstContent == nil } ?? false)
        guard let block = HeaderBlock(at: line, after: reader, bar: isBelowBar, in: text) else {
            return false
        }
        reader = block.reader
        var layer = Layer(kind: .own, span: ByteSpan(0, 0))
        block.fill(&layer, from: text)
        repeatIntro(layer)
        if openMessage(at: bar ?? line.start, level: line.depth, says: nil, end: block.end) { assign(layer) }
        return true
    }

    /// Where an intro named the author already, a block right below it tells more of the same mail.
    private mutating func repeatIntro(_ fields: Layer) {
        guard let last = open.indices.last, open[last].said == .quote, open[last].firstContent == nil,
            found.layers[open[last].index].from == fields.from
        else { return }
        open[last].hasFields = false
    }

    /// Gives what a block said to the layer just opened.
    private mutating func assign(_ fields: Layer) {
        guard let last = open.indices.last else { return }
        open[last].hasFields = true
        open[last].awaitsPrefix = false
        let index = open[last].index
        found.layers[index].from = fields.from
        found.layers[index].to = fields.to
        found.layers[index].date = fields.date ?? found.layers[index].date
        found.layers[index].subject = fields.subject
    }

    private mutating func takeIntro(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        let isQuoteNext = isQuoteNext(line, in: text)
        let floor = max(recentStart, line.start - ReplyIntro.longest)
        // The colon at the end is a sign itself.
        guard
            isQuoteNext || EightBytes.mayHoldSign(floor..<max(floor, line.end - 8), in: text)
                || ReplyIntro.hasSigns(max(floor, line.end - 8)..<line.end, in: text)
        else { return false }
        let start = startOfRecentLines(before: line, in: text)
        guard isQuoteNext || ReplyIntro.hasSigns(start..<line.end, in: text),
            let intro = ReplyIntro(recentLines(start, line, in: text), isQuoteNext: isQuoteNext, in: text)
        else { return false }
        guard openMessage(at: intro.start, level: line.depth, says: .quote, end: line.next),
            let last = open.indices.last
        else { return true }
        open[last].hasFields = true
        found.layers[open[last].index].from = intro.from
        found.layers[open[last].index].date = intro.date
        awaitPrefix()
        return true
    }

    /// Where the lines before `line` begin that an intro may be wrapped over.
    private func startOfRecentLines(before line: TextLine, in text: Span<UInt8>) -> Int {
        let floor = max(recentStart, line.start - ReplyIntro.longest)
        var start = line.start
        for _ in 1..<ReplyIntro.lineLimit where start > floor {
            let before = Lines.start(of: start - 1, in: text, notBefore: floor)
            // A line that begins before the floor is too long.
            guard before > floor || before == recentStart else { break }
            start = before
        }
        return start
    }

    /// The lines from `start` on, and `line` behind them.
    private func recentLines(_ start: Int, _ line: TextLine, in text: Span<UInt8>) -> [TextLine] {
        var lines: [TextLine] = []
        var again = LineReader(offset: start)
        while again.offset < line.start, let read = again.next(in: text) {
            if read.depth == line.depth { lines.append(read) } else { lines.removeAll() }
        }
        lines.append(line)
        return lines
    }

    /// Whether the next line that is not blank is quoted deeper than `line`.
    private func isQuoteNext(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        var ahead = reader
        for _ in 0..<3 {
            guard let next = ahead.next(in: text) else { return false }
            if next.depth > line.depth { return true }
            if !next.isBlank { return false }
        }
        return false
    }

    /// A line that begins with two dashes or the like: a bar, a divider, or the line above a signature.
    private mutating func takeBar(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        var place = line.content
        var length = 0
        while place < line.end, let step = LayerWalk.dash(at: place, line.end, in: text) {
            place += step
            length += 1
        }
        guard length >= 2 else { return false }
        if place == line.end { return takeDivider(line, length, in: text) }
        place = LineReader.skipBlanks(text, place, line.end)
        if let bar = IntroWords.bars.match(at: place, in: text, before: line.end) {
            let says: Saying = bar.meaning == .forward ? .forward : .original
            guard openMessage(at: line.start, level: line.depth, says: says, end: line.next) else {
                return true
            }
            awaitPrefix()
            var rest = bar.end
            while rest < line.end, !WordBytes.isPart(text[rest]) { rest += 1 }
            if let block = HeaderBlock(inline: rest..<line.end, of: line, after: reader, in: text) {
                var layer = Layer(kind: .own, span: ByteSpan(0, 0))
                block.fill(&layer, from: text)
                assign(layer)
            }
            return true
        }
        // `---- On Mon, 01 Jan 2024 12:00:00 +0100 Max <max@firma.example> wrote ---`
        guard IntroWords.starts.match(at: place, in: text, before: line.end) != nil else { return false }
        var end = line.end
        while end > place, text[end - 1] == 0x2D || text[end - 1] == 0x20 { end -= 1 }
        guard end < line.end else { return false }
        return takeIntro(
            TextLine(start: line.start, end: end, next: line.next, content: place, depth: line.depth),
            in: text)
    }

    private mutating func takeDivider(_ line: TextLine, _ length: Int, in text: Span<UInt8>) -> Bool {
        if length == 2 {
            if text[line.content] == 0x2D { tail.noteDash(line) }
            return false
        }
        guard length >= 5 else { return false }
        if divider == nil { divider = line.start }
        lastEnd = line.next
        return true
    }

    /// The length of the dash, underscore, star or equals sign at `place`.
    private static func dash(at place: Int, _ end: Int, in text: Span<UInt8>) -> Int? {
        switch text[place] {
        case 0x2D, 0x5F, 0x2A, 0x3D, 0x7E: 1
        case 0xE2
        where place + 2 < end && text[place + 1] == 0x80 && [0x93, 0x94, 0x95].contains(text[place + 2]):
            3
        default: nil
        }
    }
}

// MARK: Opening and closing

extension LayerWalk {
    /// What a bar or line says about the mail below it.
    private enum Saying {
        case forward, quote
        /// That it is an earlier mail, answered or forwarded.
        case original
    }

    /// Opens the layer of a mail whose bar, intro or header block begins at `start`, and whose frame ends at `end`.
    ///
    /// A layer that has just been opened by its bar or by its prefix is this mail's already.
    ///
    /// - Returns: false where there are too many layers to open one more.
    private mutating func openMessage(at start: Int, level: Int, says: Saying?, end: Int) -> Bool {
        hasMessage = true
        lastEnd = end
        divider = nil
        if let last = open.indices.last, !open[last].hasFields, open[last].level == level,
            open[last].firstContent.map({ $0 >= start }) ?? true
        {
            open[last].firstContent = nil
            if open[last].said == nil || open[last].said == .original && says != nil {
                let outer = last > 0 ? open[last - 1] : nil
                let kind = kind(says: says, in: outer, isQuoted: true, depth: open[last].depth)
                found.layers[open[last].index].kind = kind
                open[last].said = says
            }
            tail = LayerTail()
            return true
        }
        let kind = kind(says: says, in: open.last, isQuoted: level > 0, depth: (open.last?.depth ?? 0) + 1)
        endStretch(at: start)
        guard push(kind, at: start, level: level, isPrefix: false), let last = open.indices.last else {
            return false
        }
        open[last].said = says
        return true
    }

    /// Decides as the documentation of ``LayerFinder`` says.
    private func kind(says: Saying?, in outer: OpenLayer?, isQuoted: Bool, depth: Int) -> LayerKind {
        if says == .forward { return .forwarded(depth: depth) }
        if says == .quote { return .quoted(depth: depth) }
        let around = outer.map { found.layers[$0.index] }
        switch outer == nil ? subject : around?.subject.flatMap(SubjectPrefix.init) {
        case .forward: return .forwarded(depth: depth)
        case .reply: return .quoted(depth: depth)
        case nil: break
        }
        if let around {
            if case .forwarded = around.kind { return .forwarded(depth: depth) }
            return .quoted(depth: depth)
        }
        if !isQuoted, tail.ownLength == 0 || says != .original && tail.ownLength <= 200 {
            return .forwarded(depth: depth)
        }
        return .quoted(depth: depth)
    }

    private mutating func awaitPrefix() {
        if let last = open.indices.last { open[last].awaitsPrefix = true }
    }

    /// - Returns: false where there are too many layers already.
    private mutating func push(_ kind: LayerKind, at start: Int, level: Int, isPrefix: Bool) -> Bool {
        let depth: Int
        switch kind {
        case .quoted(let number), .forwarded(let number): depth = number
        default: return false
        }
        guard depth <= LayerFinder.depthLimit, found.layers.count < LayerFinder.countLimit else {
            found.isCutShort = true
            return false
        }
        open.append(OpenLayer(index: found.layers.count, level: level, depth: depth, isPrefix: isPrefix))
        found.layers.append(Layer(kind: kind, span: ByteSpan(start, start)))
        return true
    }

    /// Gives the signature and notices of the stretch that ends here, and begins another.
    private mutating func endStretch(at end: Int) {
        for layer in tail.layers(endingAt: end) where found.layers.count < LayerFinder.countLimit {
            found.layers.append(layer)
        }
        tail = LayerTail()
    }

    /// Closes and opens layers as the line's prefix is shorter or longer than the one before.
    private mutating func follow(_ line: TextLine) {
        recentStart = line.start
        if line.depth < level {
            endStretch(at: lastEnd)
            while let last = open.last, last.level > line.depth {
                let start = found.layers[last.index].span.start
                found.layers[last.index].span = ByteSpan(start, lastEnd)
                open.removeLast()
            }
        }
        if line.depth > level { deepen(line) }
    }

    private mutating func deepen(_ line: TextLine) {
        if let last = open.indices.last, open[last].awaitsPrefix, open[last].firstContent == nil {
            open[last].awaitsPrefix = false
            if !open[last].isPrefix {
                let index = open[last].index
                open[last].level = line.depth
                open[last].isPrefix = true
                if last > 0 { open[last - 1].lastIntro = index } else { lastIntro = index }
                return
            }
        }
        endStretch(at: lastEnd)
        let outer = open.last
        let depth = min(LayerFinder.depthLimit, (outer?.depth ?? 0) + line.depth - (outer?.level ?? 0))
        let intro = outer == nil ? lastIntro : outer?.lastIntro
        guard push(.quoted(depth: depth), at: line.start, level: line.depth, isPrefix: true),
            let last = open.indices.last
        else { return }
        if let intro, line.depth == (outer?.level ?? 0) + 1 {
            let index = open[last].index
            found.layers[index].kind = found.layers[intro].kind
            found.layers[index].from = found.layers[intro].from
            found.layers[index].date = found.layers[intro].date
            open[last].hasFields = found.layers[intro].from != nil
        }
    }
}
