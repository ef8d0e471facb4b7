import SluiceText
import Testing

@testable import SluiceFormats

@Suite("What the first bytes say")
struct ContentKindTests {
    private func kind(_ bytes: [UInt8]) -> ContentKind { ContentKind(head: bytes.span) }

    @Test(
        "text is text, whatever its charset",
        arguments: [
            "", "a", "BMW fährt", "MZ ist Mainz", "ID3 und RIFF", "\u{FEFF}mit BOM", "PK ist kein Archiv",
            "AC10 ist ein Kürzel", "regfähig", "PAR1 auf der Liste",
        ])
    func text(_ text: String) {
        #expect(kind(Array(text.utf8)) == .text)
        #expect(kind([0x47, 0x72, 0xFC, 0xDF, 0x65]) == .text)
    }

    @Test("a zero byte that has gone astray makes no text binary")
    func strayZero() {
        #expect(kind(Array(repeating: 0x61, count: 100) + [0]) == .text)
    }

    private static let texts: [(bytes: [UInt8], format: String)] = [
        (Array("%PDF-1.7\n".utf8), "PDF"), ([0x50, 0x4B, 3, 4, 20], "zip archive or Office document"),
        ([0x1F, 0x8B, 8, 0], "gzip"), ([0, 1, 0, 0] + Array("Standard ACE DB\0".utf8), "Access database"),
        (Array("bplist00".utf8) + [0xD1, 1], "binary property list"),
        (Array("AC1032".utf8) + [0, 0, 0], "AutoCAD drawing"), ([0x60, 0xEA, 0x2A, 0], "arj archive"),
        ([0x03, 0xD9, 0xA2, 0x9A, 0x67, 0xFB], "KeePass database"),
        (Array("Salted__".utf8) + [7, 0xE1, 0], "file encrypted with OpenSSL"),
    ]

    private static let others: [(bytes: [UInt8], what: String)] = [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "picture"), ([0xFF, 0xD8, 0xFF, 0xE0], "picture"),
        ([0x7F, 0x45, 0x4C, 0x46, 2], "program"), ((0..<100).map { UInt8($0 % 7) }, "binary file"),
    ]

    @Test("formats that hold text are named", arguments: Self.texts)
    func unsupported(_ bytes: [UInt8], format: String) {
        #expect(kind(bytes) == .passedOver(.unsupported(format)))
    }

    private static let encoded: [(bytes: [UInt8], charset: String)] = [
        ([0xFF, 0xFE, 0x61, 0], "utf-16le"), ([0xFE, 0xFF, 0, 0x61], "utf-16be"),
        ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "utf-32le"), ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "utf-32be"),
        ("Guten Tag".utf8.reduce(into: []) { $0 += [$1, 0] }, "utf-16le"),
        ("Guten Tag".utf8.reduce(into: []) { $0 += [0, $1] }, "utf-16be"),
        ("Guten Tag".utf8.reduce(into: []) { $0 += [$1, 0, 0, 0] }, "utf-32le"),
    ]

    @Test("text of wide characters is known by its mark or its zero bytes", arguments: Self.encoded)
    func wide(_ bytes: [UInt8], charset: String) {
        guard case .encoded(let found) = kind(bytes) else {
            Issue.record("not known")
            return
        }
        #expect(found.name == charset)
    }

    @Test("what holds no text is skipped", arguments: Self.others)
    func skipped(_ bytes: [UInt8], what: String) {
        #expect(kind(bytes) == .passedOver(.skipped(what)))
    }

    @Test("a tar archive is known by a mark far behind its beginning")
    func tar() {
        let head = Array("name".utf8) + [UInt8](repeating: 0, count: 253) + Array("ustar".utf8)
        #expect(kind(head) == .passedOver(.unsupported("tar archive")))
    }
}
