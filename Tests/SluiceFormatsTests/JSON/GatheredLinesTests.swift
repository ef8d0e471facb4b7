import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Lines that are gathered")
struct GatheredLinesTests {
    private static let values = [
        #""some words""#, #""with\nescapes \u00fc""#, #""""#, "null", "17", "true", #"[1, "two"]"#,
        #"{"name": "Lea Example", "body": "inside"}"#, #""2024-03-12T10:31:00Z""#, #""lea@mail.example""#,
        "\"\(String(repeating: "long ", count: 60))\"",
    ]
    private static let keys = [
        "body", "text", "title", "author", "user", "from", "to", "created", "thread", "id", "lang", "name",
    ]

    private static func lines(_ seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        var text = ""
        for _ in 0..<40 {
            if Int.random(in: 0..<8, using: &random) == 0 {
                text +=
                    ["\n", "no object\n", "{\"body\": \"open\n", "[1]\n"].randomElement(using: &random) ?? ""
                continue
            }
            let members = (0..<Int.random(in: 0..<7, using: &random)).map { _ in
                "\"\(keys.randomElement(using: &random) ?? "")\": \(values.randomElement(using: &random) ?? "")"
            }
            text += "{\(members.joined(separator: ", "))}\n"
        }
        return Array(text.utf8)
    }

    @Test("hold the texts of the messages that are made of them", arguments: 0..<30)
    func texts(_ seed: Int) {
        let storage = TextStorage(GatheredLinesTests.lines(UInt64(seed)))
        let units = UnitBytes(storage: storage, origin: Origin(path: "a.jsonl"), offset: 0, line: 1)
        LinesReader(export: UnknownExport()).read(units, with: ContentReader(ReadingOptions())) { reading in
            guard case .run(let run) = reading, let gathered = run.gathered else { return }
            var first = 0
            for index in 0..<run.count {
                let texts = run.texts[first..<gathered[index].textsEnd].map { run.storage.string(in: $0) }
                first = gathered[index].textsEnd
                let parts = run.message(at: index).parts
                #expect(texts == parts.map { $0.text.storage.string(in: $0.text.body) })
                #expect(gathered[index].bytes == parts.reduce(0) { $0 + $1.text.body.count })
            }
            #expect(first == run.texts.count)
        }
    }
}
