import SluiceModel

/// Telegram Desktop's export: one chat, or all of them in one document.
struct TelegramExport: ExportShape {
    let channel = Channel.chat
    let layout = DocumentLayout(messages: ["messages"], holders: ["list"])

    static func recognises(_ names: Set<String>) -> Bool {
        if names.isSuperset(of: ["messages", "text", "from_id"]) { return true }
        if names.isSuperset(of: ["messages", "text_entities"]) { return true }
        if names.isSuperset(of: ["about", "personal_information"]) { return true }
        return names.isSuperset(of: ["from_id", "date_unixtime", "text"])
    }

    func chat(_ frames: [DocumentFrame]) -> ExportChat? {
        guard frames.last?.name == "messages", let frame = frames.dropLast().last else { return nil }
        let name = frame.facts["name"] ?? frame.facts["type"]
        let isPersonal = frame.facts["type"] == "personal_chat"
        return ExportChat(name: name, participants: isPersonal ? [name ?? ""] : [])
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard let text = unit["text"], unit["date"] != nil || unit["date_unixtime"] != nil else { return nil }
        var facts = MessageFacts(channel: .chat)
        facts.id = unit["id"]?.stringOrNumber
        facts.time = unit["date_unixtime"]?.time ?? unit["date"]?.time
        facts.author = (unit["from"]?.name ?? unit["actor"]?.name).map { Person(name: $0) }
        if let chat = scene.chat {
            facts.recipients = chat.participants.filter { $0 != facts.author?.name }.map { Person(name: $0) }
        }
        let forwarder = unit["forwarded_from"] ?? unit["saved_from"]
        add(text, forwardedFrom: forwarder?.name, isForwarded: forwarder != nil, &builder)
        if let name = unit["file_name"], name.kind == .string { builder.add(.fileName, name) }
        var claimed = TelegramExport.claimed
        // The same text once more, piece by piece.
        let copied = text.kind == .string ? text.decodedBytes : TelegramExport.joined(text)
        if let pieces = unit["text_entities"] {
            if scene.readsCopies {
                builder.addPieces(of: pieces)
            } else if pieces.isRepeated(in: copied) {
                claimed.append("text_entities")
            }
        }
        builder.addRest(of: unit, except: claimed)
        return facts
    }

    private func add(
        _ text: JSONValue, forwardedFrom name: String?, isForwarded: Bool, _ builder: inout MessageBuilder
    ) {
        let isPlain = text.kind == .string
        let bytes = isPlain ? [] : TelegramExport.joined(text)
        let count = isPlain ? text.content?.count ?? 0 : bytes.count
        guard count > 0 else { return }
        var layers: [Layer] = []
        if isForwarded {
            // Escapes only make a text shorter.
            let length = isPlain ? text.decodedBytes.count : count
            layers = [
                Layer(
                    kind: .forwarded(depth: 1), span: ByteSpan(0, length), from: name.map { Person(name: $0) }
                )
            ]
        }
        if !isPlain {
            builder.add(.body, decoded: bytes, raw: text.range, layers: layers)
        } else if let content = text.content, !text.tokens.hasEscapes(content) {
            builder.add(.body, verbatim: content, layers: layers)
        } else {
            builder.add(.body, decoded: text.decodedBytes, raw: text.content ?? text.range, layers: layers)
        }
    }

    /// The pieces of a text with entities; where a link hides behind a piece, its address follows.
    private static func joined(_ pieces: JSONValue) -> [UInt8] {
        var text: [UInt8] = []
        for piece in pieces.elements {
            if piece.kind == .string {
                text += piece.decodedBytes
                continue
            }
            text += piece["text"]?.decodedBytes ?? []
            if let address = piece["href"], address.kind == .string {
                text += Array(" (".utf8) + address.decodedBytes + Array(")".utf8)
            }
        }
        return text
    }

    private static let claimed: [StaticString] = [
        "id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id", "actor",
        "actor_id", "text", "forwarded_from", "forwarded_from_id", "saved_from", "file_name",
        "reply_to_message_id", "reply_to_peer_id", "file", "thumbnail", "media_type", "mime_type", "photo",
        "reactions", "action",
    ]
}
