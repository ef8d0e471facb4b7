import SluiceDetection
import SluiceFormats
import SluiceModel
import SluiceRules
import Synchronization
import TestSupport
import Testing

@testable import SluicePipeline

@Suite("What was said around a finding")
struct ConversationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The neighbours of each finding, `before | after`, with dots for what is masked.
    private func scan(_ name: String, neighbours: Int = 3, threads: Int = 1, size: Int = 4 << 20) throws
        -> [String]
    {
        var settings = ScanSettings(threads: threads, segmentSize: size)
        settings.neighbours = neighbours
        let shown = Mutex<[String]>([])
        let path = PathBytes(folder.path + "/" + name)
        _ = Scan([.path(path)], detector: try Tokens.detector(), settings: settings) { event in
            if case .findings(let findings) = event {
                shown.withLock { $0 += findings.map { Shown.conversation($0.conversation) } }
            }
            return true
        }.run()
        return shown.withLock { $0 }
    }

    private func chat(_ texts: [String], authors: [String] = ["Ada Probe", "Ben Muster"]) -> String {
        texts.enumerated().map { index, text in
            "12.05.26, 14:\(10 + index % 50) - \(authors[index % authors.count]): \(text)\n"
        }.joined()
    }

    @Test("is given with it, as much as is there and as is asked for", arguments: [1, 2, 3])
    func amount(neighbours: Int) throws {
        try folder.write(chat(["a", "b", "c", "d", "TOKEN-1234", "e", "f"]), "WhatsApp Chat mit X.txt")
        let before = ["b", "c", "d"].suffix(neighbours).joined(separator: ",")
        let after = ["e", "f"].prefix(neighbours).joined(separator: ",")
        #expect(
            try scan("WhatsApp Chat mit X.txt", neighbours: neighbours) == ["\(before) | \(after)"])
        #expect(try scan("WhatsApp Chat mit X.txt", neighbours: 0) == ["none"])
    }

    @Test("shows no other match and nobody's name")
    func masks() throws {
        let texts = [
            "frag Ben nach TOKEN-1111", "TOKEN-2222 und TOKEN-3333", "TOKEN-1234", "danke, Ada Probe!",
        ]
        try folder.write(chat(texts), "WhatsApp Chat mit Carla Beispiel.txt")
        let found = try scan("WhatsApp Chat mit Carla Beispiel.txt")
        #expect(found.last == "frag • nach •,• und • | danke, •!")
        #expect(found.first == " | • und •,•,danke, •!")
    }

    @Test("is cut where a message is long, and a name that the cut goes through is masked")
    func long() throws {
        let long = String(repeating: "wort ", count: 46) + "      Ben Muster und mehr"
        try folder.write(chat([long, "TOKEN-1234"]), "WhatsApp Chat mit X.txt")
        let found = try #require(try scan("WhatsApp Chat mit X.txt").first)
        #expect(found.hasSuffix("•… | "))
        #expect(!found.contains("Ben"))
    }

    @Test("stays within a thread, and mails and files have none")
    func threads() throws {
        let lines = [("a", "x1"), ("b", "y1"), ("a", "TOKEN-1234"), ("b", "y2"), ("a", "x2")]
        try folder.write(
            lines.map {
                #"{"text":"\#($1)","author":"Ada Probe","thread":"\#($0)","created_at":"2026-05-12T10:00:00Z"}"#
            }.joined(separator: "\n") + "\n", "posts.jsonl")
        try folder.write("TOKEN-1234\n", "plain.txt")
        #expect(try scan("plain.txt") == ["none"])
        #expect(try scan("posts.jsonl") == ["x1 | x2"])
    }

    @Test("is the same for any number of threads", arguments: [1, 2, 5])
    func workers(threads: Int) throws {
        for number in 0..<40 {
            let texts = (0..<30).map { $0 % 7 == 3 ? "TOKEN-\(1000 + $0)" : "\(number)-\($0)" }
            try folder.write(chat(texts), "chats/\(number)/WhatsApp Chat mit X.txt")
        }
        let expected = (0..<40).sorted { "\($0)" < "\($1)" }.flatMap { number in
            [3, 10, 17, 24].map { place in
                let near = { (range: Range<Int>) in
                    range.map { "\(number)-\($0)" }.joined(separator: ",")
                }
                return "\(near(place - 3..<place)) | \(near(place + 1..<min(30, place + 4)))"
            }
        }
        #expect(try scan("chats", threads: threads) == expected)
    }
}

