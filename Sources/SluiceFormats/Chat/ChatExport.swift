import SluiceModel

/// What is known of one chat that was exported as text before its messages are read.
struct ChatExport: Sendable {
    var kind: ChatKind
    /// As the file or the folder names it; nil where neither does.
    var name: String?
    var order: DateOrder
    /// Whether the days of its dates may as well be months; said once, with the first message.
    var isAmbiguous: Bool
    /// Whether it was not chosen to be read.
    var isPrivate: Bool

    static let ambiguity = "day and month of its dates may be the other way round"
}

/// Looks through a chat for the order of its dates and, where asked for, the people in it.
struct ChatSurvey {
    private var inference = DateOrderInference()
    private let asksForPeople: Bool
    private var people: Set<[UInt8]> = []
    private var seen = 0

    /// So much of a long chat is looked at.
    private static let longest = 256 << 20
    private static let mostPeople = 2000

    init(asksForPeople: Bool) { self.asksForPeople = asksForPeople }

    /// Whether more text would tell nothing more.
    var isDone: Bool { inference.isSettled && !asksForPeople || seen > ChatSurvey.longest }

    /// Looks at the lines that are whole in `text`.
    mutating func look(at text: Span<UInt8>) {
        seen += text.count
        var place = 0
        while place < text.count {
            let end = LineReader.newline(in: text, from: place)
            if let header = ChatHeader.read(at: place, before: end, in: text) {
                inference.note(header)
                if asksForPeople, let author = ChatLine.author(behind: header.end, before: end, in: text) {
                    note(author.name, in: text)
                }
                if !asksForPeople, inference.isSettled { return }
            }
            place = end + 1
        }
    }

    private mutating func note(_ name: Range<Int>, in text: Span<UInt8>) {
        guard people.count < ChatSurvey.mostPeople else { return }
        var bytes: [UInt8] = []
        for place in name { bytes.append(text[place]) }
        people.insert(bytes)
    }

    /// What the survey found, for a chat of the input described by `origin` and `hints`.
    func export(
        _ kind: ChatKind, origin: Origin, hints: ContentHints, options: ReadingOptions
    ) -> ChatExport {
        let name = ChatName.of(origin: origin, hints: hints)
        let admitted = options.chats.map { selection in
            selection.admits(
                chat: name ?? "", participants: people.map { String(decoding: $0, as: UTF8.self) })
        }
        return ChatExport(
            kind: kind, name: name, order: inference.order, isAmbiguous: inference.isAmbiguous,
            isPrivate: admitted == false)
    }
}

/// The name of a chat, as its export's path tells it.
enum ChatName {
    /// What programs put before the name in the file's.
    private static let prefixes = [
        "WhatsApp Chat mit ", "WhatsApp-Chat mit ", "WhatsApp Chat with ", "WhatsApp Chat - ",
        "WhatsApp-Chat - ",
        "Chat de WhatsApp con ", "Chat WhatsApp con ", "Discussion WhatsApp avec ",
        "Conversa do WhatsApp com ", "WhatsApp-chat met ", "Czat WhatsApp z ", "WhatsApp-chatt med ",
        "WhatsApp-chat med ", "Telegram Chat mit ", "Threema Chat mit ", "threema-chat-",
    ]
    /// Files that are called the same in every export; the folder or archive around them has the name.
    private static let common: Set<String> = ["_chat", "chat", "index", "messages", "result"]

    static func of(origin: Origin, hints: ContentHints) -> String? {
        var steps = origin.path.split(whereSeparator: { $0 == "/" || $0 == "!" }).map(String.init)
        if steps.isEmpty { steps = hints.folders + [hints.name].compactMap { $0 } }
        while let step = steps.popLast() {
            let name = bare(step)
            if !common.contains(name.lowercased()) { return name.isEmpty || name == "-" ? nil : name }
        }
        return nil
    }

    private static func bare(_ step: String) -> String {
        var name = Substring(step)
        for suffix in [".txt", ".md", ".zip"] where name.lowercased().hasSuffix(suffix) {
            name = name.dropLast(suffix.count)
        }
        for prefix in prefixes where name.lowercased().hasPrefix(prefix.lowercased()) {
            name = name.dropFirst(prefix.count)
            break
        }
        return String(name)
    }
}
