import SluiceModel

/// Finds, from front to back, what a view changes in a text.
///
/// What a character becomes depends on its line's beginning, its word and the marks behind it, never on
/// more than 32 KiB before it; so the segments of a long text are folded alike wherever they are cut.
struct EditFinder {
    /// What counts as a mark of quotation at the beginning of a line.
    enum Quotes: Hashable {
        /// `>` and `|`, as mail programs write them.
        case mail
        /// `>` with a space behind it, or on a line of its own.
        case file
    }

    /// Made when the first character beyond ASCII is met.
    var table: FoldTable { .shared }
    let plain: PlainRun
    let quotes: Quotes
    let flow: LineFlow
    let endsText: Bool
    /// All before is decided.
    var place = 0
    /// The end of the last stretch that was changed.
    var lastEnd = 0
    /// A line that begins at ``place`` and has not been looked at.
    var newLine: Int?
    /// The beginning of the line that was looked at last.
    var knownLine = -1
    /// The word that was looked at last: where it ends, and whether its look-alike letters are Latin ones.
    var word: (end: Int, isLatin: Bool) = (0, false)
    /// The line at hand, where lines flow.
    var line: FlowLine?

    /// What stands for a byte that is no UTF-8: the control character that ASCII has for it.
    static let substitute: UInt8 = 0x1A

    /// Finds what the view of a mail's whole text changes.
    init(wholeText flow: LineFlow) {
        self.init(quotes: .mail, flow: flow, endsText: true, kernel: .best)
        newLine = 0
    }

    init(_ segment: TextSegment, quotes: Quotes, flow: LineFlow, kernel: PlainRun.Kernel = .best) {
        self.init(quotes: quotes, flow: flow, endsText: segment.endsText, kernel: kernel)
        if segment.offset == 0 { newLine = 0 } else { place = EditFinder.rest(of: segment.storage) }
    }

    private init(quotes: Quotes, flow: LineFlow, endsText: Bool, kernel: PlainRun.Kernel) {
        let bar = quotes == .mail ? UInt8(ascii: "|") : UInt8(ascii: ">")
        let stops = LineStops(firstQuote: UInt8(ascii: ">"), secondQuote: bar, everyLine: flow != .fixed)
        plain = PlainRun(stops: stops, kernel: kernel)
        self.quotes = quotes
        self.flow = flow
        self.endsText = endsText
    }

    /// How many bytes at the beginning belong to a character that begins before.
    private static func rest(of storage: TextStorage) -> Int {
        storage.withSpan { text in
            var count = 0
            while count < min(3, text.count), text[count] & 0xC0 == 0x80 { count += 1 }
            return count
        }
    }

    /// The next change; nil where the rest stays as it is.
    mutating func next(in text: Span<UInt8>) -> Edit? {
        while true {
            if let found = step(in: text) {
                lastEnd = found.source.upperBound
                return found
            }
            if place >= text.count { return nil }
        }
    }

    private mutating func step(in text: Span<UInt8>) -> Edit? {
        if let start = newLine {
            newLine = nil
            if let found = beginLine(start, in: text) { return found }
        }
        guard place < text.count else { return nil }
        if text[place] < 0x80 {
            place = flow == .contentLines ? endOfValue(in: text) : plain.end(from: place, in: text)
        }
        guard place < text.count else { return nil }
        switch text[place] {
        case 0x80...: return beyondASCII(in: text)
        case 0x0A: return endLine(in: text)
        case 0x5C where flow == .contentLines: return escape(in: text)
        default:
            place += 1
            return beginLine(place - 1, in: text)
        }
    }

    /// Passes over characters that stay, up to one that does not or to ASCII.
    private mutating func beyondASCII(in text: Span<UInt8>) -> Edit? {
        if flow == .fixed, knownLine != place, place > 0, text[place - 1] == 0x0A {
            if let found = beginLine(place, in: text) { return found }
        }
        let table = table
        while place < text.count {
            if text[place] < 0x80 {
                // One character of ASCII, mostly a space, is not worth a run.
                guard text[place] != 0x0A, place + 1 < text.count, text[place + 1] >= 0x80 else { return nil }
                place += 1
                continue
            }
            if let end = EditFinder.endOfForeignRun(from: place, table, in: text) {
                place = end
                continue
            }
            let (scalar, length) = EditFinder.character(at: place, in: text)
            if scalar == 0xFFFD, length == 1 {
                if !endsText, isCut(in: text) {
                    place = text.count
                    return nil
                }
                place += 1
                return Edit(place - 1..<place, ascii: EditFinder.substitute)
            }
            if table.isFlagged(scalar), table.latin(alike: scalar) == 0 || isInLatinWord(place, in: text) {
                return flagged(scalar, length, in: text)
            }
            place += length
        }
        return nil
    }

    /// Whether a character begins at ``place`` of which the text's end cuts something off.
    private func isCut(in text: Span<UInt8>) -> Bool {
        let first = text[place]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first < 0xF5, place + length > text.count else { return false }
        for next in place + 1..<text.count where text[next] & 0xC0 != 0x80 { return false }
        return true
    }

    private mutating func flagged(_ scalar: UInt32, _ length: Int, in text: Span<UInt8>) -> Edit? {
        let start = place
        let end = start + length
        if table.latin(alike: scalar) != 0 { return lookAlike(scalar, start..<end, in: text) }
        if table.isDropped(scalar) { return dropped(start, in: text) }
        if table.isMark(scalar) {
            guard let base = base(before: start, in: text) else {
                place = end
                return nil
            }
            return cluster(from: base, in: text)
        }
        let form = table.form(of: scalar)
        if isMark(keptAt: end, in: text) { return cluster(from: start, in: text) }
        place = end
        if form.count == 1, form.scalars[0] < 0x80 {
            if form.scalars[0] == 0x0A { newLine = end }
            return Edit(start..<end, ascii: UInt8(truncatingIfNeeded: form.scalars[0]))
        }
        if form.count == 1, table.latin(alike: form.scalars[0]) != 0 {
            if let found = lookAlike(form.scalars[0], start..<end, in: text) { return found }
        }
        return Edit(start..<end, (0..<form.count).lazy.map { form.scalars[$0] })
    }

    private mutating func lookAlike(_ scalar: UInt32, _ range: Range<Int>, in text: Span<UInt8>) -> Edit? {
        place = range.upperBound
        guard isInLatinWord(range.lowerBound, in: text) else { return nil }
        return Edit(range, ascii: table.latin(alike: scalar))
    }

    private mutating func dropped(_ start: Int, in text: Span<UInt8>) -> Edit? {
        let end = endOfDropped(from: start, in: text)
        if isMark(keptAt: end, in: text), let base = base(before: start, in: text) {
            return cluster(from: base, in: text)
        }
        place = end
        return .dropping(start..<end)
    }
}
