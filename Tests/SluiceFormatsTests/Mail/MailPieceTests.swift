import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Pieces of mails")
struct MailPieceTests {
    private static let datesCases: [(text: String, seconds: Double?)] = [
        ("Tue, 12 May 2026 18:42:10 +0200", 1_778_604_130), ("12 May 26 18:42:10 +0200", 1_778_604_130),
        ("Tue, 12 May 2026 16:42:10 GMT", 1_778_604_130), ("Tue, 12 May 2026 12:42:10 EDT", 1_778_604_130),
        ("Tue, 12 May 2026 18:42:10 +0200 (CEST)", 1_778_604_130), ("12 May 2026 16:42", 1_778_604_120),
        ("Tue May 12 16:42:10 2026", 1_778_604_130), ("Tue, 12 May 2026 4:42:10 PM", 1_778_604_130),
        ("Thu, 1 Jan 1970 00:00:00 +0000", 0), ("Thu, 29 Feb 2024 00:00:00 -0000", 1_709_164_800),
        ("Fri, 31 Dec 99 23:59:59 Z", 946_684_799), ("soon", nil), ("", nil), ("99 Foo 2026", nil),
    ]

    @Test("dates are read as programs write them", arguments: Self.datesCases)
    func date(text: String, seconds: Double?) {
        let bytes = Array(text.utf8)
        #expect(MailDate.seconds(bytes.span, 0..<bytes.count) == seconds)
    }

    private static let base64Cases: [(text: String, plain: String)] = [
        ("SGFsbG8=", "Hallo"), ("SGFsbG8", "Hallo"), ("SGFs\r\nbG8=\r\n", "Hallo"),
        ("S G F s b G 8 =", "Hallo"),
        ("SGFs-bG8=", "Hallo"), ("SGFsbG8=SGFsbG8=", "HalloHallo"), ("S", ""), ("====", ""), ("", ""),
        (
            "SGFsbG8gV2VsdCwgZGllcyBpc3QgZWluIGzDpG5nZXJlciBUZXh0Lg==",
            "Hallo Welt, dies ist ein längerer Text."
        ),
    ]

    @Test("base64 is read as leniently as mail programs do", arguments: Self.base64Cases)
    func base64(text: String, plain: String) {
        let bytes = Array(text.utf8)
        let storage = Base64.decode(bytes.span, 0..<bytes.count).storage
        #expect(storage.string(in: 0..<storage.count) == plain)
    }

    private static let quotedCases: [(text: String, plain: String)] = [
        ("a=3Db", "a=b"), ("a=\nb", "ab"), ("a=\r\nb", "ab"), ("a=  \nb", "ab"), ("a=", "a"), ("=C3=A4", "ä"),
        ("=c3=a4", "ä"), ("a=xy", "a=xy"), ("a=4", "a=4"), ("ganz ohne Zeichen", "ganz ohne Zeichen"),
        ("", ""),
        ("=3D=3D=3D=3D=3D=3D=3D=3D=3D", "========="), ("12345678=\n12345678=\n1", "12345678123456781"),
    ]

    @Test("quoted-printable is read as leniently as mail programs do", arguments: Self.quotedCases)
    func quoted(text: String, plain: String) {
        let bytes = Array(text.utf8)
        let storage = QuotedPrintable.decode(bytes.span, 0..<bytes.count)
        #expect(storage.string(in: 0..<storage.count) == plain)
    }

    private static let listsCases: [(text: String, entries: [String])] = [
        ("a@b", ["|a@b"]), ("A B <a@b>", ["A B|a@b"]), ("\"B, A\" <a@b>, c@d", ["\"B, A\"|a@b", "|c@d"]),
        ("a@b (A B)", ["A B|a@b"]), ("G: a@b, c@d;", ["G|", "|a@b", "|c@d"]), ("<@r,@s:a@b>", ["|a@b"]),
        ("a@b; c@d", ["|a@b", "|c@d"]), ("\"a b\"@c", ["|\"a b\"@c"]), ("<a@b", ["|a@b"]), (",,;", []),
        ("mailto:a@b", ["|mailto:a@b"]), ("A <>", ["A|"]), ("\"offen <a@b>", ["\"offen <a@b>|"]),
    ]

    @Test("address lists are read as leniently as mail programs do", arguments: Self.listsCases)
    func addresses(text: String, entries: [String]) {
        let bytes = Array(text.utf8)
        var found: [String] = []
        let end = AddressList.read(bytes.span, 0..<bytes.count) { entry in
            let name = entry.name.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
            found.append(
                name + "|" + (entry.address.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""))
            return true
        }
        #expect(found == entries)
        #expect(end == bytes.count)
    }

    private static let parametersCases: [(text: String, values: [String])] = [
        ("; name=a.txt", ["a.txt"]), ("; name=\"a b.txt\"", ["a b.txt"]),
        ("; name=a b.txt; x=y", ["a b.txt"]),
        ("; name*0=a; name*1=b", ["ab"]), ("; name*1=b; name*0=a", ["ab"]),
        ("; name*=utf-8'de'%C3%A4.txt", ["ä.txt"]),
        ("; name*0*=iso-8859-1''%E4; name*1=\"=b\"", ["ä=b"]), ("; NAME = x ", ["x"]),
        ("; name=a; name=b", ["a", "b"]),
        ("; name=\"offen", ["offen"]), (";;; name=x;;", ["x"]), ("; name=\"a\\\"b\"", ["a\"b"]),
        ("; name", []),
        ("; name=\"C:\\x\\y.txt\"", ["C:\\x\\y.txt"]), ("; name=a charset=b", ["a"]), ("; name=\"", [""]),
    ]

    @Test("parameters are read with all their forms", arguments: Self.parametersCases)
    func parameters(text: String, values: [String]) {
        let bytes = Array(text.utf8)
        let found = FieldParameters(bytes.span, 0..<bytes.count).values("name", bytes.span)
        #expect(found.map { String(decoding: $0, as: UTF8.self) } == values)
    }
}