/// The window of a unit and the queue behind it, held against what a look at all messages at once finds.
@Suite("Conversations over the borders of units")
struct ConversationBorderTests {
    private struct Line {
        var thread: Int
        var isFound: Bool
    }

    @Test("are the same wherever the input is cut", arguments: 1...24)
    func cuts(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let threads = Int.random(in: 1...30, using: &random)
        let lines = (0..<400).map { _ in
            Line(
                thread: Int.random(in: 0..<threads, using: &random),
                isFound: Int.random(in: 0..<9, using: &random) == 0)
        }
        let most = Int.random(in: 1...3, using: &random)
        let found = try walk(lines, most: most) { Int.random(in: 1...($0 % 3 == 0 ? 90 : 6), using: &random) }
        let expected = lines.indices.filter { lines[$0].isFound }.map {
            ConversationBorderTests.near($0, lines, most)
        }
        #expect(found == expected)
    }

    /// What is said of each finding, with units as long as `length` says.
    private func walk(_ lines: [Line], most: Int, _ length: (Int) -> Int) throws -> [String] {
        var queue = ConversationQueue(most: most, try Tokens.detector())
        var events: [ScanEvent] = []
        var place = 0
        var unit = 0
        while place < lines.count {
            let end = min(lines.count, place + length(unit))
            unit += 1
            var window = ConversationWindow(most: most)
            for index in place..<end {
                window.note(
                    message(index, lines[index].thread), item: lines[index].isFound ? index : nil)
            }
            events += queue.begin(window.finish())
            for index in place..<end where lines[index].isFound {
                events += queue.take(.findings([try finding(index)]), ofItem: index)
            }
            queue.endUnit()
            place = end
        }
        events += queue.endFile()
        return events.flatMap { event -> [String] in
            guard case .findings(let findings) = event else { return [] }
            return findings.map { "\($0.location.line): " + Shown.conversation($0.conversation) }
        }
    }

    private static func near(_ index: Int, _ lines: [Line], _ most: Int) -> String {
        let reach = ConversationWindow.reach
        let same = lines.indices.filter {
            lines[$0].thread == lines[index].thread && abs($0 - index) <= reach
        }
        let before = same.filter { $0 < index }.suffix(most).map { "t\($0)" }
        let after = same.filter { $0 > index }.prefix(most).map { "t\($0)" }
        if before.isEmpty, after.isEmpty { return "\(index): none" }
        return "\(index): \(before.joined(separator: ",")) | \(after.joined(separator: ","))"
    }

    private func message(_ index: Int, _ thread: Int) -> Message {
        Message(
            origin: Origin(path: "f"), channel: .forum, thread: "\(thread)",
            parts: [Part(text: TextSegment("t\(index)"))])
    }

    private func finding(_ index: Int) throws -> Finding {
        Finding(
            rule: try #require(RuleID("token")), severity: .high, confidence: .high,
            location: Location(origin: Origin(path: "f"), line: index, column: 1, span: ByteSpan(0, 1)),
            value: Secret([0x78]), normalizedValue: Secret([0x78]), show: .none,
            excerpt: Excerpt(text: Secret([0x78]), value: ByteSpan(0, 1)), evidence: [])
    }
}

private enum Shown {
    static func conversation(_ conversation: Conversation?) -> String {
        guard let conversation else { return "none" }
        let before = conversation.before.map(text).joined(separator: ",")
        return before + " | " + conversation.after.map(text).joined(separator: ",")
    }

    /// With a dot for each stretch that is masked.
    private static func text(_ neighbour: Neighbour) -> String {
        let bytes = neighbour.excerpt.text.revealed
        var shown: [UInt8] = []
        var place = 0
        for mask in neighbour.excerpt.masks {
            shown += bytes[place..<mask.start]
            shown += "•".utf8
            place = mask.end
        }
        return String(decoding: shown + bytes[place...], as: UTF8.self)
    }
}
