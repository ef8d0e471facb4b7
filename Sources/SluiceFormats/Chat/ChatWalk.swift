import SluiceModel

/// One pass over a stretch of a chat that was exported as text, which gives its messages away.
struct ChatWalk {
    private var stretch: ChatStretch
    private let organisation: Organisation
    private var number: Int
    private var line: Int
    /// Messages of nothing but words that have not been given away, and their texts.
    private var entries: [ChatEntry] = []
    private var texts: [Range<Int>] = []
    private var forms = ChatHeaderForms()

    private static let mostEntries = 512
    /// Whether the next message is the chat's first.
    private var isFirst: Bool

    /// A message that has begun: where its header begins and what follows it, and where that line ends.
    private struct Begun {
        var header: Int?
        var start: Int
        var lineEnd: Int
        var line: Int
    }

    init(_ chat: ChatExport, _ units: UnitBytes, number: Int, organisation: Organisation) {
        stretch = ChatStretch(chat: chat, units: units)
        self.organisation = organisation
        self.number = number
        line = units.line
        isFirst = number == 1
    }

    mutating func run(over text: Span<UInt8>, _ yield: (Reading) -> Void) {
        var begun: Begun?
        var place = 0
        while place < text.count {
            let end = LineReader.newline(in: text, from: place)
            let behind = forms.end(at: place, before: end, in: text)
            if behind != nil || begun == nil {
                if let begun { give(begun, before: place, in: text, yield) }
                begun = Begun(
                    header: behind == nil ? nil : place, start: behind ?? place, lineEnd: end, line: line)
            }
            line += 1
            place = end + 1
        }
        if let begun { give(begun, before: text.count, in: text, yield) }
        giveRun(yield)
    }

    private mutating func giveRun(_ yield: (Reading) -> Void) {
        guard !entries.isEmpty else { return }
        let run = ChatRun(stretch: stretch, entries: entries)
        yield(.run(MessageRun(stretch.units.storage, texts, by: run)))
        entries.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }

    private mutating func give(
        _ begun: Begun, before end: Int, in text: Span<UInt8>, _ yield: (Reading) -> Void
    ) {
        var end = end
        while end > begun.start, text[end - 1] == 0x0A || WordBytes.isBlank(text[end - 1]) { end -= 1 }
        // Blank lines before the first header are no message.
        guard begun.header != nil || end > begun.start else { return }
        var start = begun.start
        var author: Int?
        if begun.header != nil,
            let found = self.author(behind: start, before: min(begun.lineEnd, end), in: text)
        {
            start = min(found.text, end)
            author = found.index
        }
        var entry = ChatEntry(
            text: start..<end, header: begun.header, author: author, line: begun.line, number: number)
        let isAmbiguous = isFirst && stretch.chat.isAmbiguous
        isFirst = false
        number += 1
        if !isAmbiguous, let words = plainWords(start..<end, begun, in: text) {
            entry.text = words
            entries.append(entry)
            texts.append(words)
            if entries.count == ChatWalk.mostEntries { giveRun(yield) }
            return
        }
        giveRun(yield)
        var message = stretch.message(entry, parts: parts(start..<end, begun, in: text))
        if isAmbiguous { message.ambiguities.append(ChatExport.ambiguity) }
        yield(.message(message))
    }

    /// The author of a message; nil for a line that the program wrote.
    private mutating func author(
        behind start: Int, before end: Int, in text: Span<UInt8>
    ) -> (index: Int, text: Int)? {
        if let known = stretch.authors.find(behind: start, before: end, in: text) {
            return isSystem(at: known.text, before: end, in: text) ? nil : known
        }
        guard let found = ChatLine.author(behind: start, before: end, in: text), !found.name.isEmpty else {
            return nil
        }
        if isSystem(at: found.text, before: end, in: text) { return nil }
        if let index = stretch.authors.find(found.name, in: text) {
            stretch.authors.remember(index, from: start, to: found.text, in: text)
            return (index, found.text)
        }
        // `Max hat den Betreff zu „Team: Neu“ geändert` has a colon too.
        if ChatWords.isSystem(found.name, in: text) { return nil }
        return (stretch.authors.add(found.name, in: text, organisation), found.text)
    }

    /// Whether the program wrote a line that names somebody: iOS names the group or a person before lines of its own,
    /// and puts a mark of direction behind the colon.
    @inline(__always)
    private func isSystem(at start: Int, before end: Int, in text: Span<UInt8>) -> Bool {
        start < end && ChatLine.mark(at: start, end, in: text) > 0
            && ChatWords.isSystem(start..<min(end, start + 200), in: text)
    }

    /// The words of a message that are sure to be nothing else; nil where it has to be taken apart.
    private func plainWords(_ range: Range<Int>, _ begun: Begun, in text: Span<UInt8>) -> Range<Int>? {
        guard stretch.chat.kind == .whatsApp, !range.isEmpty,
            ChatLine.mark(at: range.lowerBound, range.upperBound, in: text) == 0
        else { return nil }
        let last = text[range.upperBound - 1]
        let firstEnd = min(begun.lineEnd, range.upperBound)
        let isPlain =
            text[range.lowerBound] != 0x3C && last != 0x3E && last != 0x29
            && text[max(range.lowerBound, firstEnd - 1)] != 0x29
            && text[max(range.lowerBound, firstEnd - 2)] != 0x29
            && !ChatContent.endsOmitted(range.lowerBound, firstEnd, in: text)
        return isPlain ? range : nil
    }

    /// The text of a message, and the name of a file sent with it.
    private func parts(_ range: Range<Int>, _ begun: Begun, in text: Span<UInt8>) -> [Part] {
        var start = range.lowerBound
        while start < range.upperBound {
            let mark = ChatLine.mark(at: start, range.upperBound, in: text)
            if mark == 0 { break }
            start += mark
        }
        guard start < range.upperBound else { return [] }
        let kind = stretch.chat.kind
        let firstEnd = min(begun.lineEnd, range.upperBound)
        let content = ChatContent(start..<range.upperBound, firstLineEnd: firstEnd, kind, in: text)
        var parts = content.fileNames.map { stretch.part(.fileName, $0, begun.line) }
        if !content.body.isEmpty {
            let newlines = content.body.lowerBound > firstEnd ? 1 : 0
            var body = stretch.part(.body, content.body, begun.line + newlines)
            if kind == .signal { body.layers = quotes(content.body, in: text) }
            parts.append(body)
        }
        return parts
    }

    private func quotes(_ body: Range<Int>, in text: Span<UInt8>) -> [Layer] {
        LayerFinder.layers(in: text.extracting(body)).filter {
            if case .quoted = $0.kind { true } else { false }
        }
    }
}
