import SluiceModel

/// Chats in what Facebook and Instagram give their users to download.
struct MetaMessages: ExportShape {
    let repairsText = true
    let channel = Channel.chat
    let layout = DocumentLayout(messages: ["messages"])
    private let folder: String?
    private let title: String?

    /// The chat's title stands behind its messages, so that it is looked for where the input can be read twice.
    init(_ input: ShapeInput) {
        folder = input.folder
        title = input.tail.flatMap(MetaMessages.title)
    }

    /// The value of the last `"title"` in sight that belongs to the chat.
    private static func title(in tail: TextStorage) -> String? {
        // The end of the array of messages begins a stretch of the object around it.
        let start = tail.withSpan { BytePlaces.last(0x5D, in: $0.extracting(first: endOfMessages($0))) } ?? -1
        var facts = FrameFacts()
        tail.withSpan { bytes in
            var start = start + 1
            while start < bytes.count, JSONTokens.isSpace(bytes[start]) || bytes[start] == 0x2C { start += 1 }
            facts.add(membersIn: bytes.extracting(start..<bytes.count))
        }
        return facts["title"].map { String(decoding: Mojibake.repaired(Array($0.utf8)), as: UTF8.self) }
    }

    /// Where the title's name stands, since behind it there may be further arrays.
    private static func endOfMessages(_ bytes: Span<UInt8>) -> Int {
        let name = Array("\"title\"".utf8)
        var place = bytes.count - name.count
        while place >= 0 {
            if bytes[place] == 0x22, name.indices.allSatisfy({ bytes[place + $0] == name[$0] }) {
                return place
            }
            place -= 1
        }
        return bytes.count
    }

    func chat(_ frames: [DocumentFrame]) -> ExportChat? {
        guard frames.last?.name == "messages", let frame = frames.dropLast().last else { return nil }
        var named = frame.facts.all("participants.", ".name")
        // Chats that are encrypted from end to end are written otherwise.
        if named.isEmpty { named = frame.facts.all("participants.") }
        let people = named.map {
            String(decoding: Mojibake.repaired(Array($0.utf8)), as: UTF8.self)
        }
        return ExportChat(name: title ?? frame.facts["threadName"] ?? folder, participants: people)
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard let sender = unit["sender_name"] ?? unit["senderName"] else { return nil }
        var facts = MessageFacts(channel: .chat)
        facts.author = sender.repairedName.map { Person(name: $0) }
        facts.time = (unit["timestamp_ms"] ?? unit["timestamp"])?.time
        if let chat = scene.chat {
            facts.recipients = chat.participants.filter { $0 != facts.author?.name }.map { Person(name: $0) }
        }
        if let text = unit["content"] ?? unit["text"] { builder.add(.body, repairing: text) }
        builder.addRestRepaired(of: unit, except: MetaMessages.claimed)
        return facts
    }

    private static let claimed: [StaticString] = [
        "sender_name", "senderName", "timestamp_ms", "timestamp", "content", "text", "type", "reactions",
        "photos", "videos", "audio_files", "gifs",
    ]
}
