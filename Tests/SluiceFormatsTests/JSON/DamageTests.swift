import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Damaged exports")
struct DamageTests {
    private static let forms: [InputForm] = [.json, .jsonl, .csv]

    private func check(_ bytes: [UInt8], _ fixture: String, _ form: InputForm, _ what: String) {
        let content = Content.of(bytes, fixture)
        let list = MessageList(content, ReadingOptions(form: form))
        let fault = list.misplaced(in: content.storage)
        #expect(fault == nil, "\(fixture) \(what): \(fault ?? "")")
    }

    @Test("are read to their end at every length", arguments: FixtureTests.fixtures)
    func truncated(_ fixture: String) throws {
        let content = try FixtureTests.content(fixture)
        let bytes = content.storage.bytes(in: 0..<content.storage.count)
        for length in stride(from: 0, to: bytes.count, by: bytes.count > 600 ? 11 : 2) {
            check(Array(bytes.prefix(length)), fixture, .auto, "cut at \(length)")
        }
    }

    @Test("are read whatever bytes stand in them", arguments: FixtureTests.fixtures)
    func mutated(_ fixture: String) throws {
        let content = try FixtureTests.content(fixture)
        let original = content.storage.bytes(in: 0..<content.storage.count)
        var random = SeededGenerator(seed: 17)
        let odd = Array("\"\\{}[],:;\n\t\0\u{FF}u0".utf8)
        for round in 0..<30 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = odd[Int.random(in: odd.indices, using: &random)]
                case 1: bytes.remove(at: place)
                default: bytes.insert(odd[Int.random(in: odd.indices, using: &random)], at: place)
                }
            }
            check(bytes, fixture, Self.forms[round % 3], "round \(round)")
        }
    }

    @Test("say from where on they were read as plain text")
    func broken() {
        let list = MessageList(
            #"[{"text": "gut", "user": "a"}, {"text": "auch gut"}, {"text": "abge"#, name: "a.json")
        #expect(list.messages.count == 3)
        let last = list.messages.last
        #expect(last?.gaps.count == 1)
        #expect(
            last.map { $0.parts[0].text.storage.string(in: 0..<$0.parts[0].text.storage.count) }
                == #"{"text": "abge"#)
    }

    @Test("lose no member at the end")
    func cutMember() {
        for text in [
            #"{"a": "eins", "zwei"#, #"{"a": "eins", "zwei""#, #"{"a": "eins", "zwei":"#,
            #"{"a": "eins", "zwei": "drei"#,
        ] {
            let list = MessageList(text, name: "a.json", ReadingOptions(form: .json))
            let parts = list.messages.flatMap(\.parts)
            let read = parts.map { $0.text.storage.string(in: 0..<$0.text.storage.count) }.joined()
            #expect(read.contains("eins") && read.contains("zwei"))
            #expect(list.messages.contains { !$0.gaps.isEmpty })
        }
    }

    @Test("brackets without end need no stack")
    func deep() {
        let text = String(repeating: "[", count: 200_000)
        #expect(MessageList(text, name: "a.json", ReadingOptions(form: .json)).messages.count > 0)
        let closed = text + String(repeating: "]", count: 200_000)
        #expect(MessageList(closed, name: "a.json", ReadingOptions(form: .json)).messages.count == 1)
    }
}
