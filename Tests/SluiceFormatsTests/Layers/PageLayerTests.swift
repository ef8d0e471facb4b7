import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Layers of mails in HTML")
struct PageLayerTests {
    private static let block = """
        <b>Von:</b>&nbsp;Anna Müller &lt;anna@westbach.example&gt;<br><b>Gesendet:</b>&nbsp;Donnerstag, 28. Oktober \
        2021 12:46<br><b>An:</b>&nbsp;Bert<br><b>Betreff:</b>&nbsp;Projekt
        """
    private static let outlookWeb = """
        <div>Zur Info</div><hr tabindex="-1" style="width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">\
        \(block)</font><div>&nbsp;</div></div><div>Streng vertraulich<br>W1</div>
        """
    private static let gmail = """
        <div dir="ltr">Zur Info<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded \
        message ---------<br>Von: <b>Anna Müller</b> <span>&lt;<a>anna@westbach.example</a>&gt;</span><br>Date: Do., \
        28. Okt. 2021 um 12:46&nbsp;Uhr<br>Subject: Projekt<br>To: Bert &lt;<a>b@westbach.example</a>&gt;<br></div>\
        <br><br>W1</div>W2</div>
        """
    private static let iOS = """
        Zur Info<br><br>Von meinem iPhone gesendet<br><br>Anfang der weitergeleiteten Nachricht:<br><br></div>\
        <blockquote type="cite"><div dir="ltr">\(block)<br><br></div></blockquote><blockquote type="cite"><div dir="ltr">\
        Streng vertraulich<br>W1</div></blockquote>W2
        """
    private static let reply = """
        Am 28. Oktober 2021 um 12:46 schrieb Anna Müller &lt;anna@westbach.example&gt;:<br><blockquote type="cite">W1\
        <blockquote>W2</blockquote>W3</blockquote>W4
        """
    private static let forwardedReply = """
        <div>Zur Info</div><div>\(block)</div><p>W1</p><blockquote>W2</blockquote><p>W3</p>
        """

    /// What stands at each word `W` and its number, and who wrote it.
    private func layers(_ html: String, subject: String) throws -> [String] {
        let mail = """
            From: Robin Kline <robin@westbach.example>
            To: Kunde <kunde@kunde.example>
            Subject: \(subject)
            MIME-Version: 1.0
            Content-Type: text/html; charset=utf-8

            <html><body>\(html)</body></html>
            """
        let body = try #require(MailFixtures.messages(mail).first?.parts.first { $0.kind == .body })
        let text = body.text.storage.bytes(in: 0..<body.text.storage.count)
        return text.indices.filter { text[$0] == 0x57 && $0 + 1 < text.count && text[$0 + 1] < 0x3A }.map {
            let layer = body.layer(at: $0)
            return "\(layer?.kind ?? .own)" + (layer?.from?.name.map { " \($0)" } ?? "")
        }
    }

    @Test(
        "are those of the text where elements say the same once more, and end where elements do",
        arguments: [
            (outlookWeb, "WG: Projekt", ["forwarded:1 Anna Müller"]),
            (outlookWeb, "AW: Projekt", ["quoted:1 Anna Müller"]),
            (gmail, "Projekt", ["forwarded:1 Anna Müller", "own"]),
            (iOS, "Projekt", ["forwarded:1 Anna Müller", "own"]),
            (reply, "Projekt", ["quoted:1 Anna Müller", "quoted:2", "quoted:1 Anna Müller", "own"]),
            (
                forwardedReply, "WG: Projekt",
                ["forwarded:1 Anna Müller", "quoted:2", "forwarded:1 Anna Müller"]
            ),
            (
                "W1<blockquote>W2<blockquote>W3</blockquote></blockquote>W4", "a",
                ["own", "quoted:1", "quoted:2", "own"]
            ),
        ])
    func merged(html: String, subject: String, kinds: [String]) throws {
        #expect(try layers(html, subject: subject) == kinds)
    }

    @Test(
        "lie within the text, and in order, however elements and header blocks are mixed", arguments: 0..<40)
    func mixed(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "<blockquote>", "</blockquote>", "<div class=gmail_quote>", "</div>", "<div id=divRplyFwdMsg>",
            "<br><br>",
            Self.block + "<br>", "Wort<br>", "---- Forwarded message ----<br>",
            "Am 1.2.2021 schrieb Anna:<br>",
            "<br>--<br>Gruß<br>", "&nbsp;", "<hr>",
        ]
        for _ in 0..<50 {
            let html = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            let mail = "Subject: a\nContent-Type: text/html\n\n" + html.joined()
            for part in MailFixtures.messages(mail).flatMap(\.parts) {
                var start = 0
                for layer in part.layers {
                    #expect(layer.span.start >= start && layer.span.end <= part.text.storage.count)
                    start = layer.span.start
                }
            }
        }
    }
}
