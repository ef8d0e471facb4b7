import SluiceModel

/// Messages of Microsoft Teams as Graph gives them (`chatMessage`).
struct TeamsExport: ExportShape {
    let channel = Channel.chat

    func chat(of unit: JSONValue) -> ExportChat? {
        guard unit["body"] != nil else { return nil }
        let name = unit["chatId"]?.name ?? unit["channelIdentity"]?["channelId"]?.name
        let author = unit["from"]?["user"]?["displayName"]?.name
        return ExportChat(name: name, participants: author.map { [$0] } ?? [])
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard let body = unit["body"], unit["createdDateTime"] != nil else { return nil }
        var facts = MessageFacts(channel: .chat)
        facts.id = unit["id"]?.string
        facts.time = unit["createdDateTime"]?.time
        let from = unit["from"]
        let user = from?["user"] ?? from?["application"] ?? from?["device"]
        if let name = user?["displayName"]?.name {
            facts.author = Person(name: name, address: user?["userPrincipalName"]?.name)
        }
        facts.thread =
            unit["chatId"]?.name ?? unit["channelIdentity"]?["channelId"]?.name
            ?? unit["conversationId"]?.name
        if let root = unit["replyToId"]?.name, unit["chatId"]?.name == nil {
            facts.thread = (facts.thread.map { $0 + "/" } ?? "") + root
        }
        if let subject = unit["subject"], subject.kind == .string { builder.add(.subject, subject) }
        if let content = body["content"] {
            if body["contentType"]?.string?.lowercased() == "text" {
                builder.add(.body, content)
            } else {
                builder.add(.body, html: content)
            }
        }
        if let attachments = unit["attachments"] {
            for attachment in attachments.elements {
                if let name = attachment["name"], name.kind == .string { builder.add(.fileName, name) }
                builder.addRest(of: attachment, except: ["id", "contentType", "name"])
            }
        }
        builder.addRest(of: unit, except: TeamsExport.claimed)
        return facts
    }

    private static let claimed: [StaticString] = [
        "id", "messageType", "createdDateTime", "lastModifiedDateTime", "lastEditedDateTime",
        "deletedDateTime",
        "from", "body", "subject", "chatId", "channelIdentity", "replyToId", "attachments", "mentions",
        "reactions", "etag", "importance", "locale", "webUrl", "@odata.type", "conversationId",
    ]
}
