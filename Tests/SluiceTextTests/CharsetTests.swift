import SluiceModel
import TestSupport
import Testing

@testable import SluiceText

/// Texts in many charsets, made by another program.
enum CharsetSamples {
    static let all: [(label: String, hex: String, text: String)] = [
        ("utf-8", "4772c3b6c39f6520756e6420c39c6265726d61c39f2c20313220e282ac", "Größe und Übermaß, 12 €"),
        (
            "UTF-16",
            "fffe47007200f600df006500200075006e0064002000dc006200650072006d006100df002c002000310032002000ac20",
            "Größe und Übermaß, 12 €"
        ),
        (
            "utf-16le",
            "47007200f600df006500200075006e0064002000dc006200650072006d006100df002c002000310032002000ac20",
            "Größe und Übermaß, 12 €"
        ),
        (
            "utf-16be",
            "0047007200f600df006500200075006e0064002000dc006200650072006d006100df002c002000310032002020ac",
            "Größe und Übermaß, 12 €"
        ),
        (
            "UTF-32",
            "fffe00004700000072000000f6000000df0000006500000020000000750000006e0000006400000020000000dc0000006200000065000000720000006d00000061000000df0000002c00000020000000310000003200000020000000ac200000",
            "Größe und Übermaß, 12 €"
        ),
        (
            "utf-32be",
            "0000004700000072000000f6000000df0000006500000020000000750000006e0000006400000020000000dc0000006200000065000000720000006d00000061000000df0000002c00000020000000310000003200000020000020ac",
            "Größe und Übermaß, 12 €"
        ),
        ("windows-1252", "4772f6df6520756e6420dc6265726d61df2c2031322080", "Größe und Übermaß, 12 €"),
        ("CP1252", "4772f6df6520756e6420dc6265726d61df2c2031322080", "Größe und Übermaß, 12 €"),
        ("iso-8859-15", "4772f6df6520756e6420dc6265726d61df2c20313220a4", "Größe und Übermaß, 12 €"),
        ("latin9", "4772f6df6520756e6420dc6265726d61df2c20313220a4", "Größe und Übermaß, 12 €"),
        ("cp858", "477294e16520756e64209a6265726d61e12c20313220d5", "Größe und Übermaß, 12 €"),
        (
            "iso-8859-1", "4ae46e6e65723a204772fcdf20476f74742c2053747261df652035",
            "Jänner: Grüß Gott, Straße 5"
        ),
        (
            "ISO_8859-1:1987", "4ae46e6e65723a204772fcdf20476f74742c2053747261df652035",
            "Jänner: Grüß Gott, Straße 5"
        ),
        ("cp850", "4a846e6e65723a20477281e120476f74742c2053747261e1652035", "Jänner: Grüß Gott, Straße 5"),
        ("ibm437", "4a846e6e65723a20477281e120476f74742c2053747261e1652035", "Jänner: Grüß Gott, Straße 5"),
        (
            "macintosh", "4a8a6e6e65723a2047729fa720476f74742c2053747261a7652035",
            "Jänner: Grüß Gott, Straße 5"
        ),
        (
            "iso-8859-2", "4ae46e6e65723a204772fcdf20476f74742c2053747261df652035",
            "Jänner: Grüß Gott, Straße 5"
        ),
        (
            "iso-8859-9", "4ae46e6e65723a204772fcdf20476f74742c2053747261df652035",
            "Jänner: Grüß Gott, Straße 5"
        ),
        (
            "windows-1250", "4ae46e6e65723a204772fcdf20476f74742c2053747261df652035",
            "Jänner: Grüß Gott, Straße 5"
        ),
        (
            "utf-7", "4a2b414f512d6e6e65723a2047722b41507741337720476f74742c20537472612b414e382d652035",
            "Jänner: Grüß Gott, Straße 5"
        ),
        ("IBM273", "d1c0959585997a40c799d0a140c796a3a36b40e2a39981a18540f5", "Jänner: Grüß Gott, Straße 5"),
        ("IBM500", "d143959585997a40c799dc5940c796a3a36b40e2a39981598540f5", "Jänner: Grüß Gott, Straße 5"),
        (
            "latin1", "5afc726963682c2047656ee876652c206661e761646520e02063f474e9",
            "Zürich, Genève, façade à côté"
        ),
        (
            "x-mac-roman", "5a9f726963682c2047656e8f76652c2066618d6164652088206399748e",
            "Zürich, Genève, façade à côté"
        ),
        (
            "iso-8859-1", "5afc726963682c2047656ee876652c206661e761646520e02063f474e9",
            "Zürich, Genève, façade à côté"
        ),
        (
            "windows-1254", "5afc726963682c2047656ee876652c206661e761646520e02063f474e9",
            "Zürich, Genève, façade à côté"
        ),
        ("koi8-r", "f0d2c9d7c5d42c20cdc9d23a20d3c5cbd2c5d4", "Привет, мир: секрет"),
        ("windows-1251", "cff0e8e2e5f22c20ece8f03a20f1e5eaf0e5f2", "Привет, мир: секрет"),
        ("iso-8859-5", "bfe0d8d2d5e22c20dcd8e03a20e1d5dae0d5e2", "Привет, мир: секрет"),
        ("cp866", "8fe0a8a2a5e22c20aca8e03a20e1a5aae0a5e2", "Привет, мир: секрет"),
        ("iso-2022-jp", "1b2442486b4c29244e375732682447243921231b2842", "秘密の計画です。"),
        ("shift_jis", "94e996a782cc8c7689e682c582b78142", "秘密の計画です。"),
        ("euc-jp", "c8ebcca9a4ceb7d7b2e8a4c7a4b9a1a3", "秘密の計画です。"),
        ("Windows-31J", "94e996a782cc8c7689e682c582b78142", "秘密の計画です。"),
        ("gb2312", "bbfac3dcbcc6bbae", "机密计划"),
        ("GBK", "bbfac3dcbcc6bbae", "机密计划"),
        ("gb18030", "bbfac3dcbcc6bbae", "机密计划"),
        ("big5", "bef7b14bad70b9ba", "機密計劃"),
        ("euc-kr", "baf1b9d020b0e8c8b9", "비밀 계획"),
        ("ks_c_5601-1987", "baf1b9d020b0e8c8b9", "비밀 계획"),
        ("iso-2022-kr", "1b2429430e3a7139500f200e306848390f", "비밀 계획"),
        ("windows-1250", "5a61bff3b3e62067ea9c6cb9206a619ff1", "Zażółć gęślą jaźń"),
        ("iso-8859-2", "5a61bff3b3e62067eab66cb1206a61bcf1", "Zażółć gęślą jaźń"),
        ("windows-1253", "c1f0fcf1f1e7f4ef20f3f7dde4e9ef", "Απόρρητο σχέδιο"),
        ("iso-8859-7", "c1f0fcf1f1e7f4ef20f3f7dde4e9ef", "Απόρρητο σχέδιο"),
        ("windows-1254", "47697a6c6920ddfe", "Gizli İş"),
    ]

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

@Suite("Charsets")
struct CharsetTests {
    private func decode(_ bytes: [UInt8], _ label: String?) -> (text: String, decoding: CharsetDecoding) {
        let decoded = CharsetDecoder.decode(bytes.span, label: label)
        let text =
            decoded.storage.map { $0.string(in: 0..<$0.count) } ?? String(decoding: bytes, as: UTF8.self)
        return (text, decoded.decoding)
    }

