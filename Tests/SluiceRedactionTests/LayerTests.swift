import SluiceModel
import Testing

@testable import SluiceRedaction

@Suite("Encodings around a text")
struct LayerTests {
    private func edited(_ source: String, _ form: RawForm, _ text: String, _ value: String, by new: String)
        throws -> String
    {
        let text = Array(text.utf8)
        let opened = PartSource(Array(source.utf8), forms: [form])
        let place = try #require(ByteSearch.places(of: Array(value.utf8), in: text).first)
        let edit = SpanEdit(range: place..<place + value.utf8.count, bytes: Array(new.utf8))
        let edits = try #require(opened.inward([edit], of: text).flatMap(opened.outward))
        return String(decoding: edits.applied(to: Array(source.utf8)), as: UTF8.self)
    }

    private func form(_ encoding: String, charset: String = "utf-8") -> RawForm {
        RawForm(span: ByteSpan(0, 0), transferEncoding: encoding, charset: charset)
    }

    @Test("a value across a soft break of quoted-printable goes with the break")
    func quotedPrintable() throws {
        let made = try edited(
            "Gr=C3=BC=C3=9Fe 1234=\r\n5678 an =\r\nalle=20\r\n", form("quoted-printable"),
            "Grüße 12345678 an alle \r\n", "12345678", by: "••")
        #expect(made == "Gr=C3=BC=C3=9Fe =E2=80=A2=E2=80=A2 an =\r\nalle=20\r\n")
    }

    @Test("lines of quoted-printable stay within 76 characters")
    func longLine() throws {
        let words = String(repeating: "abcdefg ", count: 8)
        let made = try edited(
            words + "12345678\r\nend\r\n", form("quoted-printable"), words + "12345678\r\nend\r\n",
            "12345678",
            by: "••••••••")
        #expect(made.split(whereSeparator: \.isNewline).allSatisfy { $0.count <= 76 })
        #expect(made.hasPrefix(words) && made.hasSuffix("\r\nend\r\n"))
    }

    @Test("base64 is written anew from the line of the value, in lines of the same length")
    func base64() throws {
        let text = String(repeating: "0123456789abcdefghi\n", count: 12) + "code 4711-4711\n"
        let letters = Base64Code.encoded(Array(text.utf8))
        var source = ""
        for start in stride(from: 0, to: letters.count, by: 60) {
            source +=
                String(decoding: letters[start..<min(letters.count, start + 60)], as: UTF8.self) + "\r\n"
        }
        let made = try edited(source, form("base64"), text, "4711-4711", by: "x")
        #expect(
            Base64Code.decoded(Array(made.utf8)) == Array(text.replacing("4711-4711", with: "x").utf8))
        #expect(made.hasSuffix("\r\n"))
        let lines = made.split(whereSeparator: \.isNewline)
        #expect(lines.dropLast().allSatisfy { $0.count == 60 })
        #expect(lines.first == source.split(whereSeparator: \.isNewline).first)
    }

    @Test("escapes of JSON and doubled quotes of tables stay around the value")
    func escapes() throws {
        #expect(
            try edited(#"a\n\"\u0034711\" ü\t"#, form("json"), "a\n\"4711\" ü\t", "4711", by: "•\"")
                == #"a\n\"•\"\" ü\t"#)
        #expect(
            try edited(#"say ""4711"" twice"#, form("csv"), #"say "4711" twice"#, "4711", by: "[x]")
                == #"say ""[x]"" twice"#)
    }

    @Test("a text in Windows-1252 stays in it")
    func windows() throws {
        let source = Array("Stra".utf8) + [0xDF] + Array("e 4711 f".utf8) + [0xFC] + Array("r".utf8)
        let text = Array("Straße 4711 für".utf8)
        let opened = PartSource(source, forms: [form("8bit", charset: "windows-1252")])
        let edit = SpanEdit(range: 8..<12, bytes: Array("•ü".utf8))
        let edits = try #require(opened.inward([edit], of: text).flatMap(opened.outward))
        #expect(
            edits.applied(to: source) == Array("Stra".utf8) + [0xDF] + Array("e *".utf8) + [0xFC]
                + Array(" f".utf8) + [0xFC] + Array("r".utf8))
    }

    @Test("a text in UTF-16 stays in it, mark and all", arguments: [true, false])
    func utf16(isBig: Bool) throws {
        func coded(_ text: String) -> [UInt8] {
            text.utf16.flatMap { unit in
                let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                return isBig ? pair : pair.reversed()
            }
        }
        let source = coded("\u{FEFF}für 4711 😀")
        let name = isBig ? "utf-16be" : "utf-16le"
        let opened = PartSource(source, forms: [form("8bit", charset: name)])
        let edit = SpanEdit(range: 5..<9, bytes: Array("•".utf8))
        let text = Array("für 4711 😀".utf8)
        let edits = try #require(opened.inward([edit], of: text).flatMap(opened.outward))
        #expect(edits.applied(to: source) == coded("\u{FEFF}für • 😀"))
    }

    @Test("tags within a value stay where elements must end")
    func html() throws {
        #expect(
            try edited(
                "<p>Code <b>47</b>11&nbsp;22 &amp; mehr</p>", form("html"), "Code 4711\u{A0}22 & mehr",
                "4711\u{A0}22", by: "<•>") == "<p>Code <b>&lt;•&gt;</b> &amp; mehr</p>")
    }

    @Test("encoded words are written anew, the others stay")
    func words() throws {
        #expect(
            try edited(
                "Re: =?utf-8?Q?Gr=C3=BC=C3=9Fe_4711?=\r\n =?utf-8?Q?_an?= alle =?iso-8859-1?Q?=FC?=",
                form("header"), "Re: Grüße 4711 an alle ü", "4711", by: "[x]")
                == "Re: =?utf-8?Q?Gr=C3=BC=C3=9Fe_=5Bx=5D_an?= alle =?iso-8859-1?Q?=FC?=")
        #expect(
            try edited("=?utf-8?B?\(encoded("Nr. 4711 ü"))?=", form("header"), "Nr. 4711 ü", "4711", by: "*")
                == "=?utf-8?B?\(encoded("Nr. * ü"))?=")
    }

    @Test("lines that begin with From keep their mark in a mailbox")
    func mailbox() throws {
        #expect(
            try edited(
                ">From here\n>>From 4711\n", form("mboxrd"), "From here\n>From 4711\n", "4711", by: "x")
                == ">From here\n>>From x\n")
    }

    private func encoded(_ text: String) -> String {
        String(decoding: Base64Code.encoded(Array(text.utf8)), as: UTF8.self)
    }
}
