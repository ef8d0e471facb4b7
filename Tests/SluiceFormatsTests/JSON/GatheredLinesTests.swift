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

    /// Lines of two shapes that have the same names in the same order, or nearly so.
    private static func alike(_ seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        let shapes = (0..<2).map { _ in
            (0..<Int.random(in: 2..<7, using: &random)).map { _ in
                keys.randomElement(using: &random) ?? ""
            } + ["body"]
        }
        var text = ""
        for _ in 0..<60 {
            let odd = Int.random(in: 0..<12, using: &random)
            let gap = odd == 0 ? "" : odd == 1 ? "  " : " "
            let members = (shapes.randomElement(using: &random) ?? []).map {
                "\"\($0)\":\(gap)\(values.randomElement(using: &random) ?? "")"
            }
            text +=
                "{\(members.joined(separator: ",\(gap)"))}\(odd == 2 ? " \r\n" : odd == 3 ? "\n\n" : "\n")"
        }
        return Array(text.utf8)
    }

    @Test("hold the texts of the messages that are made of them", arguments: 0..<30)
    func texts(_ seed: Int) { GatheredLinesTests.expectAgreement(GatheredLinesTests.lines(UInt64(seed))) }

    @Test("hold those texts where lines are alike", arguments: 0..<60)
    func alike(_ seed: Int) { GatheredLinesTests.expectAgreement(GatheredLinesTests.alike(UInt64(seed))) }

    @Test("have zeros between their texts, which no text has lost or gained anything by")
    func gaps() {
        let line = #"{"id": 1234567, "lang": "de", "author": "lea", "body": "a\nb"}"#
        let bytes = Array(String(repeating: line + "\n", count: 3).utf8)
        let units = UnitBytes(
            storage: TextStorage(bytes), origin: Origin(path: "a.jsonl"), offset: 0, line: 1)
        LinesReader(export: UnknownExport(), tools: LineTools()).read(
            units, with: ContentReader(ReadingOptions())
        ) { reading in
            guard case .run(let run) = reading else { return }
            #expect(run.areApart && run.count == 3)
            let texts = run.texts.map { run.storage.string(in: $0) }
            #expect(Array(texts.prefix(2)) == [#""lang": "de""#, "a\nb"])
            var last = 0
            for text in run.texts {
                #expect(run.storage.bytes(in: last..<text.lowerBound).allSatisfy { $0 == 0 })
                #expect(text.lowerBound - last >= 8)
                last = text.upperBound
            }
            #expect(run.storage.count - last >= 8)
        }
    }

    static func expectAgreement(_ bytes: [UInt8]) {
        let storage = TextStorage(bytes)
        let units = UnitBytes(storage: storage, origin: Origin(path: "a.jsonl"), offset: 0, line: 1)
        LinesReader(export: UnknownExport(), tools: LineTools()).read(
            units, with: ContentReader(ReadingOptions())
        ) { reading in
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
