import SluiceModel
import SluiceText

/// A message of a chat as it stands in the text; places are in bytes of its stretch.
struct ChatEntry {
    /// Where that begins and ends that was written, without what surrounds it.
    var start: UInt32
    var end: UInt32
    /// Where its header begins; ``none`` where it has none.
    private var headerStart: UInt32
    /// Where its first line ends.
    private var firstLineEnd: UInt32
    /// Among the people of the stretch; ``noAuthor`` for a line that the program wrote.
    var author = noAuthor
    /// How many lines stand before it in the stretch.
    var line: UInt32 = 0

    private static let none = UInt32.max
    static let noAuthor: Int32 = -1

    init(_ range: Range<Int>, header: Int?, lineEnd: Int) {
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        end = UInt32(truncatingIfNeeded: range.upperBound)
        headerStart = header.map { UInt32(truncatingIfNeeded: $0) } ?? ChatEntry.none
        firstLineEnd = UInt32(truncatingIfNeeded: lineEnd)
    }

    var range: Range<Int> { Int(start)..<Int(end) }
    var header: Int? { headerStart == ChatEntry.none ? nil : Int(headerStart) }
    /// Where its first line ends, or it itself.
    var lineEnd: Int { Int(min(firstLineEnd, end)) }
}

/// What the messages of a stretch of a chat have in common.
struct ChatStretch: Sendable {
    var chat: ChatExport
    var units: UnitBytes
    var organisation: Organisation
}

/// Makes the messages of a stretch of a chat.
struct ChatRun: MessageMaker {
    let stretch: ChatStretch
    let people: ChatPeople
    let entries: [ChatEntry]
    /// Of the first message, from 1 in the chat.
    let number: Int

    func message(at index: Int) -> Message {
        let entry = entries[index]
        let author = entry.author == ChatEntry.noAuthor ? nil : people[Int(entry.author)]
        var message = Message(
            origin: Origin(path: stretch.units.origin.path, message: number + index), channel: .chat,
            author: author?.person, authorRole: author?.role ?? .unknown,
            time: entry.header.flatMap(time),
            thread: stretch.chat.name, parts: parts(entry))
        message.participants = people.participants
        if number + index == 1, stretch.chat.isAmbiguous { message.ambiguities.append(ChatExport.ambiguity) }
        return message
    }

    /// The time in the header at `start`.
    private func time(at start: Int) -> Double? {
        stretch.units.storage.withSpan { text in
            let end = LineReader.newline(in: text, from: start)
            return ChatHeader.read(at: start, before: end, in: text).flatMap {
                stretch.chat.order.seconds(of: $0)
            }
        }
    }

    /// The text of a message, and the names of files sent with it.
    private func parts(_ entry: ChatEntry) -> [Part] {
        stretch.units.storage.withSpan { text in
            guard let content = ChatContent(entry, stretch.chat.kind, in: text) else { return [] }
            let line = stretch.units.line + Int(entry.line)
            var parts = content.fileNames.map { part(.fileName, $0, line) }
            if !content.body.isEmpty {
                let before = entry.range.lowerBound..<content.body.lowerBound
                let lines = ByteCounts.newlines(in: text, before)
                var body = part(.body, content.body, line + lines)
                if stretch.chat.kind == .signal { body.layers = quotes(content.body, in: text) }
                parts.append(body)
            }
            return parts
        }
    }

    private func part(_ kind: PartKind, _ range: Range<Int>, _ line: Int) -> Part {
        let units = stretch.units
        return Part(
            kind: kind, text: TextSegment(whole: TextStorage(slice: range, of: units.storage)),
            raw: RawForm(
                span: ByteSpan(units.offset + range.lowerBound, units.offset + range.upperBound), line: line))
    }

    private func quotes(_ body: Range<Int>, in text: Span<UInt8>) -> [Layer] {
        LayerFinder.layers(in: text.extracting(body)).filter {
            if case .quoted = $0.kind { true } else { false }
        }
    }
}
