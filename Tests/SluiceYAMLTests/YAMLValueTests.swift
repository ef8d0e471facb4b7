import SluiceModel
import Testing

@testable import SluiceYAML

@Suite("A value in a YAML file")
struct YAMLValueTests {
    private func file(_ text: String) throws -> YAMLFile { try YAMLFile(text, file: "probe.yaml") }

    @Test("counts its column in code points")
    func column() throws {
        let file = try file("'ä😀ö': [x, 'ü', y]\n")
        let list = try #require(file.root.mapping(keys: ["ä😀ö"])?["ä😀ö"]?.list())
        #expect(list.map(\.line) == [1, 1, 1])
        #expect(list.map(\.column) == [9, 12, 17])
    }

    @Test("is read as what is asked for")
    func accessors() throws {
        let file = try file("text: 007\nnumber: 1.5\ncount: 12\nflag: true\nmany: [a, b]\none: a\n")
        let mapping = try #require(
            file.root.mapping(keys: ["text", "number", "count", "flag", "many", "one", "none"]))
        #expect(mapping["text"]?.string() == "007")
        #expect(mapping["number"]?.number() == 1.5)
        #expect(mapping["count"]?.integer() == 12)
        #expect(mapping["flag"]?.bool() == true)
        #expect(mapping["many"]?.oneOrMany().compactMap { $0.string() } == ["a", "b"])
        #expect(mapping["one"]?.oneOrMany().compactMap { $0.string() } == ["a"])
        #expect(!mapping.has("none"))
        try file.finish()
    }

    @Test(
        "in quotation marks is text, and a fault where another type is asked for",
        arguments: ["'5'", "\"true\"", "[5]", "{ a: 5 }", "", "yes", ".inf"])
    func quoted(value: String) throws {
        let file = try file("key: \(value)\n")
        let key = try #require(file.root.mapping(keys: ["key"])?["key"])
        #expect(key.number() == nil)
        #expect(key.integer() == nil)
        #expect(key.bool() == nil)
        let faults = file.faults.sorted
        #expect(faults.count == 3)
        #expect(faults.allSatisfy { $0.code == "wrong-type" && $0.line == 1 && $0.file == "probe.yaml" })
    }

    @Test("has its faults told together, in the order of their places")
    func order() throws {
        let file = try file("b: 1\na: 2\n")
        let mapping = try #require(file.root.mapping(keys: ["a", "b"]))
        mapping["a"]?.fault("second", "second")
        mapping["b"]?.fault("first", "first")
        let thrown = try #require(throws: Diagnostics.self) { try file.finish() }
        #expect(thrown.all.map(\.code) == ["first", "second"])
        #expect(thrown.all.map(\.line) == [1, 2])
    }

    @Test("of many aliases is no larger than what is walked")
    func aliases() throws {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let file = try file(text)
        #expect(file.root.mapping(keys: ["a40"])?["a40"]?.list()?.count == 2)
    }

    @Test("that is nested without end is refused")
    func nesting() throws {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: Diagnostics.self) { _ = try file(text) }
    }
}

@Suite("A text that is no YAML")
struct YAMLFaultTests {
    @Test(
        "is refused with the place and what is wrong there",
        arguments: [
            ("a: [1, 2\nb: }\n", "bad-yaml", 2, 2), ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
            ("{ä: 1, 'ä': 2}\n", "duplicate-key", 1, 8), ("a: 1\n---\nb: 2\n", "bad-yaml", 2, 1),
            ("a:\n  - *x\n", "bad-yaml", 2, 5), ("a: 1\nb: \u{1}\n", "bad-yaml", 2, nil),
            ("", "empty-file", 1, 1), ("# nothing\n", "empty-file", 1, 1),
        ] as [(String, String, Int, Int?)])
    func places(text: String, code: String, line: Int, column: Int?) throws {
        let thrown = try #require(throws: Diagnostics.self) { _ = try YAMLFile(text, file: "probe.yaml") }
        let fault = try #require(thrown.all.first)
        #expect(thrown.all.count == 1)
        #expect((fault.code, fault.line, fault.column) == (code, line, column))
        #expect(fault.file == "probe.yaml")
    }

    @Test("may be cut off anywhere")
    func cuts() {
        let text = "a: &x [1, 'zwei', \"drei\\u00e4\"]\nb: *x\nc: |\n  vier\n  fünf\nd: {e: [f, {g: h}]}\n"
        for end in text.unicodeScalars.indices {
            guard let file = try? YAMLFile(String(text[..<end]), file: "probe.yaml") else { continue }
            #expect(file.root.line >= 1)
        }
    }
}
