import Foundation
import SluiceModel
import SluiceText
import TestSupport
import Testing

@testable import SluiceFormats

/// Our reader beside GMime, which reads mails as mail programs of the GNOME world do.
@Suite("Texts of mails beside GMime", .serialized)
struct OracleTests {
    /// What our reader finds: the subject, and the texts of bodies and attached texts, in their order.
    private func ours(_ bytes: [UInt8]) -> (subject: String?, texts: [String]) {
        var messages: [Message] = []
        var options = ReadingOptions()
        options.form = .mail
        ContentReader(options).read(Content(TextStorage(bytes), origin: Origin(path: "mail"))) {
            if case .message(let message) = $0 { messages.append(message) }
        }
        let parts = messages.flatMap(\.parts)
        let subject = parts.first { $0.kind == .subject && $0.layers.isEmpty && $0.number == nil }
        let texts = parts.filter { $0.kind == .body || $0.kind == .attachment }
        return (subject.map(text), texts.map { normal(text($0)) }.filter { !$0.isEmpty })
    }

    private func text(_ part: Part) -> String { part.text.storage.string(in: 0..<part.text.storage.count) }

    private func theirs(_ bytes: [UInt8]) -> (subject: String?, texts: [String]) {
        let mail = GMime(bytes)
        let texts = mail.texts.map { text in
            guard text.isHTML else { return normal(text.text) }
            let page = Array(text.text.utf8)
            let storage = HTMLText.convert(page.span).text.storage
            return normal(storage.string(in: 0..<storage.count))
        }
        return (mail.subject, texts.filter { !$0.isEmpty })
    }

    /// Line ends as one, and none at the end: where a part's last line end belongs is a matter of taste.
    private func normal(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars.filter { $0 != "\r" })
        while let last = scalars.last, last == "\n" || last == " " { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Blocks of a hundred mails; `ORACLE_MAILS` asks for more mails than the thousand of every run.
    private static let blocks = max(
        10, (ProcessInfo.processInfo.environment["ORACLE_MAILS"].flatMap { Int($0) } ?? 0) / 100)

    @Test("are the same in mails made by chance", arguments: 0..<blocks)
    func generated(block: Int) {
        var generator = MailGenerator(seed: UInt64(block))
        for number in 0..<100 {
            let mail = generator.mail()
            let (mine, other) = (ours(mail), theirs(mail))
            #expect(mine.texts == other.texts, "texts of mail \(number) of block \(block)")
            #expect(mine.subject ?? "" == other.subject ?? "", "subject of mail \(number) of block \(block)")
        }
    }

    private static let folder = packageFolder.appendingPathComponent("Fixtures/mail")
    private static let fixtures: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(".eml") }.sorted()
    }()

    /// What GMime reads and we do not, and why.
    private static let differences = [
        "charsets.eml": "GMime believes wrong labels; we read what the bytes say, as mail programs do",
        "deep.eml": "beyond 64 levels we read the rest as it stands",
        "header-8bit.eml": "GMime leaves bytes that are no UTF-8; we find out their charset",
        "quoted-printable.eml": "GMime keeps blanks behind a soft break; RFC 2045, 6.7 drops them",
        "yenc.eml": "bytes that are no text, which both show, but not alike",
        "zero-bytes.eml": "GMime's text ends at a zero byte; we read it with and without the zeros",
    ]

    @Test("are all among ours in the fixtures, but for what is listed", arguments: fixtures)
    func fixture(name: String) throws {
        let mail = try Array(Data(contentsOf: Self.folder.appendingPathComponent(name)))
        let (mine, other) = (ours(mail).texts, theirs(mail).texts)
        let missing = other.filter { !mine.contains($0) }
        #expect(missing.isEmpty == (Self.differences[name] == nil))
    }
}
