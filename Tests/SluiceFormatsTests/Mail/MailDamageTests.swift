import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Damaged mails")
struct MailDamageTests {
    /// Every place lies where it says, and every text has its bytes.
    private func check(_ bytes: [UInt8], _ name: String) {
        let form: InputForm = name.hasSuffix(".mbox") ? .mbox : .mail
        for message in MailFixtures.messages(MailFixtures.readings(bytes, name: "damaged", form: form)) {
            for part in message.parts {
                let count = part.text.storage.count
                #expect(count > 0)
                #expect(part.layers.allSatisfy { $0.span.end <= count })
                guard let raw = part.raw else { continue }
                #expect(raw.span.end <= bytes.count)
                if raw.isVerbatim, part.text.isWhole, raw.span.end <= bytes.count {
                    let isAlike = part.text.storage.bytes(in: 0..<count) == Array(bytes[raw.span.range])
                    #expect(isAlike)
                }
            }
        }
    }

    @Test("cut off at any length are read as far as they go", arguments: MailFixtures.names)
    func truncated(name: String) throws {
        let bytes = try MailFixtures.bytes(name)
        let step = name == "deep.eml" ? 97 : bytes.count > 700 ? 7 : 2
        for length in stride(from: 0, to: bytes.count, by: step) { check(Array(bytes[..<length]), name) }
    }

    @Test("with bytes changed are read somehow", arguments: MailFixtures.names)
    func mutated(name: String) throws {
        let original = try MailFixtures.bytes(name)
        var random = SeededGenerator(seed: UInt64(original.count))
        let telling = Array("=?:;\"<>(),\r\n\0-. BQbq0\u{FF}".utf8)
        for _ in 0..<25 {
            var bytes = original
            bytes.damage(times: 1...8, with: telling, &random)
            check(bytes, name)
        }
    }

    @Test("of any bytes are read", arguments: 0..<20)
    func noise(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let bytes = (0..<500).map { _ in UInt8.random(in: 0...255, using: &random) }
        check(bytes, "noise.eml")
        check(bytes, "noise.mbox")
    }

    @Test("with hundreds of thousands of parts, fields or addresses stay small, and lose no text")
    func floods() {
        let head = "From: a@b.example\nDate: Tue, 12 May 2026 18:42:10 +0200\n"
        let parts =
            head + "Content-Type: multipart/mixed; boundary=x\n\n"
            + String(repeating: "--x\n\nz\n", count: 12_000) + "--x\n\nEnde"
        let fields = head + String(repeating: "X-A: b\n", count: 6000) + "X-A: Ende\n\nText"
        let addresses = head + "To: " + String(repeating: "a@b.example,\n ", count: 6000) + "Ende\n\nText"
        for text in [parts, fields, addresses] {
            let messages = MailFixtures.messages(text)
            #expect(messages.count == 1)
            let parts = messages.flatMap(\.parts)
            #expect(parts.count < 15_000)
            #expect(parts.contains { $0.string.contains("Ende") })
        }
        #expect(MailFixtures.messages(parts).first?.gaps.isEmpty == false)
    }
}
