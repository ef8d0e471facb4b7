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

    /// A chat of which all is known.
    init(_ chat: ChatExport, _ content: Content, _ options: ReadingOptions) {
        self.chat = chat
        kind = chat.kind
        origin = content.origin
        hints = content.hints
        self.options = options
    }

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
        var heads = ChatHeads.find(in: bytes, atEnd: atEnd, &forms)
        // The last message may go on.
        let next = atEnd ? nil : heads.popLast()
        let length = atEnd ? bytes.count : Int(next?.start ?? 0)
        guard length > 0 else { return nil }
        let lines = next.map { Int($0.line) }
        let chat = chat ?? survey(bytes)
        self.chat = chat
        let first = number
        if chat.isPrivate {
            number += 1
            return UnitCut(length: length, reader: PrivateChat(isFirst: first == 1), lines: lines)
        }
        number += heads.count
        let beginning = heads.first.map { Int($0.start) } ?? length
        if ChatWalk.hasWords(before: beginning, in: bytes) { number += 1 }
        return UnitCut(
            length: length, reader: ChatUnits(chat: chat, number: first, heads: heads), lines: lines)
    }

    private func survey(_ bytes: Span<UInt8>) -> ChatExport {
        var survey = ChatSurvey(asksForPeople: options.chats?.asksForParticipants ?? false)
        survey.look(at: bytes)
        return survey.export(kind, origin: origin, hints: hints, options: options)
    }
}

/// Reads the messages of one stretch of a chat.
struct ChatUnits: UnitReader {
    var chat: ChatExport
    /// Of the first message, from 1.
    var number: Int
    /// Where messages begin in the stretch.
    var heads: [ChatHead]

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let stretch = ChatStretch(chat: chat, units: units, organisation: reader.options.organisation)
        var walk = ChatWalk(stretch, number: number)
        units.storage.withSpan { walk.run(over: $0, heads, yield) }
    }
}

/// Stands for a stretch of a chat that is not read; the chat is named once.
private struct PrivateChat: UnitReader {
    var isFirst: Bool

    func read(_ units: UnitBytes, with reader: ContentReader, _ yield: (Reading) -> Void) {
        if isFirst { yield(.passedOver(units.origin, .skipped(ChatSelection.reason))) }
    }
}
