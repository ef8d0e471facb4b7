import SluiceModel

/// What Skype, and Teams for private use, give their users to download: `messages.json` with all conversations.
struct SkypeExport: ExportShape {
    let channel = Channel.chat
    let layout = DocumentLayout(messages: ["MessageList"], holders: ["conversations"])
    /// What accounts are called; messages often name the account alone.
    private let names: [String: String]

    static func recognises(_ names: Set<String>) -> Bool {
        names.isSuperset(of: ["conversations", "MessageList"])
            || names.isSuperset(of: ["MessageList", "originalarrivaltime"])
            || names.isSuperset(of: ["conversations", "userId", "exportDate"])
    }

    init(_ input: ShapeInput) {
        var names: [String: String] = [:]
        ExportPeople.look(through: input) { SkypeExport.note($0, &names) }
        self.names = names
    }

    /// Takes the names that stand in messages before their account; that of a conversation belongs to no message.
    private static func note(_ bytes: Span<UInt8>, _ names: inout [String: String]) {
        var marks: [(place: Int, isAccount: Bool?)] = []
        ExportPeople.forEach("MessageList", in: bytes) { marks.append(($0, nil)) }
        ExportPeople.forEach("displayName", in: bytes) { marks.append(($0, false)) }
        ExportPeople.forEach("from", in: bytes) { marks.append(($0, true)) }
        marks.sort { $0.place < $1.place }
        var name: String?
        for (place, isAccount) in marks {
            let text = isAccount == nil ? nil : ExportPeople.string(place, in: bytes)
            let value = text.map {
                String(decoding: JSONEscapes.decodedBytes(bytes.extracting($0)), as: UTF8.self)
            }
            if isAccount == true, let account = value, let known = name, !known.isEmpty {
                names[account] = known
            }
            name = isAccount == false ? value : nil
        }
    }

    func chat(_ frames: [DocumentFrame]) -> ExportChat? {
        guard frames.last?.name == "MessageList", let facts = frames.dropLast().last?.facts else {
            return nil
        }
        let id = facts["id"] ?? ""
        let topic = facts["threadProperties.topic"].flatMap { $0.isEmpty ? nil : $0 }
        let name = facts["displayName"].flatMap { $0.isEmpty ? nil : $0 } ?? topic
        var accounts = [id]
        // The members of a group stand in a text that is a list itself.
        let members = facts["threadProperties.members"] ?? ""
        for (index, piece) in members.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        where index % 2 == 1 { accounts.append(String(piece)) }
        let people = accounts.flatMap { [SkypeExport.plain($0)] + [names[$0]].compactMap { $0 } }
        return ExportChat(
            name: name ?? SkypeExport.plain(id), participants: people.filter { !$0.isEmpty })
    }

    /// An account without the number that says of what kind it is: `8:live:mira`, `4:+491701234567`.
    private static func plain(_ account: String) -> String {
        guard let colon = account.firstIndex(of: ":"), account[..<colon].allSatisfy(\.isNumber) else {
            return account
        }
        return String(account[account.index(after: colon)...])
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard let content = unit["content"], content.kind == .string, unit["originalarrivaltime"] != nil
        else { return nil }
        var facts = MessageFacts(channel: .chat)
        facts.id = unit["id"]?.stringOrNumber
        facts.time = unit["originalarrivaltime"]?.time
        if let account = unit["from"]?.name {
            let name = unit["displayName"]?.name ?? names[account] ?? SkypeExport.plain(account)
            facts.author = Person(name: name)
        }
        facts.thread = scene.chat?.name ?? unit["conversationid"]?.name.map(SkypeExport.plain)
        if unit["messagetype"]?.string == "Text" {
            builder.add(.body, content)
        } else {
            builder.add(.body, html: content, elements: [("quote", "blockquote")])
        }
        builder.addRest(of: unit, except: SkypeExport.claimed)
        return facts
    }

    private static let claimed: [StaticString] = [
        "id", "displayName", "originalarrivaltime", "messagetype", "version", "content", "conversationid",
        "from", "amsreferences",
    ]
}
