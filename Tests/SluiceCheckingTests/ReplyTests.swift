import Testing

@testable import SluiceChecking

@Suite("What a mail server is told")
struct ReplyTests {
    @Test("is in lines with their codes, of which only the last has no hyphen")
    func lines() {
        let reply = SMTPReply.refusal(["Eins", "", "Zwei"])
        #expect(reply.text == "550-5.7.1 Eins\r\n550 5.7.1 Zwei")
        #expect(SMTPReply.later(["Später"]).text == "451 4.7.1 Spaeter")
        #expect(reply.pipeText == "5.7.1 Eins\nZwei\n")
    }

    @Test("has no long lines and not too many, whatever it is made of")
    func bounds() {
        let words = String(repeating: "Wörter über Wörter ", count: 400)
        let reply = SMTPReply.refusal(
            Array(repeating: words, count: 20) + [String(repeating: "x", count: 2000), "Ende"])
        #expect(reply.lines.count <= SMTPReply.mostLines)
        #expect(reply.lines.allSatisfy { $0.utf8.count <= SMTPReply.longestLine })
        #expect(reply.lines.last == "Ende")
        #expect(!SMTPReply.refusal([]).text.isEmpty)
    }

    @Test(
        "is spelt in ASCII, and can bring no line of its own",
        arguments: [
            ("Größe, „Straße“ – 5 €", "Groesse, \"Strasse\" - 5 EUR"), ("a\r\n250 ok", "a  250 ok"),
            ("Škoda René", "Skoda Rene"),
            ("日", "?"), ("e\u{301}\u{200B}", "e"),
        ])
    func spelling(text: String, spelt: String) { #expect(ASCIIText.spelt(text) == spelt) }

    @Test("in notes is plain text from nobody, without room for other fields")
    func note() {
        let note = Note(
            to: "anna@westbach.example", subject: "Ihre Nachricht\nBcc: x@y.example",
            replyTo: "d@westbach.example",
            lines: ["Grüße", "zweite\nZeile"])
        let mail = note.mail(from: "sluice@westbach.example", at: 1_700_000_000)
        #expect(mail.hasPrefix("Date: Tue, 14 Nov 2023 22:13:20 +0000\nMessage-ID: <sluice."))
        #expect(
            note.mail(from: "a@b.example", at: 0) != note.mail(from: "a@b.example", at: 0),
            "each has its own id")
        #expect(mail.contains("\nReply-To: <d@westbach.example>\n"))
        #expect(mail.contains("\nAuto-Submitted: auto-replied\n"))
        #expect(!mail.contains("\nBcc"))
        #expect(mail.hasSuffix("\n\nGrüße\nzweite Zeile\n"))
    }

    @Test("in notes has lines as mails have them, and all of its words")
    func wrapping() {
        let words = (0..<60).map { "Größe\($0)" }.joined(separator: " ")
        let link = "https://intern.westbach.example/" + String(repeating: "ö", count: 2_000)
        let note = Note(
            to: "anna@westbach.example", subject: "x",
            lines: ["– " + words, "  Warum: " + words, "kurz  und  gut", link])
        let mail = note.mail(from: "sluice@westbach.example", at: 0)
        let body = mail.split(separator: "\n\n", maxSplits: 1)[1].split(separator: "\n")
        let (prose, cut) = (body.prefix { !$0.hasPrefix("https") }, body.drop { !$0.hasPrefix("https") })
        #expect(prose.allSatisfy { $0.count <= 76 } && body.allSatisfy { $0.utf8.count <= 998 })
        #expect(prose.count { $0.hasPrefix("–") } == 1)
        #expect(
            prose.filter { !$0.hasPrefix("–") && $0 != "kurz  und  gut" }.allSatisfy { $0.hasPrefix("  ") })
        let all = prose.flatMap { $0.split(separator: " ") }.joined(separator: " ")
        #expect(all == "– \(words) Warum: \(words) kurz und gut")
        #expect(cut.joined() == link)
    }
}
