import SluiceFormats
import SluiceModel
import SluicePipeline
import TestSupport
import Testing

@testable import SluiceRedaction

@Suite("Redaction")
struct RedactionTests {
    private let redacting: Redacting

    init() throws { redacting = try Redacting() }

    private func encoded(_ text: String) -> String {
        String(decoding: Base64Code.encoded(Array(text.utf8)), as: UTF8.self)
    }

    @Test("masks as reports do, and leaves the rest")
    func mask() throws {
        let made = try redacting.redact("eins TOKEN-12345678, PASS:geheim\r\nzwei\n", "a.txt")
        #expect(made.text == "eins •••••-•••••678, ••••••••\r\nzwei\n")
        #expect(made.edits == 2 && made.unredacted.isEmpty)
    }

    @Test("writes what a value was")
    func label() throws {
        let made = try redacting.redact("TOKEN-12345678 und PASS:geheim", "a.txt", .label)
        #expect(made.text == "[Token] und [Password]")
    }

    @Test("gives the same value the same pseudonym, and another one another")
    func pseudonym() throws {
        let made = try redacting.redact(
            "TOKEN-12345678\nTOKEN-87654321\nTOKEN-12345678\n", "a.txt", .pseudonym)
        let lines = made.text.split(separator: "\n")
        #expect(lines[0] == lines[2] && lines[0] != lines[1])
        #expect(lines.allSatisfy { $0.hasPrefix("[Token-") && $0.count == 14 })
    }

    @Test("keeps line ends and the marks of quotes within a value")
    func quotes() throws {
        let made = try redacting.redact(
            "From: a@firma.example\nTo: b@kunde.example\nSubject: x\n\n> die ACC 1234\n> 5678 9012 ist es\n",
            "a.eml")
        #expect(made.text.hasSuffix("\n\n> die *** ****\n> **** **12 ist es\n"))
        #expect(made.unredacted.isEmpty)
    }

    @Test("what hides a value from the eye goes with it")
    func folded() throws {
        let made = try redacting.redact("x TOK\u{200B}EN-１２３４5678 y", "a.txt", .label)
        #expect(made.text == "x [Token] y")
    }

