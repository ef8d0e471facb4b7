import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Long documents are cut between messages")
struct SplitTests {
    private func export(_ content: Content) -> any ExportShape {
        let sample = content.storage.withSpan {
            JSONSample($0.extracting(first: ContentHead.length), isWhole: true)
        }
        var input = ShapeInput(
            SplitInput(
                origin: content.origin, hints: content.hints, companions: content.companions,
                options: ReadingOptions()))
        input.tail = content.storage
        return ExportShapes.shape(sample, input)
    }

    /// The fixture's document with the elements of its arrays of objects `times` as many.
    private func enlarged(_ fixture: String, times: Int) throws -> Content {
        let content = try FixtureTests.content(fixture)
        var text = content.storage.bytes(in: 0..<content.storage.count)
        let prefix = text.prefix { $0 != 0x5B && $0 != 0x7B }
        let root = try JSONSerialization.jsonObject(with: Data(text.dropFirst(prefix.count)))
        text =
            prefix
            + [UInt8](
                try JSONSerialization.data(
                    withJSONObject: enlarged(root, times), options: [.prettyPrinted, .sortedKeys]))
        return Content.of(text, fixture, content.companions as? FixtureFolder)
    }

    private func enlarged(_ value: Any, _ times: Int) -> Any {
        if let object = value as? [String: Any] { return object.mapValues { enlarged($0, times) } }
        guard let array = value as? [Any], array.first is [String: Any] else { return value }
        let inner = array.map { enlarged($0, times) }
        return (0..<times).flatMap { _ in inner }
    }

    static let documents = FixtureTests.fixtures.filter {
        !$0.hasSuffix("data.json") && !$0.hasSuffix("jsonl") && !$0.hasPrefix("tables")
            && !$0.hasSuffix("message.json")
    }

    @Test("and give the same messages as in one piece", arguments: documents)
    func same(_ fixture: String) throws {
        let content = try enlarged(fixture, times: 3)
        let whole = MessageList(content)
        #expect(whole.misplaced(in: content.storage) == nil)
        for step in [64, 257, 1000, 4096] {
            let parts = MessageList(split: content, by: DocumentSplitter(export(content)), step: step)
            let difference = MessageList.difference(parts.text, whole.text)
            #expect(difference == nil, "cut at steps of \(step): \(difference ?? "")")
            #expect(parts.cuts > 1 || step >= 1000)
        }
    }

    @Test("where objects hold objects only, too")
    func dictionary() {
        let members = (0..<200).map { #""k\#($0)": {"text": "Nachricht \#($0)", "user": "u"}"# }
        let content = Content.of("{" + members.joined(separator: ",\n") + "}", "d.json")
        let whole = MessageList(content)
        #expect(whole.messages.count == 200)
        for step in [100, 999] {
            let parts = MessageList(split: content, by: DocumentSplitter(export(content)), step: step)
            #expect(parts.text == whole.text)
            #expect(parts.cuts > 3)
        }
    }

    @Test("lines and rows are cut where they end", arguments: [1, 7, 50, 1000])
    func linesAndRows(step: Int) throws {
        for (fixture, format) in [
            ("json/posts.jsonl", JSONLines.self as any Format.Type),
            ("tables/excel.csv", DelimitedTable.self),
            ("tables/bewertungen.tsv", DelimitedTable.self),
            ("social/signal/Einkauf/data.json", JSONLines.self),
        ] {
            let content = try FixtureTests.content(fixture)
            let input = SplitInput(
                origin: content.origin, hints: content.hints, companions: content.companions,
                options: ReadingOptions())
            let splitter = format.splitter(input)
            let parts = MessageList(split: content, by: try #require(splitter), step: step)
            #expect(parts.text == MessageList(content).text)
        }
    }

    @Test("rows with line ends in quotes stay whole")
    func quotedRows() {
        let rows = (0..<3000).map { "\($0),\"erste \"\"Zeile\"\"\n\($0). zweite\",Ende" }
        let content = Content.of("id,text,schluss\n" + rows.joined(separator: "\n"), "a.csv")
        let whole = MessageList(content)
        #expect(whole.messages.count == 3001)
        let input = SplitInput(origin: content.origin, hints: content.hints, options: ReadingOptions())
        for step in [20000, 30011] {
            guard let splitter = DelimitedTable.splitter(input) else { continue }
            let parts = MessageList(split: content, by: splitter, step: step)
            #expect(parts.text == whole.text)
            #expect(parts.cuts > 2)
        }
    }
}
