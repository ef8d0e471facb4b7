import SluiceModel

/// Cuts a long exported chat before messages.
///
/// The order of the dates is inferred beforehand, over the whole input where it can be read twice, else over the
/// first stretch.
struct ChatSplitter: UnitSplitter {
    private var chat: ChatExport?
    private let kind: ChatKind
    private let origin: Origin
    private let hints: ContentHints
    private let options: ReadingOptions
    private var number = 1
    private var forms = ChatHeaderForms()

    init(_ kind: ChatKind, _ input: SplitInput) {
        self.kind = kind
        origin = input.origin
        hints = input.hints
        options = input.options
        guard let preview = input.preview else { return }
        var survey = ChatSurvey(asksForPeople: input.options.chats?.asksForParticipants ?? false)
        preview { stretch in
            survey.look(at: stretch)
            return !survey.isDone
        }
        chat = survey.export(kind, origin: input.origin, hints: input.hints, options: input.options)
    }

    mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
        let length = atEnd ? bytes.count : ChatSplitter.lastHeader(in: bytes)
        guard length > 0 else { return nil }
        let chat = chat ?? survey(bytes)
        self.chat = chat
        let first = number
        if chat.isPrivate {
            number += 1
            return UnitCut(length: length, reader: PrivateChat(isFirst: first == 1))
        }
        number += messages(in: bytes.extracting(first: length), isFirst: first == 1)
        return UnitCut(length: length, reader: ChatUnits(chat: chat, number: first))
    }

    private func survey(_ bytes: Span<UInt8>) -> ChatExport {
        var survey = ChatSurvey(asksForPeople: options.chats?.asksForParticipants ?? false)
        survey.look(at: bytes)
        return survey.export(kind, origin: origin, hints: hints, options: options)
    }

    /// Where the last message begins whose first line is whole; 0 where that is the only one.
    private static func lastHeader(in bytes: Span<UInt8>) -> Int {
        guard var end = newline(before: bytes.count, in: bytes) else { return 0 }
        while let before = newline(before: end, in: bytes) {
            if ChatHeader.read(at: before + 1, before: end, in: bytes) != nil { return before + 1 }
            end = before
        }
        return 0
    }

    private static func newline(before end: Int, in bytes: Span<UInt8>) -> Int? {
        var place = end
        while place > 0 {
            place -= 1
            if bytes[place] == 0x0A { return place }
        }
        return nil
    }

    /// How many messages ``ChatWalk`` finds.
    private mutating func messages(in bytes: Span<UInt8>, isFirst: Bool) -> Int {
        var count = 0
        var place = 0
        var isWanted = true
        while place < bytes.count {
            let end = LineReader.newline(in: bytes, from: place)
            if forms.end(at: place, before: end, in: bytes) != nil {
                count += 1
                isWanted = false
            } else if isWanted {
                // Words before the first message are one of their own.
                for index in place..<end where !WordBytes.isBlank(bytes[index]) {
                    count += 1
                    isWanted = false
                    break
                }
            }
            place = end + 1
        }
        return count
    }
}

/// Reads the messages of one stretch of a chat.
struct ChatUnits: UnitReader {
    var chat: ChatExport
    /// Of the first message, from 1.
    var number: Int

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        units.storage.withSpan { text in
            var walk = ChatWalk(chat, units, number: number, organisation: reader.options.organisation)
            walk.run(over: text, yield)
        }
    }
}

/// Stands for a stretch of a chat that is not read; the chat is named once.
private struct PrivateChat: UnitReader {
    var isFirst: Bool

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        if isFirst { yield(.passedOver(units.origin, .skipped(ChatSelection.reason))) }
    }
}
