import Testing

@testable import SluiceEngine

@Suite("What stands beside a word")
struct BesideReaderTests {
    private static func code(_ pair: String) -> UInt64 {
        pair.utf8.reversed().reduce(into: 0) { $0 = $0 << 8 | UInt64($1) }
    }

    private static func read(_ text: String, _ body: (BesideReader) -> UInt64) -> UInt64? {
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            return unsafe body(BesideReader(text: base, count: buffer.count))
        }
    }

    @Test(
        "is read behind white space, line ends with quote marks and hyphens",
        arguments: [
            " nord", "-nord", "\nnord", "\r\n> nord", "\n>> | nord", "-\n  nord", "-\r\n> nord", "   NORD",
        ])
    func ahead(behind: String) {
        #expect(Self.read("falke" + behind) { $0.ahead(5) } == Beside.code(Self.code("no")))
    }

    @Test(
        "is read before them, too",
        arguments: [
            "nord ", "nord-", "nord\n", "nord\r\n> ", "nord\n>> | ", "nord-\n  ", "NORD-\r\n> ", "nord  ",
        ])
    func back(before: String) {
        let start = before.utf8.count
        #expect(Self.read(before + "falke") { $0.back(start) } == Beside.code(Self.code("rd")))
    }

    @Test(
        "is nothing that a term could have there",
        arguments: [
            ".nord", ", nord", " > nord", " n", " n rd", "--nord", "", " ", "\n\n", "  -nord", " n-rd",
        ])
    func nothing(behind: String) {
        #expect(Self.read("falke" + behind) { $0.ahead(5) } == Beside.impossible)
    }

    @Test(
        "is not known where it is beyond ASCII, or parted at a line's end",
        arguments: [" ärger", "\u{A0}nord", " nötig", " n-\nord", "\n> \u{2003}nord"])
    func unknown(behind: String) {
        #expect(Self.read("falke" + behind) { $0.ahead(5) } == Beside.unknown)
        let before = String(behind.reversed())
        if !behind.contains("\n") {
            let start = before.utf8.count
            #expect(Self.read(before + "falke") { $0.back(start) } == Beside.unknown)
        }
    }
}
