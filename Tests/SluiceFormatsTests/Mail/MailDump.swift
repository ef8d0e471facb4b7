import SluiceModel

@testable import SluiceFormats

/// What was understood of a mail, as text that a person can check.
struct MailDump {
    private(set) var text = ""

    init(_ readings: [Reading]) {
        for reading in readings {
            switch reading {
            case .message(let message): add(message)
            case .passedOver(_, let reason): text += "passed over: \(reason)\n"
            case .gap(let gap): add(gap)
            case .run, .endOfFile, .known: break
            }
        }
    }

    private mutating func add(_ message: Message) {
        text += "message \(message.origin.message.map(String.init) ?? "-")"
        text += " id \(message.origin.messageID ?? "-") thread \(message.thread ?? "-")\n"
        text += "author \(MailDump.name(message.author)) \(message.authorRole)"
        text += " time \(message.time.map { String(Int($0)) } ?? "-")\n"
        for person in message.recipients { text += "recipient \(MailDump.name(person))\n" }
        for part in message.parts { add(part) }
        for gap in message.gaps { add(gap) }
        for ambiguity in message.ambiguities { text += "ambiguous: \(ambiguity)\n" }
        text += "\n"
    }

    private mutating func add(_ gap: Gap) { text += "gap at \(gap.origin.path): \(gap.reason)\n" }

    private mutating func add(_ part: Part) {
        text += "\(part.kind.rawValue) \(part.number ?? "-")"
        if let member = part.member { text += " in \(member)" }
        if part.flow != .fixed { text += " \(part.flow)" }
        if let raw = part.raw {
            text += " raw \(raw.span.start)..<\(raw.span.end) \(raw.transferEncoding) \(raw.charset)"
            if let line = raw.line { text += " line \(line)" }
        }
        text += "\n"
        for layer in part.layers {
            text += "  layer \(layer.kind) \(layer.span.start)..<\(layer.span.end)\(MailDump.fields(layer))\n"
        }
        let storage = part.text.storage
        var lines = storage.string(in: 0..<storage.count).split(
            separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines { text += "  | " + MailDump.visible(line) + "\n" }
    }

    private static func fields(_ layer: Layer) -> String {
        guard case .forwarded = layer.kind else { return "" }
        let date = layer.date.map { String(Int($0)) } ?? "-"
        let to = layer.to.map { name($0) }.joined(separator: ", ")
        return " from \(name(layer.from)) to \(to) date \(date) subject \(layer.subject ?? "-")"
    }

    private static func name(_ person: Person?) -> String {
        guard let person else { return "-" }
        return "\(person.name ?? "-") <\(person.address ?? "-")>"
    }

    /// Control characters as the pictures that Unicode has for them.
    private static func visible(_ line: Substring) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            let picture = scalar.value < 0x20 && scalar != "\t" ? Unicode.Scalar(0x2400 + scalar.value) : nil
            shown.append(picture ?? scalar)
        }
        return String(shown)
    }
}
