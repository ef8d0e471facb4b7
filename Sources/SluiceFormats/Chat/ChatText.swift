import SluiceModel
import SluiceText

/// Which program exported a chat as text.
enum ChatKind: Sendable {
    case whatsApp, signal
}

/// Reads chats that were exported as lines of text.
enum ChatText {
    /// What the first bytes of an input look like; nil where they are no such chat.
    ///
    /// The first line that is not blank has to be the header of a message, and so has a second one, or what it says
    /// has to be what these programs write at the beginning. Logs of servers, which look alike, name a level.
    static func kind(of bytes: Span<UInt8>) -> ChatKind? {
        var first: ChatHeader?
        var count = 0
        var place = 0
        while place < bytes.count, count < 2 {
            let end = LineReader.newline(in: bytes, from: place)
            if let header = ChatHeader.read(at: place, before: end, in: bytes) {
                if isLog(header.end, end, in: bytes) { return nil }
                first = first ?? header
                count += 1
                if count == 1, ChatWords.isSystem(header.end..<min(end, header.end + 400), in: bytes) {
                    count = 2
                }
            } else if first == nil, !isBlank(place, end, in: bytes) {
                return nil
            }
            place = end + 1
        }
        guard count >= 2, let first else { return nil }
        let isSignal =
            first.isBracketed && first.mark == 0x2D && first.digits.first == 4 && first.second == nil
        return isSignal ? .signal : .whatsApp
    }

    private static func isBlank(_ start: Int, _ end: Int, in bytes: Span<UInt8>) -> Bool {
        LineReader.skipBlanks(bytes, start, end) >= end || bytes[start] == 0x0D && end - start == 1
    }

    private static func isLog(_ start: Int, _ end: Int, in bytes: Span<UInt8>) -> Bool {
        guard start < end else { return false }
        if bytes[start] == 0x5B || bytes[start] == 0x7B { return true }
        var place = start
        // `production.INFO: …`
        while place < min(end, start + 40), WordBytes.isPart(bytes[place]) || bytes[place] == 0x2E {
            if place == start || bytes[place - 1] == 0x2E,
                let found = levels.match(at: place, in: bytes, before: end),
                found.end == end || !WordBytes.isPart(bytes[found.end])
            {
                return true
            }
            place += 1
        }
        return false
    }

    private static let levels = PhraseTable<Bool>([
        (
            [
                "info", "warn", "warning", "error", "debug", "trace", "notice", "fatal", "critical", "severe",
                "verbose",
            ], true
        )
    ])

    static func read(
        _ content: Content, as kind: ChatKind, with reader: ContentReader, _ yield: (Reading) -> Void
    ) {
        var survey = ChatSurvey(asksForPeople: reader.options.chats?.asksForParticipants ?? false)
        content.storage.withSpan { survey.look(at: $0) }
        let chat = survey.export(kind, origin: content.origin, hints: content.hints, options: reader.options)
        guard !chat.isPrivate else {
            yield(.passedOver(content.origin, .skipped(ChatSelection.reason)))
            return
        }
        read(content, ChatSplitter(chat, content, reader.options), with: reader, yield)
    }

    /// Reads a chat that is held whole in the stretches in which a long one is read.
    private static func read(
        _ content: Content, _ splitter: ChatSplitter, with reader: ContentReader, _ yield: (Reading) -> Void
    ) {
        let whole = content.storage
        var splitter = splitter
        var (start, line) = (0, 1)
        var wanted = ChunkedReader.chunk
        while start < whole.count {
            let end = min(whole.count, start + wanted)
            let rest = TextStorage(slice: start..<end, of: whole)
            guard let cut = rest.withSpan({ splitter.cut($0, atEnd: end == whole.count) }) else {
                wanted *= 2
                continue
            }
            let storage = TextStorage(slice: 0..<cut.length, of: rest)
            let units = UnitBytes(storage: storage, origin: content.origin, offset: start, line: line)
            cut.reader.read(units, with: reader, yield)
            start += cut.length
            line += cut.lines ?? storage.withSpan { ByteCounts.newlines(in: $0, 0..<$0.count) }
            wanted = ChunkedReader.chunk
        }
    }
}

/// Chats exported by WhatsApp on Android and iOS; Threema's text exports look the same.
///
/// Times are local ones of the telephone that exported; they are given as if they were UTC.
enum WhatsApp: Format {
    static let form = InputForm.whatsapp

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        ChatText.kind(of: bytes) == .whatsApp
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        ChatText.read(content, as: .whatsApp, with: reader, yield)
    }

    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? { ChatSplitter(.whatsApp, input) }
}

/// Chats of Signal, as signal-export writes them in Markdown or text.
enum Signal: Format {
    static let form = InputForm.signal

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        ChatText.kind(of: bytes) == .signal
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        ChatText.read(content, as: .signal, with: reader, yield)
    }

    static func splitter(_ input: SplitInput) -> (any UnitSplitter)? { ChatSplitter(.signal, input) }
}