    @Test("are decoded by their label", arguments: CharsetSamples.all)
    func labelled(label: String, hex: String, text: String) {
        let found = decode(CharsetSamples.bytes(hex), label)
        #expect(found.text == text)
        #expect(found.decoding.faults == 0)
    }

    @Test("are the same however the text is cut", arguments: CharsetSamples.all)
    func cut(label: String, hex: String, text: String) {
        let bytes = CharsetSamples.bytes(hex) + CharsetSamples.bytes(hex)
        let charset = CharsetDecoder.judge(bytes.span, label: label).charset
        var whole = ByteBuffer()
        var stream = CharsetStream(charset)
        stream.decode(bytes.span, atEnd: true, into: &whole)
        for size in 1...9 {
            var joined = ByteBuffer()
            var stream = CharsetStream(charset)
            for start in stride(from: 0, to: bytes.count, by: size) {
                let end = min(bytes.count, start + size)
                stream.decode(bytes.span.extracting(start..<end), atEnd: end == bytes.count, into: &joined)
            }
            #expect(joined.storage().bytes == whole.storage().bytes, "\(label) in pieces of \(size)")
        }
    }

    @Test("any bytes come to an end in every charset", arguments: CharsetSamples.all)
    func damaged(label: String, hex: String, text: String) {
        var random = SeededGenerator(seed: 7)
        let bytes = CharsetSamples.bytes(hex)
        for length in 0...bytes.count { _ = decode(Array(bytes.prefix(length)), label) }
        for _ in 0..<20 {
            var mutated = bytes
            for _ in 0..<3 {
                mutated[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            let found = decode(mutated, label)
            #expect(UTF8Check(Array(found.text.utf8).span).validCount == found.text.utf8.count)
            _ = decode(mutated, nil)
        }
    }

    @Test(
        "are found where the label is wrong or missing",
        arguments: [
            (nil, "477265fc6e", "Greün", "windows-1252"),
            ("utf-8", "4772fcdf65", "Grüße", "windows-1252"),
            ("us-ascii", "4772fcdf65", "Grüße", "windows-1252"),
            ("iso-8859-1", "4772c3bcc39f65", "Grüße", "utf-8"),
            ("windows-1251", "4772c3bcc39f65", "Grüße", "utf-8"),
            ("no-such-charset", "4772fcdf65", "Grüße", "windows-1252"),
            ("iso-8859-1", "3830208020", "80 € ", "windows-1252"),
            (nil, "4772816e65", "Grüne", "ibm850"),
            (nil, "47729f6e65", "Grüne", "macintosh"),
            (nil, "cff0e8e2e5f220ecf0e8", "Привет мри", "windows-1251"),
            (nil, "f0d2c9d7c5d420cdc9d2", "Привет мир", "koi8-r"),
            (nil, "1b24424b5c1b2842", "本", "iso-2022-jp"),
            ("utf-16", "47006500680065006900", "Gehei", "utf-16le"),
            ("utf-16", "00470065006800650069", "Gehei", "utf-16be"),
            ("utf-16le", "00470065006800650069", "Gehei", "utf-16be"),
            (nil, "47006500680065006900", "Gehei", "utf-16le"),
            ("utf-8", "fffe47006500", "Ge", "utf-16le"),
            ("utf-16", "476568656d", "Gehem", "utf-8"),
            (nil, "480000006100000021000000", "Ha!", "utf-32le"),
            ("utf-7", "4772c3bcc39f65", "Grüße", "utf-8"),
            ("utf-8", "c3bcc3bcc3bc20fc", "üüü ü", "utf-8"),
        ] as [(String?, String, String, String)])
    func guessed(label: String?, hex: String, text: String, charset: String) {
        let found = decode(CharsetSamples.bytes(hex), label)
        #expect(found.decoding.charset.name == charset)
        #expect(found.text == text)
        #expect(found.decoding.faults == 0)
    }

    @Test(
        "text that is UTF-8 already is not written again",
        arguments: [nil, "utf-8", "us-ascii", "iso-8859-1"])
    func verbatim(label: String?) {
        #expect(decode(Array("Geheim".utf8), label).decoding.isVerbatim)
        #expect(decode(Array("Vertraulich: Größe".utf8), label).decoding.isVerbatim)
        #expect(decode([], label).decoding.isVerbatim)
    }

    @Test("what cannot be decoded is counted and stands as U+FFFD")
    func faults() {
        let found = decode([0x61, 0xD8, 0x00, 0x62, 0x00], "utf-16be")
        #expect(found.decoding.faults > 0)
        #expect(found.text.contains("\u{FFFD}"))
        let broken = decode([0x1B, 0x24, 0x42, 0x36, 0xFF, 0x61], "gb18030")
        #expect(broken.decoding.faults > 0)
    }

    @Test("labels are read as programs write them")
    func labels() {
        let names = [
            "UTF8", " utf-8 ", "\"utf-8\"", "iso8859_1", "latin-1", "cp-1252", "x-sjis", "ANSI_X3.4-1968",
        ]
        for name in names { #expect(Charset(label: name) != nil, "\(name)") }
        for name in ["binary", "", "//TRANSLIT", "x-unknown", "../../etc", "UTF-8//IGNORE//TRANSLIT"] {
            #expect(Charset(label: name).map { $0 == .utf8 } ?? true, "\(name)")
        }
        #expect(Charset(codePage: 1252) == .windows1252)
        #expect(Charset(codePage: 932)?.name == "shift_jis")
    }

    @Test("UTF-8 is checked as the standard library checks it")
    func check() {
        let choice: [UInt8] = [
            0x41, 0xC3, 0xA4, 0xE2, 0x82, 0xAC, 0xF0, 0x9D, 0xED, 0xA0, 0xE0, 0x80, 0xC0, 0xF4, 0x90,
        ]
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let bytes = (0..<12).map { _ in choice[.random(in: 0..<choice.count, using: &random)] }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect((UTF8Check(bytes.span).validCount == bytes.count) == isValid)
        }
    }
}

extension TextStorage {
    var bytes: [UInt8] { bytes(in: 0..<count) }
}
