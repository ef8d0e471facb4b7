import Foundation
import SluiceModel

@testable import SluiceFormats

/// What came out of a content, as lines of text that a person can check.
struct MessageList {
    var readings: [Reading] = []
    var cuts = 0

    var messages: [Message] {
        readings.compactMap { if case .message(let message) = $0 { message } else { nil } }
    }

    init(_ content: Content, _ options: ReadingOptions = ReadingOptions()) {
        ContentReader(options).read(content) { readings.append($0) }
    }

    init(_ text: String, name: String, _ options: ReadingOptions = ReadingOptions()) {
        self.init(Content.of(text, name), options)
    }

    /// What a splitter and its readers give for an input that comes in stretches of `step` bytes more.
    init(
        split content: Content, by splitter: any UnitSplitter, step: Int,
        _ options: ReadingOptions = ReadingOptions()
    ) {
        let storage = content.storage
        var splitter = splitter
        var (start, line, length) = (0, 1, step)
        while start < storage.count {
            let end = min(storage.count, start + length)
            let atEnd = end == storage.count
            let cut = storage.withSpan { splitter.cut($0.extracting(start..<end), atEnd: atEnd) }
            guard let cut, cut.length > 0, cut.length <= end - start else {
                if atEnd { return }
                length += step
                continue
            }
            cuts += 1
            let units = UnitBytes(
                storage: TextStorage(slice: start..<start + cut.length, of: storage), origin: content.origin,
                offset: start, line: line)
            cut.reader.read(units, with: ContentReader(options)) { readings.append($0) }
            line += units.storage.bytes(in: 0..<cut.length).count { $0 == 0x0A }
            start += cut.length
            length = step
        }
    }

    var text: String { readings.map(MessageList.describe).joined(separator: "\n") + "\n" }

    private static func describe(_ reading: Reading) -> String {
        switch reading {
        case .message(let message): describe(message)
        case .passedOver(let origin, let reason): "passed over \(origin.path): \(reason)"
        case .gap(let gap): "gap: \(gap.reason)"
        case .run, .endOfFile, .known: "end"
        }
    }

    private static func describe(_ message: Message) -> String {
        var head = "\(message.channel.rawValue)"
        if let number = message.origin.message { head += " \(number)" }
        if let id = message.origin.messageID { head += " id=\(id)" }
        if let time = message.time { head += " time=\(time)" }
        if message.authorRole != .unknown { head += " \(message.authorRole.rawValue)" }
        if let author = message.author { head += " from=\(describe(author))" }
        if !message.recipients.isEmpty { head += " to=\(message.recipients.map(describe))" }
        if let thread = message.thread { head += " thread=\(thread)" }
        for gap in message.gaps { head += " gap: \(gap.reason)" }
        return ([head] + message.parts.map(describe)).joined(separator: "\n")
    }

    private static func describe(_ part: Part) -> String {
        var line = "  \(part.kind.rawValue)"
        if let number = part.number { line += " \(number)" }
        if let member = part.member { line += " \(member)" }
        if let raw = part.raw {
            line += " @\(raw.span.start)-\(raw.span.end) \(raw.transferEncoding) line \(raw.line ?? 0)"
        }
        let text = part.text.storage.string(in: 0..<part.text.storage.count)
        line += " \(quoted(text))"
        for layer in part.layers {
            let from = layer.from.map { " from=" + describe($0) } ?? ""
            line += "\n    \(layer.kind) \(layer.span.start)-\(layer.span.end)\(from)"
        }
        return line
    }

    private static func quoted(_ text: String) -> String {
        "«" + text.replacingOccurrences(of: "\n", with: "⏎").replacingOccurrences(of: "\r", with: "␍") + "»"
    }

    private static func describe(_ person: Person) -> String {
        [person.name, person.address.map { "<\($0)>" }].compactMap { $0 }.joined(separator: " ")
    }
}

extension MessageList {
    /// The first lines in which two lists differ; nil where they are the same.
    static func difference(_ one: String, _ other: String) -> String? {
        let (one, other) = (one.split(separator: "\n"), other.split(separator: "\n"))
        for index in 0..<max(one.count, other.count) {
            let (left, right) = (index < one.count ? one[index] : "", index < other.count ? other[index] : "")
            if left != right { return "\(index): \(left) | \(right)" }
        }
        return nil
    }

    /// The first part that does not lie in the file as it says, in words; nil where all do.
    func misplaced(in storage: TextStorage) -> String? {
        for message in messages {
            for (index, part) in message.parts.enumerated() {
                guard let raw = part.raw else { return "part \(index) has no place" }
                let text = part.text.storage.bytes(in: 0..<part.text.storage.count)
                guard raw.span.end <= storage.count, !text.isEmpty || storage.count == 0 else {
                    return "part \(index) lies outside"
                }
                if raw.isVerbatim, storage.bytes(in: raw.span.range) != Array(text.dropFirst(raw.lead)) {
                    return "part \(index) is elsewhere"
                }
                for layer in part.layers where layer.span.end > text.count { return "a layer lies outside" }
                let line = 1 + storage.bytes(in: 0..<raw.span.start).count { $0 == 0x0A }
                guard (raw.line ?? line) == line else {
                    return "part \(index) is on line \(line), not \(raw.line ?? 0)"
                }
            }
        }
        return nil
    }
}

extension Content {
    static func of(_ bytes: [UInt8], _ path: String, _ companions: FixtureFolder? = nil) -> Content {
        Content(
            TextStorage(bytes), origin: Origin(path: path), hints: ContentHints(path: path),
            companions: companions)
    }

    static func of(_ text: String, _ path: String) -> Content { of(Array(text.utf8), path) }
}

/// The files beside a fixture.
struct FixtureFolder: Companions {
    let url: URL

    func content(at path: String) -> TextStorage? {
        (try? Data(contentsOf: url.appendingPathComponent(path))).map { TextStorage([UInt8]($0)) }
    }
}
