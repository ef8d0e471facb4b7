import TestSupport
import Testing

@testable import SluiceRuleSets

@Suite("A TOML file")
struct TOMLTests {
    private func table(_ text: String) throws -> TOMLTable { try TOMLParser.table(of: text) }

    @Test(
        "gives texts of every form",
        arguments: [
            (#"a = 'C:\x'"#, #"C:\x"#), (#"a = """#, ""), (#"a = "x\t\"\\\u00e4\U0001F600""#, "x\t\"\\ä😀"),
            ("a = '''\n'x'\n''y''''", "'x'\n''y'"), ("a = '''x'''''", "x''"),
            ("a = \"\"\"\r\nx\r\n\"y\"\"\"\"\"", "x\r\n\"y\"\""), ("a = \"\"\"x \\ \n\n  y\"\"\"", "x y"),
            ("a = '''''' # nothing", ""), ("a=\"\\b\\f\\r\\n\"", "\u{8}\u{C}\r\n"),
        ])
    func texts(text: String, expected: String) throws { #expect(try table(text).text("a") == expected) }

    @Test(
        "gives numbers in every form",
        arguments: [
            ("0", 0), ("+1_000", 1000), ("-17", -17), ("0xdead_BEEF", 3_735_928_559), ("0o755", 493),
            ("0b1_01", 5), ("3.5", 3.5), ("-0.0", 0), ("5e+2", 500), ("6.6_2E-1", 0.662),
            ("-inf", -.infinity),
        ])
    func numbers(text: String, expected: Double) throws {
        #expect(try table("a = \(text)").number("a") == expected)
    }

    @Test(
        "may hold moments, of which nothing is made",
        arguments: [
            "1979-05-27", "07:32:00", "00:32:00.999", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.5-07:00",
            "1979-05-27t00:32:00",
        ])
    func moments(text: String) throws {
        guard case .moment = try #require(try table("a = \(text) # then")["a"]).value else {
            Issue.record("this is no moment")
            return
        }
    }

    @Test("has tables, tables within them and lists of them")
    func tables() throws {
        let top = try table(
            """
            \u{FEFF}title = 'x' # a comment
            "a b".c.d = true

            [one]
            list = [ 'a', # first
              "b",
            ]
            [ one . 'two' ]
            n = 1
            [[many]]
            id = 1
            [many.inner]
            x = 2
            [[many]]
            id = 2
            tables = [{a.b = 1, c = [1, [2]]}, {}]
            """)
        #expect(top.keys == ["title", "a b", "one", "many"])
        #expect(try top.tables("a b").first?.tables("c").first?.flag("d") == true)
        let one = try #require(try top.tables("one").first)
        #expect(try one.texts("list") == ["a", "b"])
        #expect(try one.tables("two").first?.number("n") == 1)
        let many = try top.tables("many")
        #expect(try many.map { try $0.number("id") } == [1, 2])
        #expect(try many[0].tables("inner").first?.number("x") == 2)
        #expect(try many[1].tables("tables").map { try $0.tables("a").count } == [1, 0])
    }

    @Test("tells where tables and values begin")
    func places() throws {
        let top = try table("a = 'ä'\n\nb = { c = 1 }\n  [x]\r\nlong = '''\n\n'''\n[[y]]\nz   =\t3")
        #expect(top.place(of: "b") == TOMLPlace(line: 3, column: 5))
        #expect(try top.tables("b").first?.place(of: "c") == TOMLPlace(line: 3, column: 11))
        #expect(try top.tables("x").first?.place == TOMLPlace(line: 4, column: 3))
        #expect(try top.tables("x").first?.place(of: "long") == TOMLPlace(line: 5, column: 8))
        #expect(try top.tables("y").first?.place == TOMLPlace(line: 8, column: 1))
        #expect(try top.tables("y").first?.place(of: "z") == TOMLPlace(line: 9, column: 7))
    }

    @Test(
        "is refused where it is none, with the place",
        arguments: [
            ("a = ", 1, 5), ("a 1", 1, 3), ("= 1", 1, 1), ("a = 1 b = 2", 1, 7), ("a = 'x", 1, 7),
            ("a = \"x\ny\"", 1, 7), ("a = \"\\q\"", 1, 7), ("a = \"\\ud800\"", 1, 11), ("a = 'ä\u{1}'", 1, 7),
            ("a = 007", 1, 5), ("a = 1__0", 1, 5), ("a = .5", 1, 5), ("a = 5.", 1, 5), ("a = 0x", 1, 5),
            ("a = 1979-5-27", 1, 5), ("a = [1 2]", 1, 8), ("a = [1", 1, 7), ("a = {b = 1,}", 1, 12),
            ("a = {b = 1\n}", 1, 11), ("[a", 1, 3), ("[[a]", 1, 5), ("[]", 1, 2), ("\n[a]\n[a]", 3, 1),
            ("a = 1\na = 2", 2, 1), ("a = 1\n[a.b]", 2, 1), ("[[a]]\n[a]", 2, 1), ("a = {}\n[a.b]", 2, 1),
            ("a = []\n[[a]]", 2, 1), ("[a.b]\n[a]\nb.c = 1", 3, 1), ("[a]\nb.c = 1\n[a.b]", 3, 1),
            ("a = '''x\n", 2, 1), ("# \u{7}", 1, 3), ("a = true1", 1, 5), ("a = yes", 1, 5),
            ("a = {b.c = 1, b = 2}", 1, 14), ("a = '''x''''''", 1, 14),
        ])
    func faults(text: String, line: Int, column: Int) throws {
        let fault = try #require(throws: TOMLFault.self) { _ = try TOMLParser.table(of: text) }
        #expect(fault.place == TOMLPlace(line: line, column: column))
        #expect(!fault.message.isEmpty)
    }

    @Test("may be cut anywhere, and nested as deep as one likes")
    func cut() throws {
        let text = "[[a.b]]\nc = [1, {d = \"\\u00e4\"}, '''x''', 1979-05-27 07:32:00]\n\"e\".f = 0.5e1 # g\n"
        let bytes = Array(text.utf8)
        for count in 0...bytes.count {
            _ = try? TOMLParser.table(of: String(decoding: bytes[..<count], as: UTF8.self))
        }
        _ = try table(text)
        #expect(throws: TOMLFault.self) {
            _ = try TOMLParser.table(of: "a = " + String(repeating: "[", count: 100_000))
        }
    }
}
