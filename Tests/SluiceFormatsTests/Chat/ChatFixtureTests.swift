import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Chats exported as text")
struct ChatFixtureTests {
    @Test("are read as the golden says")
    func golden() throws {
        var text = ""
        for (path, bytes) in ChatFixtures.all {
            let kind = ChatText.kind(of: bytes.span).map { "\($0)" } ?? "text"
            text += "\(path): \(kind)\n"
            text += MessageDump.text(of: ChatFixtures.readings(ChatFixtures.content(path, bytes)))
        }
        #expect(ChatFixtures.all.count >= 12)
        try expectGolden(text, "Fixtures/chats/expected.txt")
    }

    @Test("give the same messages however the input is cut", arguments: [1, 3, 40, 100, 333, 5000])
    func cuts(size: Int) {
        for (path, bytes) in ChatFixtures.all {
            let kind = ChatText.kind(of: bytes.span)
            #expect(kind != nil, "\(path)")
            let format: any Format.Type = kind == .signal ? Signal.self : WhatsApp.self
            let whole = ChatFixtures.readings(ChatFixtures.content(path, bytes))
            let split = ChatFixtures.split(path, bytes, format, size: size)
            #expect(MessageDump.text(of: split) == MessageDump.text(of: whole), "\(path)")
        }
    }

    @Test("keep each message's bytes and its place in the file")
    func places() throws {
        for (path, bytes) in ChatFixtures.all {
            for case .message(let message) in ChatFixtures.split(path, bytes, WhatsApp.self, size: 50) {
                for part in message.parts {
                    let raw = try #require(part.raw)
                    #expect(Array(bytes[raw.span.range]) == part.text.storage.bytes(in: part.text.body))
                    #expect(raw.line == 1 + bytes[..<raw.span.start].count { $0 == 0x0A })
                }
            }
        }
    }

    @Test("are told from logs and from plain text by their content")
    func recognised() {
        func kind(_ text: String) -> ChatKind? { ChatText.kind(of: Array(text.utf8).span) }
        #expect(kind("[2024-01-01 12:00:00] INFO: started\n[2024-01-01 12:00:01] INFO: done\n") == nil)
        #expect(kind("[2024-01-01 12:00:00] production.ERROR: no\n[2024-01-01 12:00:01] a.ERROR: b\n") == nil)
        #expect(kind("2024-01-01 12:00:00,123 - app - INFO - x\n2024-01-01 12:00:01,123 - app - x\n") == nil)
        #expect(kind("31.12.23, 18:05 - Max: nur eine Zeile\n") == nil)
        #expect(kind("Protokoll\n31.12.23, 18:05 - Max: a\n31.12.23, 18:06 - Max: b\n") == nil)
        #expect(kind("") == nil)
        #expect(kind("\u{FEFF}\n31.12.23, 18:05 - Max: a\n31.12.23, 18:06 - Max: b\n") == .whatsApp)
    }

    @Test("have their day and month told apart by the whole file, or are said to be ambiguous")
    func order() {
        func first(_ text: String) -> Message? {
            let options = ChatFixtures.options(form: .whatsapp)
            let readings = ChatFixtures.readings(ChatFixtures.content("a.txt", Array(text.utf8)), options)
            guard case .message(let message)? = readings.first else { return nil }
            return message
        }
        let day = "1/2/24, 09:00 - A: b\n"
        #expect(first(day + "13/2/24, 09:00 - A: b\n")?.time == 1_706_778_000)
        #expect(first(day + "1/13/24, 09:00 - A: b\n")?.time == 1_704_186_000)
        #expect(first(day + "1/13/24, 09:00 - A: b\n")?.ambiguities == [])
        #expect(first(day + "2/1/24, 09:00 - A: b\n1/3/24, 09:00 - A: b\n")?.ambiguities.count == 1)
        #expect(first("1/2/24, 9:00 AM - A: b\n1/2/24, 9:01 AM - A: b\n")?.time == 1_704_186_000)
        #expect(first("1/1/24, 09:00 - A: b\n2/2/24, 09:00 - A: b\n")?.ambiguities == [])
    }
}

@Suite("Damaged chats")
struct ChatHostileTests {
    @Test("are read to the end, and nothing they say is lost")
    func truncated() {
        for (path, bytes) in ChatFixtures.all {
            for count in stride(from: 0, through: bytes.count, by: 7) { check(path, Array(bytes[..<count])) }
        }
    }

    @Test("are read whatever is changed in them")
    func mutated() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<400 {
            guard let (path, original) = ChatFixtures.all.randomElement(using: &random) else { return }
            var bytes = original
            for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 5))
                default: bytes.insert(contentsOf: Array("\n[1.1.20, 1:11] ".utf8), at: place)
                }
            }
            check(path, bytes)
        }
    }

    /// Numbers run from 1, parts lie in the file in order.
    private func check(_ path: String, _ bytes: [UInt8]) {
        var end = 0
        var number = 0
        let content = ChatFixtures.content(path, bytes)
        for case .message(let message) in ChatFixtures.readings(
            content, ChatFixtures.options(form: .whatsapp))
        {
            number += 1
            #expect(message.origin.message == number)
            for part in message.parts {
                guard let raw = part.raw else { continue }
                #expect(raw.span.start >= end && raw.span.end <= bytes.count)
                end = raw.span.start
            }
        }
    }
}

@Suite("Chats that are not read")
struct ChatSelectionTests {
    private static let chat = Array("31.12.23, 18:05 - Max: a\n31.12.23, 18:06 - +49 30 5550123: b\n".utf8)

    private func read(_ names: [String], _ participants: [String]) throws -> [Reading] {
        let selection = try #require(ChatSelection(names: names, participants: participants))
        let path = "exports/WhatsApp Chat mit Team Nord.txt"
        return ChatFixtures.readings(
            ChatFixtures.content(path, Self.chat), ChatFixtures.options(chats: selection))
    }

    @Test("are named once", arguments: [(["Familie*"], []), ([], ["Erika"]), (["team"], ["0000000"])])
    func skipped(names: [String], participants: [String]) throws {
        let dump = MessageDump.text(of: try read(names, participants))
        #expect(dump == "  skipped: not read: private\n")
    }

    @Test(
        "are others than those chosen by name or participant",
        arguments: [(["team*"], []), (["*NORD"], ["x"]), ([], ["max"]), ([], ["0049 (30) 555-0123"])])
    func admitted(names: [String], participants: [String]) throws {
        #expect(try read(names, participants).count == 2)
    }

    @Test("are none where a pattern is broken")
    func broken() { #expect(ChatSelection(names: ["{a"], participants: []) == nil) }
}
