import SluiceModel

/// A message of a chat as it stands in the text.
struct ChatEntry {
    /// Its words, without what surrounds them.
    var text: Range<Int>
    /// Where its header begins; nil where it has none.
    var header: Int?
    /// In the table of authors; nil for a line that the program wrote.
    var author: Int?
    /// Of the first line, from 1 in the file.
    var line: Int
    /// From 1 in the chat.
    var number: Int
}

/// What the messages of a stretch of a chat have in common.
struct ChatStretch: Sendable {
    var chat: ChatExport
    var units: UnitBytes
    var authors = ChatAuthors()

    func message(_ entry: ChatEntry, parts: [Part]) -> Message {
        var message = Message(
            origin: Origin(path: units.origin.path, message: entry.number), channel: .chat,
            author: entry.author.map { authors[$0].person },
            authorRole: entry.author.map { authors[$0].role } ?? .unknown,
            time: entry.header.flatMap(time), thread: chat.name, parts: parts)
        message.participants = authors.people
        return message
    }

    /// The time in the header at `start`.
    private func time(at start: Int) -> Double? {
        units.storage.withSpan { text in
            let end = LineReader.newline(in: text, from: start)
            return ChatHeader.read(at: start, before: end, in: text).flatMap { chat.order.seconds(of: $0) }
        }
    }

    func part(_ kind: PartKind, _ range: Range<Int>, _ line: Int) -> Part {
        Part(
            kind: kind, text: TextSegment(whole: TextStorage(slice: range, of: units.storage)),
            raw: RawForm(
                span: ByteSpan(units.offset + range.lowerBound, units.offset + range.upperBound), line: line))
    }
}

/// Messages that are nothing but words.
struct ChatRun: MessageMaker {
    let stretch: ChatStretch
    let entries: [ChatEntry]

    func message(at index: Int) -> Message {
        let entry = entries[index]
        return stretch.message(entry, parts: [stretch.part(.body, entry.text, entry.line)])
    }
}
