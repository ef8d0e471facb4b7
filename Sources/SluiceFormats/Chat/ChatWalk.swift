import SluiceModel

/// One pass over a stretch of a chat that was exported as text, which gives its messages away as one run.
///
/// A message is no more than its place until somebody wants to see it: most hold nothing.
struct ChatWalk {
    private let stretch: ChatStretch
    private let number: Int
    private var authors = ChatAuthors()
    private var entries: [ChatEntry] = []
    private var texts: [Range<Int>] = []
    /// Which texts are whose, once a message was met that has more than one.
    private var gathered: [GatheredMessage] = []

    /// Begins before the message of that number, from 1 in the chat.
    init(_ stretch: ChatStretch, number: Int) {
        self.stretch = stretch
        self.number = number
    }

    /// Gives the messages away that begin at `heads`, and what stands before them.
    mutating func run(over text: Span<UInt8>, _ heads: [ChatHead], _ yield: (Reading) -> Void) {
        entries.reserveCapacity(heads.count + 1)
        texts.reserveCapacity(heads.count + 1)
        takeBeginning(before: heads.first.map { Int($0.start) } ?? text.count, in: text)
        for index in heads.indices {
            let next = index + 1 < heads.count ? Int(heads[index + 1].start) : text.count
            take(heads[index], before: next, in: text)
        }
        guard !entries.isEmpty else { return }
        let people = ChatPeople(authors, of: stretch)
        let maker = ChatRun(stretch: stretch, people: people, entries: entries, number: number)
        let storage = stretch.units.storage
        let run =
            gathered.isEmpty
            ? MessageRun(storage, texts, by: maker)
            : MessageRun(storage, texts, gathered: gathered, areViews: false, by: maker)
        yield(.run(run))
    }

    /// Whether a message without a header stands before the first one; blank lines are none.
    static func hasWords(before first: Int, in text: Span<UInt8>) -> Bool { trimmed(0, first, in: text) > 0 }

    /// Takes what stands before the first header.
    private mutating func takeBeginning(before next: Int, in text: Span<UInt8>) {
        let end = ChatWalk.trimmed(0, next, in: text)
        guard end > 0 else { return }
        add(ChatEntry(0..<end, header: nil, lineEnd: LineReader.newline(in: text, from: 0)), in: text)
    }

    private mutating func take(_ head: ChatHead, before next: Int, in text: Span<UInt8>) {
        let start = Int(head.behind)
        let end = ChatWalk.trimmed(start, next, in: text)
        let lineEnd = Int(head.lineEnd)
        var entry = ChatEntry(start..<end, header: Int(head.start), lineEnd: lineEnd)
        entry.line = head.line
        if let found = author(behind: start, before: min(lineEnd, end), in: text) {
            entry.author = Int32(truncatingIfNeeded: found.index)
            entry.start = UInt32(truncatingIfNeeded: min(found.text, end))
        }
        add(entry, in: text)
    }

    /// The author of a message, and where its text begins; nil for a line that the program wrote.
    @inline(__always)
    private mutating func author(
        behind start: Int, before end: Int, in text: Span<UInt8>
    ) -> (index: Int, text: Int)? {
        guard let found = ChatLine.nameEnd(behind: start, before: end, in: text),
            !ChatWalk.isSystem(at: found.text, before: end, in: text),
            let index = authors.author(
                beginning: start..<found.text,
                name: { ChatLine.trimmed(start, found.colon, in: text) }, in: text)
        else { return nil }
        return (index, found.text)
    }

    private mutating func add(_ entry: ChatEntry, in text: Span<UInt8>) {
        let kind = stretch.chat.kind
        entries.append(entry)
        if kind == .whatsApp, ChatContent.isPlain(entry, in: text) {
            texts.append(entry.range)
            if !gathered.isEmpty { endMessage(bytes: entry.range.count) }
            return
        }
        let content = ChatContent(entry, kind, in: text)
        var own = content?.fileNames ?? []
        if let body = content?.body, !body.isEmpty { own.append(body) }
        guard own.count > 1 || !gathered.isEmpty else {
            texts.append(own.first ?? entry.range.prefix(0))
            return
        }
        if gathered.isEmpty {
            gathered = texts.indices.map { GatheredMessage(textsEnd: $0 + 1, bytes: texts[$0].count) }
        }
        texts += own
        endMessage(bytes: own.reduce(0) { $0 + $1.count })
    }

    private mutating func endMessage(bytes: Int) {
        gathered.append(GatheredMessage(textsEnd: texts.count, bytes: bytes))
    }

    /// Where a message ends that was written from `start` on.
    @inline(__always)
    private static func trimmed(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Int {
        var end = end
        while end > start, text[end - 1] == 0x0A || WordBytes.isBlank(text[end - 1]) { end -= 1 }
        return end
    }

    /// Whether the program wrote a line that names somebody: iOS names the group or a person before lines of its own,
    /// and puts a mark of direction behind the colon.
    @inline(__always)
    private static func isSystem(at start: Int, before end: Int, in text: Span<UInt8>) -> Bool {
        start < end && ChatLine.mark(at: start, end, in: text) > 0
            && ChatWords.isSystem(start..<min(end, start + 200), in: text)
    }
}
