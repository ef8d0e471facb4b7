import SluiceModel

/// Slack's export: a folder for each channel, in it a file for each day.
struct SlackExport: ExportShape {
    let channel = Channel.chat
    private let folder: String?
    private let people: [String: SlackPerson]
    private let members: [String]
    private let isChannel: Bool

    static func recognises(_ names: Set<String>) -> Bool {
        names.isSuperset(of: ["ts", "text", "type"])
            && !names.isDisjoint(with: ["user", "bot_id", "username", "subtype"])
    }

    init(_ input: ShapeInput) {
        folder = input.folder
        var people: [String: SlackPerson] = [:]
        for path in ["../users.json", "../org_users.json", "users.json"] where people.isEmpty {
            input.companion([path]) { users in
                for user in users.elements { SlackExport.add(user, to: &people) }
            }
        }
        self.people = people
        var members: [String] = []
        var isChannel = false
        for list in ["dms", "mpims", "groups", "channels"] where members.isEmpty {
            input.companion(["../\(list).json"]) { chats in
                for chat in chats.elements
                where chat["id"]?.string == input.folder || chat["name"]?.string == input.folder {
                    // In channels a message goes to nobody in particular.
                    isChannel = list == "channels" || list == "groups"
                    members = chat["members"]?.elements.compactMap(\.string) ?? []
                }
            }
        }
        self.members = members
        self.isChannel = isChannel
    }

    private static func add(_ user: JSONValue, to people: inout [String: SlackPerson]) {
        guard let id = user["id"]?.string else { return }
        let profile = user["profile"]
        let name =
            profile?["real_name"]?.name ?? user["real_name"]?.name ?? profile?["display_name"]?.name
            ?? user["name"]?.name ?? id
        people[id] = SlackPerson(name: name, address: profile?["email"]?.name)
    }

    private func person(_ id: String) -> Person {
        people[id].map { Person(name: $0.name, address: $0.address) } ?? Person(name: id)
    }

    func chat(_ frames: [DocumentFrame]) -> ExportChat? {
        ExportChat(name: folder, participants: members.map { people[$0]?.name ?? $0 })
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard let time = unit["ts"], unit["type"] != nil || unit["text"] != nil else { return nil }
        var facts = MessageFacts(channel: .chat)
        facts.id = time.stringOrNumber
        facts.time = time.time
        facts.author = author(of: unit)
        if !isChannel { facts.recipients = members.filter { $0 != unit["user"]?.string }.map(person) }
        facts.thread = folder
        if let thread = unit["thread_ts"]?.stringOrNumber {
            facts.thread = (folder.map { $0 + "/" } ?? "") + thread
        }
        addText(of: unit, &builder)
        if let files = unit["files"] {
            for file in files.elements { addFile(file, &builder) }
        }
        // What an edit or a deletion was about is kept inside.
        for name in ["message", "previous_message", "root"] as [StaticString] {
            if let inner = unit[name], inner.kind == .object { addText(of: inner, &builder) }
        }
        var claimed = SlackExport.claimed
        if let blocks = unit["blocks"] {
            let text = SlackMarkup.decoded(unit["text"]?.decodedBytes ?? [], people: people)
            if scene.readsCopies {
                builder.addPieces(of: blocks)
            } else if unit["bot_id"] == nil, blocks.isRepeated(in: text) {
                claimed.append("blocks")
            }
        }
        builder.addRest(of: unit, except: claimed)
        return facts
    }

    private func author(of unit: JSONValue) -> Person? {
        if let id = unit["user"]?.string {
            if let known = people[id] { return Person(name: known.name, address: known.address) }
            let profile = unit["user_profile"]
            return Person(name: profile?["real_name"]?.name ?? profile?["display_name"]?.name ?? id)
        }
        return (unit["username"]?.name ?? unit["bot_id"]?.name).map { Person(name: $0) }
    }

    private func addText(of unit: JSONValue, _ builder: inout MessageBuilder) {
        guard let text = unit["text"], let content = text.content else { return }
        let bytes = text.decodedBytes
        guard SlackMarkup.isIn(bytes) else {
            builder.add(.body, text)
            return
        }
        let plain = SlackMarkup.decoded(bytes, people: people)
        builder.add(
            .body, decoded: plain, raw: content, encoding: "slack", layers: QuotedLines.layers(in: plain))
    }

    /// The addresses that Slack gives its own copies of a file are left out: they are the same for each, and many.
    private func addFile(_ file: JSONValue, _ builder: inout MessageBuilder) {
        guard file.kind == .object else { return }
        if let name = file["name"] { builder.add(.fileName, name) }
        if let title = file["title"], title.string != file["name"]?.string { builder.add(.fileName, title) }
        for name in ["preview", "plain_text", "initial_comment", "transcription"] as [StaticString] {
            if let text = file[name], text.kind != .word { builder.add(.comment, text) }
        }
    }

    /// Members that are read, and identifiers.
    private static let claimed: [StaticString] = [
        "type", "subtype", "user", "text", "ts", "thread_ts", "client_msg_id", "team", "user_team",
        "source_team", "user_profile", "reactions", "replies", "reply_users", "files", "bot_id", "app_id",
        "parent_user_id", "edited", "latest_reply", "message", "previous_message", "root", "x_files",
        "bot_profile", "event_ts", "channel", "username",
    ]
}
