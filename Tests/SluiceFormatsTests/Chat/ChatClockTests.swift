import SluiceModel
import SluiceText
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Clocks of telephones in chats")
struct ChatClockTests {
    @Test(
        "are read with the words that languages put behind a time",
        arguments: [
            ("31.12.23, 6:05 nachm. - ", 18), ("31.12.23, 6:05 vorm. - ", 6), ("31.12.23, 12:05 vorm. - ", 0),
            ("31.12.23, 18:05 Uhr - ", 18), ("[31.12.23, 6:05:11 nachm.] ", 18),
            ("31.12.23, 6:05 abends - ", 18),
            ("31.12.23 um 6:05\u{202F}nachm. – ", 18), ("2023-12-31, 6:05 em - ", 18),
            ("31.12.2023. 6:05 du. - ", 18),
            ("31.12.2023 6:05 ÖS - ", 18), ("31/12/23, 6:05 μ.μ. - ", 18),
            ("2023/12/31 晚上6:05 - ", 18), ("31.12.23, 6:05 Kilo - ", nil),
            ("31.12.23, 18:05 Uhrwerk - ", nil),
            ("[18:05, 31.12.2023] ", 18), ("[6:05 PM, 12/31/2023] ", 18),
            ("[12:05\u{202F}a.m., 31/12/2023] ", 0),
            ("[18:05 31.12.2023] ", nil), ("[18:05, 31.12.] ", nil), ("[18:5, 31.12.2023] ", nil),
        ])
    func words(header: String, hour: Int?) {
        let line = Array((header + "Lea: so").utf8)
        #expect(ChatHeader.read(at: 0, before: line.count, in: line.span)?.hour == hour)
    }

    private static let text =
        "31.12.23, 6:05 nachm. - Max Müller: Hallo 👋 und Grüße\n31.12.23, 6:06 nachm. - Anna: ja\nnein\n"

    private static func wide(_ isBig: Bool, hasMark: Bool) -> [UInt8] {
        ((hasMark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
            isBig ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
    }

    @Test(
        "are read in UTF-16, with the places of the file",
        arguments: [(true, true), (true, false), (false, true), (false, false)])
    func wide(isBig: Bool, hasMark: Bool) throws {
        let bytes = Self.wide(isBig, hasMark: hasMark)
        for form in [InputForm.auto, .whatsapp] {
            let content = ChatFixtures.content("WhatsApp Chat mit Anna.txt", bytes)
            let readings = ChatFixtures.readings(content, ChatFixtures.options(form: form))
            let messages = MailFixtures.messages(readings)
            #expect(messages.map(\.author?.name) == ["Max Müller", "Anna"])
            #expect(messages.map(\.channel) == [.chat, .chat])
            for part in messages.flatMap(\.parts) {
                let raw = try #require(part.raw)
                #expect(raw.charset == (isBig ? "utf-16be" : "utf-16le"))
                var text = ByteBuffer(capacity: 64)
                let charset = try #require(Charset(label: raw.charset))
                CharsetDecoder.append(Array(bytes[raw.span.range]).span, as: charset, to: &text)
                let decoded = text.storage()
                #expect(decoded.string(in: 0..<decoded.count) == part.string)
            }
            #expect(messages.compactMap { $0.parts.first?.raw?.line } == [1, 2])
        }
    }

    @Test("in UTF-16 are private where they were not chosen")
    func selection() throws {
        let selection = try #require(ChatSelection(names: [], participants: ["Erika"]))
        let content = ChatFixtures.content("a.txt", Self.wide(false, hasMark: true))
        let readings = ChatFixtures.readings(content, ChatFixtures.options(chats: selection))
        #expect(MessageDump.text(of: readings) == "  skipped: not read: private\n")
    }

    @Test("in UTF-16 are read whatever is changed in them")
    func damaged() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<300 {
            var bytes = Self.wide(Bool.random(using: &random), hasMark: Bool.random(using: &random))
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                if Bool.random(using: &random) {
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                } else {
                    bytes.remove(at: place)
                }
            }
            let content = ChatFixtures.content("a.txt", bytes)
            for message in MailFixtures.messages(
                ChatFixtures.readings(content, ChatFixtures.options(form: .whatsapp)))
            {
                for part in message.parts { #expect((part.raw?.span.end ?? 0) <= bytes.count) }
            }
        }
    }
}
