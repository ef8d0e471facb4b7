import SluiceModel

/// A channel of Discord, as DiscordChatExporter writes it.
struct DiscordExport: ExportShape {
    let channel = Channel.chat
    let layout = DocumentLayout(messages: ["messages"])
    private let authors: [String]

    init(_ input: ShapeInput) {
        authors = ExportPeople.named(["name", "nickname"], within: "author", in: input)
    }

    func chat(_ frames: [DocumentFrame]) -> ExportChat? {
        guard frames.last?.name == "messages", let frame = frames.dropLast().last else { return nil }
        let steps = [frame.facts["guild.name"], frame.facts["channel.name"]].compactMap { $0 }
        var people = authors + frame.facts.all("channel.recipients.", "name")
        // Without a server a channel is called after those who take part.
        if frame.facts["channel.type"]?.hasPrefix("Direct") == true {
            people += (frame.facts["channel.name"] ?? "").split(separator: ",").map(String.init)
        }
        return ExportChat(name: steps.isEmpty ? nil : steps.joined(separator: "/"), participants: people)
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard let content = unit["content"], content.kind == .string, unit["timestamp"] != nil else {
            return nil
        }
        var facts = MessageFacts(channel: .chat)
        facts.id = unit["id"]?.stringOrNumber
        facts.time = unit["timestamp"]?.time
        let author = unit["author"]
        facts.author = (author?["nickname"]?.name ?? author?["name"]?.name).map { Person(name: $0) }
        builder.add(.body, content)
        if let attachments = unit["attachments"] {
            for attachment in attachments.elements {
                if let name = attachment["fileName"], name.kind == .string { builder.add(.fileName, name) }
            }
        }
        builder.addRest(of: unit, except: DiscordExport.claimed)
        return facts
    }

    private static let claimed: [StaticString] = [
        "id", "type", "timestamp", "timestampEdited", "callEndedTimestamp", "content", "author",
        "attachments", "mentions", "reference", "reactions", "interaction",
    ]
}
