import SluiceModel

/// Signal's messages as signal-export writes them into `data.json`, and as the desktop program keeps them.
struct SignalExport: ExportShape {
    let channel = Channel.chat
    private let folder: String?
    private let senders: [String]

    static func recognises(_ names: Set<String>) -> Bool {
        names.isSuperset(of: ["sender", "body", "quote"])
            || names.isSuperset(of: ["sender", "body", "sticker"])
            || names.isSuperset(of: ["body", "conversationId", "sent_at"])
    }

    init(_ input: ShapeInput) {
        folder = input.folder
        senders = ExportPeople.named(["sender"], in: input)
    }

    func chat(_ frames: [DocumentFrame]) -> ExportChat? { ExportChat(name: folder, participants: senders) }

    /// The desktop program keeps all its chats in one place, so that of each only the message says who takes part.
    func chat(of unit: JSONValue) -> ExportChat? {
        guard let conversation = unit["conversationId"]?.name else { return nil }
        let sender = unit["sender"]?.name ?? unit["source"]?.name
        return ExportChat(name: folder, participants: [conversation, sender].compactMap { $0 })
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard let body = unit["body"], unit["sender"] != nil || unit["conversationId"] != nil else {
            return nil
        }
        var facts = MessageFacts(channel: .chat)
        facts.id = unit["id"]?.stringOrNumber
        facts.time = unit["date"]?.time ?? unit["sent_at"]?.time ?? unit["timestamp"]?.time
        facts.author = (unit["sender"]?.name ?? unit["source"]?.name).map { Person(name: $0) }
        facts.thread = unit["conversationId"]?.name ?? folder
        if let quote = unit["quote"], quote.kind != .word {
            let text = quote.kind == .object ? quote["text"] : quote
            if let text, text.kind == .string { addQuote(text, by: quote, &builder) }
        }
        if body.kind == .string { builder.add(.body, body) }
        if let attachments = unit["attachments"] {
            for attachment in attachments.elements {
                guard let name = attachment["name"] ?? attachment["fileName"], name.kind == .string else {
                    continue
                }
                builder.add(.fileName, name)
            }
        }
        builder.addRest(of: unit, except: SignalExport.claimed)
        return facts
    }

    private func addQuote(_ text: JSONValue, by quote: JSONValue, _ builder: inout MessageBuilder) {
        guard let content = text.content, !content.isEmpty else { return }
        let bytes = text.decodedBytes
        let author = quote["author"]?.name.map { Person(name: $0) }
        let layers = [Layer(kind: .quoted(depth: 1), span: ByteSpan(0, bytes.count), from: author)]
        if text.tokens.hasEscapes(content) {
            builder.add(.body, decoded: bytes, raw: content, layers: layers)
        } else {
            builder.add(.body, verbatim: content, layers: layers)
        }
    }

    private static let claimed: [StaticString] = [
        "id", "date", "sender", "body", "quote", "sent_at", "timestamp", "source", "conversationId", "type",
        "attachments", "reactions", "received_at", "sourceServiceId", "sourceUuid", "sourceDevice",
        "serverGuid",
    ]
}
