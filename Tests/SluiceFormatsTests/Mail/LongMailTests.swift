import Foundation
import SluiceModel
import Testing

@testable import SluiceFormats

@Suite("Long mails")
struct LongMailTests {
    /// A mail of two parts, of which the first is long.
    private static func mail(_ encoding: String, _ body: (String) -> String) -> [UInt8] {
        let page = "<p>Der Plan für die Halle <b>Nord</b>, Zeile um Zeile.</p>\n"
        let text = String(repeating: page, count: (4 << 20) / page.utf8.count + 500)
        let head =
            "From: a@b.example\nSubject: Plan\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
            + "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: \(encoding)\n\n"
        return Array((head + body(text) + "\n--x\nContent-Type: text/plain\n\nDer Anhang.\n--x--\n").utf8)
    }

    private static func message(_ bytes: [UInt8], givesUp: Bool) -> Message? {
        var options = MailFixtures.options
        options.givesUpSources = givesUp
        var found: Message?
        let content = Content(TextStorage(bytes), origin: Origin(path: "long.eml"))
        ContentReader(options).read(content) { if case .message(let message) = $0 { found = message } }
        return found
    }

    private static let mails: [(name: String, bytes: [UInt8])] = [
        ("8bit", mail("8bit") { $0 }),
        ("quoted-printable", mail("quoted-printable") { $0.replacing("ü", with: "=C3=BC") }),
        ("base64", mail("base64") { Data($0.utf8).base64EncodedString(options: .lineLength76Characters) }),
    ]

    @Test("are the same messages where the bytes go that their texts were made from", arguments: [0, 1, 2])
    func giveUp(index: Int) throws {
        let (name, bytes) = Self.mails[index]
        let whole = try #require(Self.message(bytes, givesUp: false))
        let lean = try #require(Self.message(bytes, givesUp: true))
        #expect(whole.parts.count == lean.parts.count && whole.parts.count >= 4)
        #expect(whole.gaps.isEmpty && lean.gaps.isEmpty)
        for (one, other) in zip(whole.parts, lean.parts) {
            let (text, same) = (one.text.storage, other.text.storage)
            let isSame = text.bytes(in: 0..<text.count) == same.bytes(in: 0..<same.count)
            #expect(isSame, "\(name) \(one.kind)")
            #expect(one.raw == other.raw && one.layers.map(\.span) == other.layers.map(\.span))
        }
        #expect(lean.parts.last?.string == "Der Anhang.")
    }
}
