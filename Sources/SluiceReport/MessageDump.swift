public import SluiceModel

/// What readers understood, as JSON Lines: one record for each message, whole and unmasked.
public enum MessageDump {
    public static func write(_ message: Message, into output: inout [UInt8]) {
        JSONWriter.line(into: &output) { $0.object { write(message, to: &$0) } }
    }

    /// An input that was not looked at, and why: `skipped` or `unsupported`.
    public static func write(
        _ origin: Origin, _ outcome: StaticString, _ reason: String, into output: inout [UInt8]
    ) {
        JSONWriter.line(into: &output) {
            $0.object {
                write(origin, to: &$0)
                $0.field(outcome, reason)
            }
        }
    }

    public static func write(_ gap: Gap, into output: inout [UInt8]) {
        write(gap.origin, "partial", gap.reason.description, into: &output)
    }

    private static func write(_ origin: Origin, to json: inout JSONWriter) {
        json.field("path", origin.path)
        json.field("message", origin.message)
        json.field("messageId", origin.messageID)
    }

    private static func write(_ message: Message, to json: inout JSONWriter) {
        write(message.origin, to: &json)
        json.field("channel", message.channel.rawValue)
        if let author = message.author {
            json.key("author")
            write(author, to: &json)
        }
        if message.authorRole != .unknown { json.field("authorRole", message.authorRole.rawValue) }
        write("recipients", message.recipients, to: &json)
        json.field("time", message.time.map(Timestamp.text))
        json.field("thread", message.thread)
        if !message.ambiguities.isEmpty {
            json.key("ambiguities")
            json.array { array in message.ambiguities.forEach { array.value($0) } }
        }
        json.key("parts")
        json.array { array in
            for part in message.parts { array.object { write(part, to: &$0) } }
        }
        if !message.gaps.isEmpty {
            json.key("partial")
            json.array { array in message.gaps.forEach { array.value($0.reason.description) } }
        }
    }

    private static func write(_ part: Part, to json: inout JSONWriter) {
        json.field("kind", part.kind.rawValue)
        json.field("number", part.number)
        json.field("member", part.member)
        switch part.flow {
        case .fixed: break
        case .flowed(let deletesSpace): json.field("flow", deletesSpace ? "flowed, delsp" : "flowed")
        case .contentLines: json.field("flow", "content lines")
        }
        if let raw = part.raw {
            json.key("raw")
            json.object {
                $0.field("start", raw.span.start)
                $0.field("end", raw.span.end)
                $0.field("line", raw.line)
                $0.field("encoding", raw.transferEncoding)
                $0.field("charset", raw.charset)
            }
        }
        if !part.layers.isEmpty {
            json.key("layers")
            json.array { array in
                for layer in part.layers { array.object { write(layer, to: &$0) } }
            }
        }
        if part.text.bodyOffset > 0 { json.field("offset", part.text.bodyOffset) }
        json.field("text", part.text.storage.string(in: part.text.body))
    }

    private static func write(_ layer: Layer, to json: inout JSONWriter) {
        json.field("kind", layer.kind.description)
        json.field("start", layer.span.start)
        json.field("end", layer.span.end)
        if let from = layer.from {
            json.key("from")
            write(from, to: &json)
        }
        write("to", layer.to, to: &json)
        json.field("date", layer.date.map(Timestamp.text))
        json.field("subject", layer.subject)
    }

    private static func write(_ name: StaticString, _ people: [Person], to json: inout JSONWriter) {
        guard !people.isEmpty else { return }
        json.key(name)
        json.array { array in people.forEach { write($0, to: &array) } }
    }

    private static func write(_ person: Person, to json: inout JSONWriter) {
        json.object {
            $0.field("name", person.name)
            $0.field("address", person.address)
        }
    }
}
