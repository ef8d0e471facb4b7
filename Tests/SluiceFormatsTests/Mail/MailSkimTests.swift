import SluiceModel
import SluiceText
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Mails that are skimmed")
struct MailSkimTests {
    /// Compares what the skim makes of some mails with the messages; gives how many it did not leave to the reader.
    private static func check(_ bytes: [UInt8], starts: [Int] = [0], _ note: Comment) -> Int {
        let units = UnitBytes(storage: TextStorage(bytes), origin: Origin(path: "test"), offset: 0, line: 1)
        let reader = ContentReader(MailFixtures.options)
        var skimmed = 0
        MboxReader(starts: starts, firstNumber: 1, depth: 0).read(units, with: reader) { reading in
            guard case .run(let run) = reading, let gathered = run.gathered else { return }
            var first = 0
            for (index, mail) in gathered.enumerated() {
                var message = run.message(at: index)
                let texts = run.texts[first..<mail.textsEnd].map { run.storage.bytes(in: $0) }
                first = mail.textsEnd
                skimmed += 1
                let views = message.parts.map { part in
                    let view = TextView(of: part, channel: .mail).segment.storage
                    return view.bytes(in: 0..<view.count)
                }
                #expect(texts == views, note)
                #expect(mail.bytes == message.parts.reduce(0) { $0 + $1.text.storage.count }, note)
                let count = message.parts.count
                MessageBlobs.expand(&message, with: reader)
                #expect(message.parts.count == count, note)
                #expect(message.gaps.isEmpty, note)
            }
            #expect(first == run.texts.count)
            for range in run.texts {
                #expect(run.storage.bytes(in: range.lowerBound - 8..<range.lowerBound).allSatisfy { $0 == 0 })
                let behind = run.storage.bytes(
                    in: range.upperBound..<min(run.storage.count, range.upperBound + 8))
                #expect(behind.count == 8 && behind.allSatisfy { $0 == 0 })
            }
        }
        return skimmed
    }

    @Test("have the texts of their messages, folded, and nothing to be told of")
    func fixtures() throws {
        var skimmed = 0
        for name in MailFixtures.names {
            skimmed += Self.check(try MailFixtures.bytes(name), "\(name)")
        }
        #expect(skimmed >= 15)
    }

    @Test("have them with bytes changed too", arguments: MailFixtures.names)
    func mutated(name: String) throws {
        let original = try MailFixtures.bytes(name)
        guard original.count < 1 << 16 else { return }
        var random = SeededGenerator(seed: UInt64(original.count) &+ 77)
        let telling = Array("=?:;\"<>(),\r\n\0-. BQbq0\u{FF}>|\u{AD}".utf8)
        for _ in 0..<30 {
            var bytes = original
            bytes.damage(times: 1...6, with: telling, &random)
            _ = Self.check(bytes, "\(name)")
        }
    }

    @Test("one after the other are numbered and told apart as they stand")
    func several() {
        let head = "Date: Tue, 12 May 2026 18:42:10 +0200\nSubject: Plan "
        var mailbox = ""
        var starts: [Int] = []
        for number in 1...300 {
            starts.append(mailbox.utf8.count)
            // Every tenth has two readings, and is no run's.
            let type = number % 10 == 0 ? "Content-Type: text/plain\nContent-Type: text/html\n" : ""
            mailbox += "From a@b.example Tue May 12 18:42:10 2026\nFrom: A <a@b.example>\n" + head
            mailbox += "\(number)\n" + type + "\n> zitiert\n" + String(repeating: "Wort ", count: 90) + "\n\n"
        }
        #expect(Self.check(Array(mailbox.utf8), starts: starts, "several") == 270)
        let messages = MailFixtures.messages(mailbox, form: .mbox)
        #expect(messages.map(\.origin.message) == Array(1...300))
        let subjects = messages.map { $0.parts.first { $0.kind == .subject }?.string }
        #expect(subjects == (1...300).map { "Plan \($0)" })
    }

    @Test("have their lines as they were before the mbox quoted them")
    func quotedLines() {
        let head = "From: a@b.example\nDate: Tue, 12 May 2026 18:42:10 +0200\n"
        let lines = "Hallo,\n>From hier an\n>>From dort\n> From the\n\n>From"
        #expect(Self.check(Array((head + "\n" + lines).utf8), "as it stands") == 1)
        let encoded = "Content-Transfer-Encoding: quoted-printable\n\n"
        #expect(Self.check(Array((head + encoded + lines).utf8), "encoded") == 1)
        let type = "Content-Type: text/plain; charset=iso-8859-1\n\n"
        #expect(Self.check(Array((head + type + lines).utf8) + [0x0A, 0xE4], "in another charset") == 1)
        let intros = String(repeating: "On 12 May 2026, Max <max@b.example> wrote:\n", count: 80)
        #expect(Self.check(Array((head + "\n>From\n" + intros).utf8), "too deep") == 0)
    }

    @Test("with layers nested too deep are left to the reader, others of as many lines are not")
    func layers() {
        let head = "From: a@b.example\nDate: Tue, 12 May 2026 18:42:10 +0200\n\n"
        let intros = String(repeating: "On 12 May 2026, Max <max@b.example> wrote:\n", count: 80)
        #expect(Self.check(Array((head + intros).utf8), "intros") == 0)
        let quotes = (1...70).map { String(repeating: "> ", count: $0) + "Wort\n" }.joined()
        #expect(Self.check(Array((head + quotes).utf8), "quotes") == 1)
        let lines = String(repeating: "Ein Satz, und noch einer.\n", count: 900)
        #expect(Self.check(Array((head + lines).utf8), "lines") == 1)
    }
}
