import SluiceModel
import SluiceText

/// What a line says about the layers: bars, header blocks, intros, signatures, notices.
extension LayerWalk {
    /// - Returns: whether the line belongs to the frame of a layer, not to its words.
    @inline(__always)
    mutating func take(_ line: TextLine, in text: Span<UInt8>) -> Bool {
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

    mutating func take(
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

    mutating func takeBlock(_ line: TextLine, in text: Span<UInt8>) -> Bool {
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
    mutating func repeatIntro(_ fields: Layer) {
        guard let last = open.indices.last, open[last].said == .quote, open[last].firstContent == nil,
            found.layers[open[last].index].from == fields.from
        else { return }
        open[last].hasFields = false
    }

    /// Gives what a block said to the layer just opened.
    mutating func assign(_ fields: Layer) {
        guard let last = open.indices.last else { return }
        open[last].hasFields = true
        open[last].awaitsPrefix = false
        let index = open[last].index
        found.layers[index].from = fields.from
        found.layers[index].to = fields.to
        found.layers[index].date = fields.date ?? found.layers[index].date
        found.layers[index].subject = fields.subject
    }

    mutating func takeIntro(_ line: TextLine, in text: Span<UInt8>) -> Bool {
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
    func startOfRecentLines(before line: TextLine, in text: Span<UInt8>) -> Int {
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
    func recentLines(_ start: Int, _ line: TextLine, in text: Span<UInt8>) -> [TextLine] {
        var lines: [TextLine] = []
        var again = LineReader(offset: start)
        while again.offset < line.start, let read = again.next(in: text) {
            if read.depth == line.depth { lines.append(read) } else { lines.removeAll() }
        }
        lines.append(line)
        return lines
    }

    /// Whether the next line that is not blank is quoted deeper than `line`.
    func isQuoteNext(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        var ahead = reader
        for _ in 0..<3 {
            guard let next = ahead.next(in: text) else { return false }
            if next.depth > line.depth { return true }
            if !next.isBlank { return false }
        }
        return false
    }

    /// A line that begins with two dashes or the like: a bar, a divider, or the line above a signature.
    mutating func takeBar(_ line: TextLine, in text: Span<UInt8>) -> Bool {
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

    mutating func takeDivider(_ line: TextLine, _ length: Int, in text: Span<UInt8>) -> Bool {
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