    @Test("a blob in a text is replaced as a whole", arguments: ["a.txt", "a.jsonl"])
    func blob(name: String) throws {
        let blob = encoded("hier steht TOKEN-12345678 im Text")
        let around = name == "a.txt" ? ("siehe ", " !") : (#"{"text":"\u0061 "#, #" !"}"# + "\n{}\n")
        let made = try redacting.redact(around.0 + blob + around.1, name)
        #expect(made.text == around.0 + "••••••••" + around.1)
        #expect(made.unredacted.isEmpty)
    }

    @Test("subjects, names and file names of a mail, encoded or not")
    func headers() throws {
        let mail = """
            From: "Jane TOKEN-12345678" <jane@firma.example>
            To: =?utf-8?Q?J=C3=BCrgen_TOKEN-12345678?= <j@kunde.example>
            Subject: =?utf-8?B?\(encoded("Grüße TOKEN-12345678"))?= und
             TOKEN-12345678
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Hallo
            --b
            Content-Type: text/plain
            Content-Disposition: attachment; filename="TOKEN-12345678.txt"

            nichts
            --b--

            """
        let made = try redacting.redact(mail, "a.eml")
        #expect(made.unredacted.isEmpty)
        #expect(made.text.contains(#"From: "Jane *****-*****678" <jane@firma.example>"#))
        #expect(made.text.contains("To: =?utf-8?Q?J=C3=BCrgen_=E2=80=A2"))
        #expect(made.text.contains("und\n *****-*****678\nMIME"))
        #expect(made.text.contains(#"filename="*****-*****678.txt""#))
        #expect(try redacting.findings(made.output, "a.eml") == 0)
    }

    @Test("tables keep their columns, and fields in HTML their elements")
    func fields() throws {
        let table =
            "Nutzer;Kennwort;Länge\nLea;PASS:geheim;PASS:andere\nJo;\"TOKEN-12345678 \"\"x\"\"\";<b>TOKEN-</b>12345678\n"
        let made = try redacting.redact(table, "a.csv", .label)
        #expect(
            made.text
                == "Nutzer;Kennwort;Länge\nLea;[Password];[Password]\nJo;\"[Token] \"\"x\"\"\";<b>[Token]</b>\n"
        )
        #expect(made.unredacted.isEmpty)
        let line =
            #"{"author":"Lea","body":"<p>ü TOKEN-<b>12345678<\/b> &amp; PASS:geheim</p>","n":"<i>PASS:</i>geheim"}"#
            + "\n"
        let fields = try redacting.redact(line + "{}\n", "a.jsonl", .label)
        #expect(
            fields.text.hasPrefix(
                #"{"author":"Lea","body":"<p>ü [Token]<b><\/b> &amp; [Password]</p>","n":"<i>[Password]</i>"}"#
            ))
        #expect(fields.unredacted.isEmpty)
    }

    @Test("bodies and attachments in every transfer encoding")
    func encodings() throws {
        let table = "name;nummer\nMeier;\"TOKEN-12345678 \"\"x\"\"\"\n"
        let mail = """
            From: a@firma.example
            To: b@kunde.example
            Subject: x
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            f=FCr TOK=
            EN-12345678
            --b
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            \(encoded("<p title='TOKEN-11111111'>ü TOKEN-<b>22222222</b></p><!-- TOKEN-33333333 -->"))
            --b
            Content-Type: text/csv
            Content-Disposition: attachment; filename=a.csv
            Content-Transfer-Encoding: base64

            \(encoded(table))
            --b--

            """
        let made = try redacting.redact(mail, "a.eml", .label)
        #expect(made.unredacted.isEmpty)
        #expect(made.text.contains("\nf=FCr [Token]\n--b"))
        #expect(try redacting.findings(made.output, "a.eml") == 0)
        #expect(made.text.contains(encoded(table.replacing("TOKEN-12345678", with: "[Token]"))))
        #expect(
            made.text.contains(
                encoded("<p title='[Token]'>ü [Token]<b></b></p><!-- [Token] -->")))
    }

    @Test("says whose signature breaks, and makes counted lengths right")
    func frames() throws {
        let body = "Guten Tag TOKEN-12345678\n"
        let mail = """
            From a@firma.example Thu Mar 12 10:31:00 2024
            From: a@firma.example
            To: b@kunde.example
            DKIM-Signature: v=1; a=rsa-sha256; d=firma.example
            Subject: eins
            Content-Length: \(body.utf8.count)

            \(body)
            From a@firma.example Thu Mar 12 10:32:00 2024
            From: a@firma.example
            To: b@kunde.example
            Subject: zwei

            TOKEN-12345678

            """
        let made = try redacting.redact(mail, "a.mbox", .label)
        #expect(made.text.contains("Content-Length: \("Guten Tag [Token]\n".utf8.count)\n"))
        #expect(made.brokenSeals.map(\.message) == [1])
        #expect(made.text.hasSuffix("zwei\n\n[Token]\n"))
    }

    @Test("a long text is redacted in segments, whatever the border cuts")
    func long() throws {
        var text = ""
        for number in 0..<3000 { text += "Zeile \(number) mit TOKEN-12345678 und mehr\n" }
        let made = try redacting.redact(
            Array(text.utf8), "a.txt", .label, settings: ScanSettings(segmentSize: 1000))
        #expect(made.text == text.replacing("TOKEN-12345678", with: "[Token]"))
        #expect(made.edits == 3000)
    }

    @Test("names what lies in a file that cannot be rewritten")
    func archives() throws {
        let mail = try redacting.redact(
            "From: a@firma.example\nTo: b@kunde.example\nSubject: x\n\nbegin 644 a.txt\n"
                + ".5$]+14XM,3(S-#4V-S@*\n`\nend\n", "a.eml")
        #expect(mail.unredacted.isEmpty == (try redacting.findings(mail.output, "a.eml") == 0))
    }

    @Test(
        "what an export says twice goes in both places",
        arguments: [
            (
                #"{"name":"x","type":"personal_chat","messages":[{"id":1,"type":"message","date":"2024-01-01T10:00:03","from":"A","from_id":"user1","text":["die ",{"type":"bold","text":"TOKEN-12345678"}],"text_entities":[{"type":"plain","text":"die "},{"type":"bold","text":"TOKEN-12345678"}]}]}"#,
                "result.json"
            ),
            (
                #"[{"type":"message","user":"U1","ts":"1704099601.000100","text":"die *TOKEN-12345678*","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"die "},{"type":"text","text":"TOKEN-12345678","style":{"bold":true}}]}]}]}]"#,
                "2024-01-01.json"
            ),
            (
                #"{"post_stream":{"posts":[{"id":1,"username":"a","created_at":"2024-01-01T10:00:00Z","topic_id":1,"raw":"die TOKEN-12345678","cooked":"<p>die TOKEN-12345678</p>"}]}}"#,
                "topic.json"
            ),
        ])
    func copies(text: String, name: String) throws {
        let made = try redacting.redact(text, name, .label, settings: readingCopies)
        #expect(made.unredacted.isEmpty)
        #expect(!made.text.contains("345678"))
    }

    @Test("a value that stands in pieces there is named, so that no copy is written")
    func pieces() throws {
        let slack =
            #"[{"type":"message","user":"U1","ts":"1704099601.000100","text":"die TOKEN-12345678","blocks":[{"type":"rich_text","elements":[{"type":"text","text":"die TOKEN"},{"type":"text","text":"-12345678","style":{"bold":true}}]}]}]"#
        let made = try redacting.redact(slack, "2024-01-01.json", .label, settings: readingCopies)
        #expect(!made.unredacted.isEmpty)
    }

    private var readingCopies: ScanSettings {
        var settings = ScanSettings()
        settings.reading.readsCopies = true
        return settings
    }
}
