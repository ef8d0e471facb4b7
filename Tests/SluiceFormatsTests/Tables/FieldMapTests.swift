import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Maps of fields")
struct FieldMapTests {
    @Test("name what is wanted, then the field that holds it")
    func parsing() throws {
        let map = try FieldMap(parsing: "text=pros, text=cons,author=from.name, time = created")
        #expect(map.fields == ["pros": .text, "cons": .text, "from.name": .author, "created": .time])
    }

    static let faults: [(map: String, message: String)] = [
        ("", "the map is empty"), ("text", "'text' is not of the form text=FIELD"),
        ("text=", "'text=' is not of the form text=FIELD"), ("colour=red", "'colour' cannot be mapped"),
        ("text=a,author=a", "'a' is both text and author"),
    ]

    @Test("that are wrong are refused in plain words", arguments: faults)
    func refused(_ map: String, message: String) {
        let fault = #expect(throws: FieldMapFault.self) { try FieldMap(parsing: map) }
        #expect(fault?.description == message)
        #expect(fault?.help.contains("text=body,author=user") == true)
    }

    @Test("lead into records within records")
    func paths() throws {
        let map = try FieldMap(parsing: "text=post.body,author=post.by.nick,thread=board")
        let list = MessageList(
            #"{"board": "Ofen", "post": {"body": "heiß", "by": {"nick": "Jo"}, "rest": "übrig"}}"#,
            name: "a.jsonl", ReadingOptions(map: map))
        let message = try #require(list.messages.first)
        #expect(message.author?.name == "Jo")
        #expect(message.thread == "Ofen")
        #expect(message.parts.map(\.kind) == [.body, .comment])
        #expect(message.parts[0].text.storage.string(in: 0..<5) == "heiß")
    }

    @Test("win over names that are guessed, and over known exports")
    func precedence() throws {
        let map = try FieldMap(parsing: "text=summary")
        let list = MessageList(
            #"{"summary": "wichtig", "body": "anderes", "user": "Jo"}"#, name: "a.jsonl",
            ReadingOptions(map: map))
        #expect(list.messages.first?.parts.first?.kind == .body)
        #expect(list.messages.first?.parts.last?.kind == .comment)
        #expect(list.messages.first?.author?.name == "Jo")
    }

    static let names: [(name: String, field: FieldMap.Field?)] = [
        ("Created_At", .time), ("Kommentar", .text), ("FROM", .author), ("sender-name", .author),
        ("Erstellt am", .time), ("Überschrift", .title), ("colour", nil), ("Empfänger", .recipient),
        ("conversation id", .thread), ("Verbesserungsvorschläge", .text),
    ]

    @Test("are guessed from names in English and German", arguments: names)
    func guessed(_ name: String, field: FieldMap.Field?) {
        #expect(FieldRoles(nil).role(of: name)?.field == field)
    }

    @Test("a table in wide characters is read as text, whatever its name", arguments: [true, false])
    func wide(isBig: Bool) {
        let units = Array("name;text\nJo;das ist heiß\n".utf16)
        let bytes = units.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
            return isBig ? [high, low] : [low, high]
        }
        for form in [InputForm.auto, .csv] {
            let texts = MailFixtures.messages(MailFixtures.readings(bytes, name: "a.csv", form: form))
                .flatMap(\.parts)
            #expect(
                texts.contains { part in
                    part.text.storage.string(in: 0..<part.text.storage.count).contains("das ist heiß")
                })
        }
    }
}
