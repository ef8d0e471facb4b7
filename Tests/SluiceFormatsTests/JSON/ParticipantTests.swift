import SluiceModel
import Testing

@testable import SluiceFormats

@Suite("Chats of exports that are chosen by who takes part")
struct ParticipantTests {
    private func read(_ fixture: String, _ participants: [String]) throws -> [Message] {
        let selection = try #require(ChatSelection(names: [], participants: participants))
        let content = try FixtureTests.content(fixture)
        let whole = MessageList(content, ReadingOptions(chats: selection)).messages
        // A long file is looked through beforehand, too.
        var input = SplitInput(
            origin: content.origin, hints: content.hints, companions: content.companions,
            options: ReadingOptions(chats: selection))
        let storage = content.storage
        input.preview = { body in
            for start in stride(from: 0, to: storage.count, by: 150) {
                let stretch = TextStorage(slice: start..<min(storage.count, start + 150), of: storage)
                guard stretch.withSpan(body) else { return }
            }
        }
        let format: any Format.Type = fixture.contains("signal") ? JSONLines.self : JSONDocument.self
        guard let splitter = format.splitter(input) else { return [] }
        let split = MessageList(split: content, by: splitter, step: 200, ReadingOptions(chats: selection))
        #expect(split.messages.count == whole.count)
        return whole
    }

    @Test(
        "are read where one of them writes in it or is named with it",
        arguments: [
            ("signal/Einkauf/data.json", "jo", 2), ("signal/Einkauf/data.json", "Erika", 0),
            ("discord/kanal.json", "Mira", 2), ("discord/kanal.json", "jo", 2),
            ("discord/kanal.json", "7", 0),
            ("skype/messages.json", "Jo Ofen", 3), ("skype/messages.json", "live:jo.ofen", 3),
            ("skype/messages.json", "+49 30 555123", 1), ("skype/messages.json", "Schicht Nord", 1),
            ("skype/messages.json", "Wie ist der Zugang?", 0),
        ])
    func chosen(fixture: String, participant: String, count: Int) throws {
        #expect(try read("social/" + fixture, [participant]).count == count)
    }

    @Test("without a server are those of the people whom the channel is called after")
    func direct() throws {
        let text = """
            {"guild": {"id": "0", "name": "Direct Messages"}, "channel": {"id": "2", "type": "DirectGroupTextChat",
            "name": "Jo, Erika Muster"}, "messages": [{"id": "1", "type": "Default", "timestamp": "2024-03-12T10:31:00Z",
            "content": "\\"author\\": {\\"name\\": \\"Max\\"}", "author": {"id": "1", "name": "ich"}}]}
            """
        for (name, count) in [("erika muster", 1), ("ich", 1), ("Max", 0), ("Direct Messages", 0)] {
            let selection = try #require(ChatSelection(names: [], participants: [name]))
            #expect(
                MessageList(text, name: "a.json", ReadingOptions(chats: selection)).messages.count == count)
        }
    }

    @Test("in one file are told by each message")
    func desktop() throws {
        let text = """
            {"id": "a", "conversationId": "c1", "source": "+49301", "body": "eins", "sent_at": 1710230000000}
            {"id": "b", "conversationId": "c2", "source": "Jo", "body": "zwei", "sent_at": 1710230000001}

            """
        let selection = try #require(ChatSelection(names: [], participants: ["jo"]))
        let list = MessageList(text, name: "messages.jsonl", ReadingOptions(chats: selection))
        #expect(list.messages.compactMap(\.origin.messageID) == ["b"])
    }
}
