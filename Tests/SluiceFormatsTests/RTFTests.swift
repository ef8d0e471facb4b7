import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("RTF")
struct RTFTests {
    private func string(_ storage: TextStorage) -> String { storage.string(in: 0..<storage.count) }
    private func read(_ rtf: String) -> RTFText { read(Array(rtf.utf8)) }

    private func read(_ rtf: [UInt8]) -> RTFText { TextStorage(rtf).withSpan { RTFText($0) } }

    private func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: packageFolder.appendingPathComponent("Fixtures/documents/\(name)")))
    }

    private static let body = """
        Sehr geehrte Frau Müller,
        das ist geheim.
        Preis: 1.200 € – nur für Sie\u{A0}„Falke“.
        Unterlagen
        Grüße 😀 中文
        Привет 日本
        sichtbar sichtbar
        Text
        Zelle eins\tZelle zwei\t
        {geschweift} \\ Ende

        """
    private static let comments = """
        Angebot Falke
        Muster
        PAGE
        HYPERLINK "https://intern.firma.example/falke"
         unsichtbarAnmerkung der Leitung
        Was auch immer

        """

    @Test("of a word processor gives its text, and apart from it what is hidden")
    func document() throws {
        let rtf = read(try fixture("angebot.rtf"))
        #expect(string(rtf.body) == Self.body)
        #expect(string(rtf.frame) == "Streng vertraulich\nSeite 1\n")
        #expect(string(rtf.notes) == "Fußnote eins\n")
        #expect(string(rtf.comments) == Self.comments)
        #expect(rtf.faults == 0)
    }

    @Test("around a mail gives the mail")
    func mail() throws {
        let storage = TextStorage(try fixture("mail-als-rtf.rtf"))
        var messages: [Message] = []
        ContentReader(ReadingOptions()).read(Content(storage, origin: Origin(path: "mail.rtf"))) {
            if case .message(let message) = $0 { messages.append(message) }
        }
        let parts = try #require(messages.first).parts
        let texts = parts.map { string($0.text.storage) }
        #expect(texts == ["Hallo Frau Müller,\ndas geheime Papier.\nhier", "https://intern.firma.example/x"])
        #expect(parts.map(\.kind) == [.body, .comment])
    }

    @Test(
        "is read as word processors read it",
        arguments: [
            ("{\\rtf1 a\\par b}", "a\nb"), ("{\\rtf1 geh{\\b ei}m}", "geheim"),
            ("{\\rtf1 ge\\-heim}", "geheim"),
            ("{\\rtf1 a\\\nb}", "a\nb"), ("{\\rtf1\\u8364 ?x}", "€x"), ("{\\rtf1\\uc0\\u8364 x}", "€x"),
            ("{\\rtf1\\uc1\\u8364\\'80x}", "€x"), ("{\\rtf1\\uc3\\u8364 abcx}", "€x"),
            ("{\\rtf1{\\*\\unknown x}y}", "y"), ("{\\rtf1\\unknown7 y}", "y"), ("{\\rtf1{\\bin3 }}}x}", "x"),
            ("{\\rtf1\\bin3 }}}x}", "x"), ("{\\rtf1\\mac\\'8a}", "ä"), ("{\\rtf1\\pc\\'84}", "ä"),
            ("{\\rtf1\\ansicpg1251\\'c4\\'e0}", "Да"), ("{\\rtf1\\v x\\v0 y}", "y"),
            ("{\\rtf1\\v x\\plain y}", "y"),
            ("{\\rtf1 a", "a"), ("{\\rtf1 a\\", "a"), ("{\\rtf1 a\\'f", "af"), ("{\\rtf1 a}}}b", "a"),
            ("{\\rtf1 ", ""),
            ("{\\rtf1\\ansicpg932\\'83A}", "ア"), ("{\\rtf1 gr\u{FC}n}", "grÃ¼n"),
        ])
    func cases(rtf: String, text: String) {
        #expect(string(read(rtf).body) == text)
    }

    @Test("takes any bytes")
    func damage() throws {
        var random = SeededGenerator(seed: 5)
        for name in ["angebot.rtf", "mail-als-rtf.rtf"] {
            let bytes = try fixture(name)
            for length in 0...bytes.count { #expect(read(Array(bytes.prefix(length))).end <= length) }
            for _ in 0..<300 {
                var mutated = bytes
                for _ in 0..<5 {
                    let choice = Array("{}\\*u'0-9 \n".utf8).randomElement(using: &random) ?? 0
                    mutated[.random(in: 0..<bytes.count, using: &random)] = choice
                }
                _ = read(mutated)
            }
        }
        _ = read(String(repeating: "{", count: 100_000))
        _ = read(
            "{\\rtf1" + String(repeating: "{\\b ", count: 50_000) + "x"
                + String(repeating: "}", count: 60_000))
        _ = read("{\\rtf1\\bin99999999999999999999 x\\u99999999999999999 y}")
    }

    @Test("what stands behind its end is read too")
    func rest() throws {
        let storage = TextStorage(Array("{\\rtf1 a} geheim".utf8))
        var parts: [Part] = []
        ContentReader(ReadingOptions()).read(Content(storage, origin: Origin(path: "a"))) {
            if case .message(let message) = $0 { parts = message.parts }
        }
        let texts = parts.map { string($0.text.storage) }
        #expect(texts == ["a", " geheim"])
        #expect(parts.last?.raw?.span == ByteSpan(9, 16))
    }
}
