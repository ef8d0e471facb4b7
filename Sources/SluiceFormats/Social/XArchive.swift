import SluiceModel

/// The archive that X, once Twitter, gives its users: scripts that each set one variable.
struct XArchive: ExportShape {
    let channel: Channel
    let layout: DocumentLayout
    private let owner: Person?
    private let ownerID: String?

    init(part: String, _ input: ShapeInput) {
        let isDirect = part.hasPrefix("direct_message") || part.hasPrefix("dm")
        channel = isDirect ? .chat : .social
        layout = isDirect ? DocumentLayout(messages: ["messages"], holders: [""]) : .byPlace
        var (owner, id): (Person?, String?)
        input.companion(["account.js"]) { accounts in
            for entry in accounts.elements {
                guard let account = entry["account"] else { continue }
                let name = account["accountDisplayName"]?.name ?? account["username"]?.name
                owner = Person(name: name, address: account["email"]?.name)
                id = account["accountId"]?.name
            }
        }
        self.owner = owner
        ownerID = id
    }

    func chat(_ frames: [DocumentFrame]) -> ExportChat? {
        guard frames.last?.name == "messages", let frame = frames.dropLast().last else { return nil }
        let name = frame.facts["conversationId"]
        // The conversation of two people is named after both.
        let ids = name?.split(separator: "-").map(String.init) ?? []
        return ExportChat(name: name, participants: ids.count == 2 ? ids.filter { $0 != ownerID } : [])
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        if let message = unit["messageCreate"] { return readDirect(message, &builder) }
        guard let tweet = unit["tweet"] ?? unit["noteTweet"] ?? (unit["full_text"] != nil ? unit : nil) else {
            return nil
        }
        return readTweet(tweet, &builder)
    }

    private func readDirect(_ message: JSONValue, _ builder: inout MessageBuilder) -> MessageFacts {
        var facts = MessageFacts(channel: .chat)
        facts.id = message["id"]?.name
        facts.time = message["createdAt"]?.time
        facts.author = message["senderId"]?.name.map(person)
        facts.recipients = message["recipientId"]?.name.map { [person($0)] } ?? []
        if let text = message["text"] { addText(text, layers: { _ in [] }, &builder) }
        builder.addRest(
            of: message, except: ["id", "createdAt", "senderId", "recipientId", "text", "reactions"])
        return facts
    }

    private func person(_ id: String) -> Person {
        if id == ownerID, let owner { return owner }
        return Person(name: id)
    }

    private func readTweet(_ tweet: JSONValue, _ builder: inout MessageBuilder) -> MessageFacts {
        var facts = MessageFacts(channel: .social)
        facts.id = tweet["id_str"]?.name ?? tweet["noteTweetId"]?.name
        facts.time = (tweet["created_at"] ?? tweet["createdAt"])?.time
        facts.author = owner
        facts.thread = tweet["in_reply_to_status_id_str"]?.name ?? facts.id
        if let name = tweet["in_reply_to_screen_name"]?.name { facts.recipients = [Person(name: name)] }
        let text = tweet["full_text"] ?? tweet["text"] ?? tweet["core"]?["text"]
        if let text, text.kind == .string { addText(text, layers: XArchive.retweet, &builder) }
        builder.addRest(of: tweet, except: XArchive.claimed)
        return facts
    }

    /// `RT @name: …` is somebody else's text.
    private static func retweet(_ text: [UInt8]) -> [Layer] {
        guard text.starts(with: "RT @".utf8), let colon = text.prefix(40).firstIndex(of: 0x3A) else {
            return []
        }
        let name = String(decoding: text[4..<colon], as: UTF8.self)
        return [
            Layer(
                kind: .forwarded(depth: 1), span: ByteSpan(colon + 1, text.count), from: Person(name: name))
        ]
    }

    /// In tweets three signs are written as entities.
    private func addText(
        _ text: JSONValue, layers: ([UInt8]) -> [Layer], _ builder: inout MessageBuilder
    ) {
        guard let content = text.content else { return }
        let bytes = text.decodedBytes
        let plain = bytes.contains(0x26) ? SlackMarkup.decodedEntities(bytes[...]) : bytes
        if plain.count == content.count {
            builder.add(.body, verbatim: content, layers: layers(plain))
        } else {
            builder.add(.body, decoded: plain, raw: content, layers: layers(plain))
        }
    }

    private static let claimed: [StaticString] = [
        "id", "id_str", "created_at", "createdAt", "full_text", "text", "core", "in_reply_to_status_id",
        "in_reply_to_status_id_str", "in_reply_to_user_id", "in_reply_to_user_id_str",
        "in_reply_to_screen_name", "lang", "source", "retweeted", "favorited", "favorite_count",
        "retweet_count", "display_text_range", "edit_info", "noteTweetId", "truncated",
    ]
}
