import Foundation
import SluiceModel
import TestSupport

@testable import SluiceFormats

/// Chats of our own, as telephones export them.
enum ChatFixtures {
    static let all: [(path: String, bytes: [UInt8])] = {
        let folder = packageFolder.appendingPathComponent("Fixtures/chats")
        let paths = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
        return paths.filter { !$0.contains("expected") }.sorted().compactMap { path in
            let data = try? Data(contentsOf: folder.appendingPathComponent(path))
            return data.map { (path, Array($0)) }
        }
    }()

    static let organisation = Organisation(names: ["Max Muster", "Me"], numbers: ["49305550123"])

    static func content(_ path: String, _ bytes: [UInt8]) -> Content {
        Content(TextStorage(bytes), origin: Origin(path: path), hints: ContentHints(path: path))
    }

    static func readings(_ content: Content, _ options: ReadingOptions = options()) -> [Reading] {
        var readings: [Reading] = []
        ContentReader(options).read(content) { readings.append($0) }
        return readings
    }

    /// Likewise, before the messages of runs are made.
    static func runs(_ content: Content) -> [MessageRun] {
        var runs: [MessageRun] = []
        ContentReader(options()).readRuns(content) { reading in
            if case .run(let run) = reading { runs.append(run) }
        }
        return runs
    }

    static func options(form: InputForm = .auto, chats: ChatSelection? = nil) -> ReadingOptions {
        ReadingOptions(form: form, organisation: organisation, chats: chats)
    }

    /// The same through the splitter, which is given stretches of at most `size` bytes.
    static func split(
        _ path: String, _ bytes: [UInt8], _ format: any Format.Type, size: Int, previews: Previews = .whole
    ) -> [Reading] {
        var readings: [Reading] = []
        let reader = ContentReader(options())
        var input = SplitInput(
            origin: Origin(path: path), hints: ContentHints(path: path), companions: nil, options: options())
        if previews == .whole { input.preview = { body in _ = body(bytes.span) } }
        guard var splitter = format.splitter(input) else { return [] }
        var start = 0
        var end = 0
        while start < bytes.count {
            end = min(bytes.count, end + size)
            while let cut = splitter.cut(bytes[start..<end].span, atEnd: end == bytes.count) {
                let line = 1 + bytes[..<start].count { $0 == 0x0A }
                let units = UnitBytes(
                    storage: TextStorage(bytes[start..<start + cut.length]), origin: Origin(path: path),
                    offset: start, line: line)
                cut.reader.read(units, with: reader) { $0.spread { readings.append($0) } }
                start += cut.length
            }
        }
        return readings
    }

    enum Previews { case whole, none }
}

/// Messages as lines that a person can check.
enum MessageDump {
    static func text(of readings: [Reading]) -> String { readings.map(line).joined() }

    private static func line(_ reading: Reading) -> String {
        switch reading {
        case .message(let message): return line(message)
        case .passedOver(_, .skipped(let reason)): return "  skipped: \(reason)\n"
        case .passedOver(_, .unsupported(let what)): return "  unsupported: \(what)\n"
        case .gap(let gap): return "  gap: \(gap.reason)\n"
        case .run, .endOfFile, .known: return "  end\n"
        }
    }

    private static func line(_ message: Message) -> String {
        let time = message.time.map { Date(timeIntervalSince1970: $0).ISO8601Format() } ?? "-"
        var text = "  \(message.origin.message ?? 0) | \(time) | \(message.thread ?? "-")"
        text += " | \(message.author?.name ?? "-") (\(message.authorRole))\n"
        for ambiguity in message.ambiguities { text += "      ambiguous: \(ambiguity)\n" }
        for part in message.parts {
            let words = part.text.storage.string(in: 0..<part.text.storage.count)
                .replacingOccurrences(of: "\r", with: "␍").replacingOccurrences(of: "\n", with: "⏎")
            let place = part.raw.map { "\($0.line ?? 0):\($0.span.start)" } ?? "-"
            let layers = part.layers.map { " {\($0.kind) \($0.span.start)-\($0.span.end)}" }.joined()
            text += "      \(part.kind.rawValue) \(place) “\(words)”\(layers)\n"
        }
        return text
    }
}
