import CScanKernels

/// One pass over a chat that was exported as text, stretch by stretch, which takes its messages apart.
///
/// Each line is looked at once, while it is near the processor. What is known of headers and authors is kept.
struct ChatWalk {
    private let kind: ChatKind
    private var forms = ChatHeaderForms()
    private var authors = ChatAuthors()
    private var recent = RecentAuthors()

    /// A message has about so many bytes.
    private static let usualLength = 160

    /// What lies before the last message of some bytes, which may go on.
    struct Stretch {
        /// In bytes.
        var length: Int
        /// How many line ends stand in it; nil where nobody counted.
        var lines: Int?
        var messages: ChatMessages
    }

    init(_ kind: ChatKind) { self.kind = kind }

    /// The messages of `text` but for the last one; with `atEnd` all of them.
    mutating func stretch(of text: Span<UInt8>, atEnd: Bool) -> Stretch {
        if !authors.beginStretch() { recent.forget() }
        var messages = ChatMessages(capacity: text.count / ChatWalk.usualLength + 8)
        var heads = ChatHeads()
        while let step = heads.step(in: text, atEnd: atEnd, &forms, known: recent.names) {
            switch step {
            case .messages(let count):
                for index in 0..<count { take(heads.found[index], in: text, &messages) }
            case .head(let head, let last?): take(last, before: head.start, in: text, &messages)
            case .head(let head, nil): takeBeginning(before: head.start, in: text, &messages)
            }
        }
        let last = heads.last
        if atEnd {
            if let last {
                take(last, before: text.count, in: text, &messages)
            } else {
                takeBeginning(before: text.count, in: text, &messages)
            }
        }
        messages.people = authors.stretchPeople
        return atEnd
            ? Stretch(length: text.count, lines: nil, messages: messages)
            : Stretch(length: last?.start ?? 0, lines: last?.line, messages: messages)
    }

    /// Where the last message of `text` begins, and how many lines stand before it; nil where none begins.
    ///
    /// For a chat that is not read.
    mutating func lastHead(in text: Span<UInt8>) -> ChatHead? {
        var heads = ChatHeads()
        while heads.step(in: text, atEnd: false, &forms, known: recent.names) != nil {}
        return heads.last
    }

    /// Takes what stands before the first header; blank lines are no message.
    private func takeBeginning(before next: Int, in text: Span<UInt8>, _ messages: inout ChatMessages) {
        let end = ChatWalk.trimmed(0, next, in: text)
        guard end > 0 else { return }
        let entry = ChatEntry(0..<end, header: nil, lineEnd: LineReader.newline(in: text, from: 0))
        messages.add(entry, kind, in: text)
    }

    /// Takes a message that begins as most do.
    @inline(__always)
    private mutating func take(
        _ message: sluice_chat_message, in text: Span<UInt8>, _ messages: inout ChatMessages
    ) {
        guard message.author >= 0 else {
            return take(ChatHead(message), before: Int(message.end), in: text, &messages)
        }
        var entry = ChatEntry(
            Int(message.start)..<Int(message.end), header: Int(message.header),
            lineEnd: Int(message.line_end))
        entry.line = message.line
        entry.author = Int32(truncatingIfNeeded: authors.index(of: Int(message.author)))
        messages.add(entry, kind, isWords: message.is_words != 0, in: text)
    }

    private mutating func take(
        _ head: ChatHead, before next: Int, in text: Span<UInt8>, _ messages: inout ChatMessages
    ) {
        let start = head.behind
        let end = ChatWalk.trimmed(start, next, in: text)
        var entry = ChatEntry(start..<end, header: head.start, lineEnd: head.lineEnd)
        entry.line = UInt32(truncatingIfNeeded: head.line)
        if let found = author(behind: start, before: min(head.lineEnd, end), in: text) {
            entry.author = Int32(truncatingIfNeeded: authors.index(of: found.author))
            entry.start = UInt32(truncatingIfNeeded: min(found.text, end))
        }
        messages.add(entry, kind, in: text)
    }

    /// The author of a message, and where its text begins; nil for a line that the program wrote.
    private mutating func author(
        behind start: Int, before end: Int, in text: Span<UInt8>
    ) -> (author: Int, text: Int)? {
        guard let beginning = RecentAuthors.beginning(at: start, before: end, in: text) else {
            return unusualAuthor(behind: start, before: end, in: text)
        }
        if let known = recent.author(beginning) { return (known, start + beginning.length) }
        let found = unusualAuthor(behind: start, before: end, in: text)
        if let found { recent.note(beginning, author: found.author) }
        return found
    }

    private mutating func unusualAuthor(
        behind start: Int, before end: Int, in text: Span<UInt8>
    ) -> (author: Int, text: Int)? {
        guard let found = ChatLine.nameEnd(behind: start, before: end, in: text),
            !ChatWalk.isSystem(at: found.text, before: end, in: text),
            let author = authors.author(
                beginning: start..<found.text,
                name: { ChatLine.trimmed(start, found.colon, in: text) }, in: text)
        else { return nil }
        return (author, found.text)
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
