import SluiceModel
import Testing

@testable import SluiceFormats

@Suite("Files of S/MIME and OpenPGP")
struct CryptographicFileTests {
    /// An element of DER (X.690) of less than 64 KiB.
    private func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
    }

    /// PKCS #7's identifier of `kind`: 1 data, 2 signed, 3 enveloped.
    private func identifier(_ kind: UInt8) -> [UInt8] {
        [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, kind]
    }

    private func signed(_ content: [UInt8]) -> [UInt8] {
        let wrapped = identifier(1) + content
        let data = element(0x30, [2, 1, 1, 0x31, 0] + element(0x30, wrapped))
        return element(0x30, identifier(2) + element(0xA0, data))
    }

    @Test("what was only signed is read, as a mail's part or as a file")
    func opaque() {
        for (content, channel) in [
            ("Content-Type: text/plain\n\nder Inhalt\n", Channel.mail), ("der Inhalt\n", .file),
        ] {
            let bytes = signed(element(0xA0, element(4, Array(content.utf8))))
            let messages = MailFixtures.messages(readings(of: bytes, name: "a.p7m"))
            #expect(messages.map(\.channel) == [channel])
            #expect(messages.first?.origin.path.hasSuffix("!content") == true)
            #expect(
                messages.flatMap(\.parts).contains { part in
                    part.text.storage.string(in: 0..<part.text.storage.count).contains("der Inhalt")
                })
        }
    }

    @Test("what was encrypted is named")
    func encrypted() {
        let more = [UInt8](repeating: 0x9A, count: 40)
        let files: [[UInt8]] = [
            element(0x30, identifier(3) + element(0xA0, more)), [0x8C, 0x0D, 4, 9, 3, 8] + more,
            [0x85, 2, 0x0C, 3] + more, Array("-----BEGIN PGP MESSAGE-----\n\nhQ\n".utf8),
            element(0x30, [2, 1, 3] + element(0x30, identifier(1) + more)),
        ]
        for bytes in files {
            let gaps = readings(of: bytes, name: "a").compactMap { reading -> GapReason? in
                if case .gap(let gap) = reading { gap.reason } else { nil }
            }
            #expect(gaps == [.encrypted])
        }
    }

    @Test("a signature alone is passed over")
    func detached() {
        for bytes in [signed([]), signed(element(0xA0, element(4, [])))] {
            let reasons = readings(of: bytes, name: "smime.p7s").map { reading -> PassedOver? in
                if case .passedOver(_, let reason) = reading { reason } else { nil }
            }
            #expect(reasons == [.skipped("signature or certificates")])
        }
    }
}
