import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("HTML in fields and cells")
struct HTMLFieldTests {
    private func texts(_ text: String, name: String) -> [String] {
        MessageList(text, name: name).messages.flatMap(\.parts).map { "\($0.kind.rawValue) \($0.string)" }
    }

    @Test(
        "is told from text that holds brackets and ampersands",
        arguments: [
            ("<p>Hallo", true), ("Das <b>Win</b>ter", true), ("a<br>b", true), ("IBAN&nbsp;DE", true),
            ("M&uuml;ller", true),
            ("&#252;", true), ("<!-- x -->", true), ("<DIV class=\"a\">x</DIV>", true), ("<img src=a>", true),
            ("wenn a < b und c > d", false), ("R&D; Q&A", false), ("<3 <3", false), ("List<String> b", false),
            ("<b> ohne Ende", false), ("a &amp b", false), ("<bus>x</bus>", false), ("<p", false),
            ("", false),
            ("<!-- ohne Ende", false), ("&&&;;;<><>", false),
        ])
    func recognised(text: String, isHTML: Bool) {
        #expect(HTMLField.isIn(Array(text.utf8).span) == isHTML)
    }

    @Test(
        "is read as what it shows, and what it does not show beside it",
        arguments: [
            (
                #"{"id":1,"author":"Max","body":"<p>Das <b>Passwort</b> lautet <i>Winter</i>2024!x</p>"}"#,
                ["body Das Passwort lautet Winter2024!x"]
            ),
            (
                #"{"author":"Max","content":"IBAN&nbsp;DE89 &amp; M&uuml;ller<!-- geheim -->"}"#,
                ["body IBAN\u{A0}DE89 & Müller", "comment  geheim \n"]
            ),
            (
                #"{"author":"Max","body":"so","html_body":"\u003cp\u003eDE8937\u003cb\u003e0400<\/b><\/p>","n":"ende"}"#,
                [
                    "body so", #"comment "html_body":"#, "comment html_body: DE89370400",
                    #"comment ,"n":"ende""#,
                ]
            ),
            (
                #"{"ticket":{"comments":[{"html":"<i>Win</i>ter"},{"html":"plain"}]},"x":["<b>A</b>B"]}"#,
                [
                    #"comment {"ticket":{"comments":[{"html":"#, "comment html: Winter",
                    #"comment },{"html":"plain"}]},"x":["#, "comment x: AB", "comment ]}",
                ]
            ),
            (#"{"author":"Max","body":"a < b & c"}"#, ["body a < b & c"]),
            (
                #"{"author":"Max","body":"eins\n\nzwei <b>dr</b>ei\n-----BEGIN"}"#,
                ["body eins\n\nzwei drei\n-----BEGIN"]
            ),
        ])
    func fields(line: String, expected: [String]) {
        #expect(
            texts(line + "\n" + #"{"id":"z"}"# + "\n", name: "a.jsonl").prefix(expected.count)
                == expected[...])
        #expect(texts("[" + line + "]", name: "a.json").prefix(expected.count) == expected[...])
    }

    @Test("is read in cells")
    func cells() {
        let text =
            "Nr,Kommentar,Passwort\n1,\"<p class=\"\"a\"\">Das <b>Win</b>ter</p>\",<i>Som</i>mer\n2,x,y\n"
        #expect(
            texts(text, name: "a.csv") == [
                "comment Nr", "comment Kommentar", "comment Passwort", "body Das Winter",
                "comment Passwort: Sommer",
                "body x", "comment Passwort: y",
            ])
    }

    @Test("gives the same messages in runs, whatever it is made of", arguments: 0..<30)
    func runs(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "<p>", "</p>", "<b>", "</b>", "&uuml;", "&nbsp;", "Wort ", "\\n", "\\u003ci\\u003e", "<\\/i>",
            "a < b", "&",
            "<!--", "-->", "<a href='x'>", "</a>", "&nGt;", "&nGt;&nGt;&nGt;", "<style>", "<br>", "\\\"", "é",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }.joined()
        }
        var lines = ""
        for _ in 0..<80 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: lines += "{\"author\":\"Max\",\"body\":\"\(text())\",\"note2\":\"\(text())\"}\n"
            case 1: lines += "{\"author\":\"Max\",\"body\":\"\(text())\"}\n"
            case 2:
                lines +=
                    "{\"a_long_name_of_a_field\":[\"\(text())\",\"\(text())\",\"\(text())\"],\"k\":{\"z\":\"\(text())\"}}\n"
            default: lines += "{\"title\":\"\(text())\",\"x\":17}\n"
            }
        }
        GatheredLinesTests.expectAgreement(Array(lines.utf8))
    }
}
