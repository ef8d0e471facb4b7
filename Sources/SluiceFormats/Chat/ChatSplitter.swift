import SluiceModel

/// Cuts a long exported chat before messages.
///
/// It takes messages apart while it looks for their beginnings: a second pass would cost as much again.
/// The order of the dates is inferred beforehand, over the whole input where it can be read twice, else over the
/// first stretch.
struct ChatSplitter: UnitSplitter {
    private var chat: ChatExport?
    private let kind: ChatKind
    private let origin: Origin
    private let hints: ContentHints
    private let options: ReadingOptions
    private var number = 1
    private var walk: ChatWalk

    /// A chat of which all is known.
    init(_ chat: ChatExport, _ content: Content, _ options: ReadingOptions) {
        self.chat = chat
        kind = chat.kind
        walk = ChatWalk(kind)
        origin = content.origin
        hints = content.hints
        self.options = options
    }

    init(_ kind: ChatKind, _ input: SplitInput) {
        self.kind = kind
        walk = ChatWalk(kind)
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
        if chat?.isPrivate == true { return privateCut(bytes, atEnd: atEnd) }
        let stretch = walk.stretch(of: bytes, atEnd: atEnd)
        guard stretch.length > 0 else { return nil }
        let chat = chat ?? survey(bytes)
        self.chat = chat
        if chat.isPrivate { return privateCut(bytes, atEnd: atEnd) }
        let units = ChatUnits(chat: chat, number: number, messages: stretch.messages)
        number += stretch.messages.entries.count
        return UnitCut(length: stretch.length, reader: units, lines: stretch.lines)
    }

    /// Cuts off messages that nobody reads.
    private mutating func privateCut(_ bytes: Span<UInt8>, atEnd: Bool) -> UnitCut? {
        let next = atEnd ? nil : walk.lastHead(in: bytes)
        let length = atEnd ? bytes.count : next?.start ?? 0
        guard length > 0 else { return nil }
        defer { number += 1 }
        return UnitCut(length: length, reader: PrivateChat(isFirst: number == 1), lines: next?.line)
    }

    private func survey(_ bytes: Span<UInt8>) -> ChatExport {
        var survey = ChatSurvey(asksForPeople: options.chats?.asksForParticipants ?? false)
        survey.look(at: bytes)
        return survey.export(kind, origin: origin, hints: hints, options: options)
    }
}

/// Gives the messages of one stretch of a chat away as one run.
struct ChatUnits: UnitReader {
    var chat: ChatExport
    /// Of the first message, from 1.
    var number: Int
    var messages: ChatMessages

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        guard !messages.entries.isEmpty else { return }
        let stretch = ChatStretch(chat: chat, units: units, organisation: reader.options.organisation)
        let people = ChatPeople(messages.people, of: stretch.organisation)
        let maker = ChatRun(stretch: stretch, people: people, entries: messages.entries, number: number)
        let (texts, gathered) = (messages.texts, messages.gathered)
        let run =
            gathered.isEmpty
            ? MessageRun(units.storage, texts, by: maker)
            : MessageRun(units.storage, texts, gathered: gathered, areViews: false, by: maker)
        yield(.run(run))
    }
}

/// Stands for a stretch of a chat that is not read; the chat is named once.
private struct PrivateChat: UnitReader {
    var isFirst: Bool

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        if isFirst { yield(.passedOver(units.origin, .skipped(ChatSelection.reason))) }
    }
}
