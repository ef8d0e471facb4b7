import Foundation
import SluiceModel
@testable import SluiceText
import TestSupport
import Testing

/// The view of a text, and the same by all kernels.
func view(
    _ text: [UInt8], quotes: EditFinder.Quotes = .mail, flow: LineFlow = .fixed
) -> TextView {
    let segment = TextSegment(whole: TextStorage(text))
    let views = PlainRun.Kernel.allCases.filter(\.isAvailable).map { kernel in
        TextView(segment, EditFinder(segment, quotes: quotes, flow: flow, kernel: kernel))
    }
    for other in views.dropFirst() {
        #expect(bytes(other) == bytes(views[0]))
        #expect(other.map == views[0].map)
    }
    return views[0]
}

func bytes(_ view: TextView) -> [UInt8] { view.segment.storage.bytes(in: 0..<view.segment.storage.count) }

func folded(_ text: String, quotes: EditFinder.Quotes = .mail, flow: LineFlow = .fixed) -> String {
    String(decoding: bytes(view(Array(text.utf8), quotes: quotes, flow: flow)), as: UTF8.self)
}

@Suite("A text's view")
struct TextViewTests {
    @Test(
        "is the text itself where there is nothing to fold",
        arguments: [
            "", "plain", "Grüße aus Köln – „schön“, 12 €, 5 µm, 3 m², ‚ja‘ … §", "a > b\r\n  > c\na| b\n->",
            "Привет, мир", "Ελληνικά", "日本語のテキスト", "العربية", "안녕하세요", "naïve façade Ærø Łódź",
        ])
    func verbatim(text: String) {
        #expect(view(Array(text.utf8)).isVerbatim)
        #expect(view(Array(text.utf8), quotes: .file).isVerbatim)
    }

    @Test(
        "shows what people read",
        arguments: [
            ("Pass\u{200B}wort", "Passwort"), ("Ver\u{AD}trau\u{AD}lich", "Vertraulich"),
            ("\u{202E}abc\u{2066}d\u{E0041}e\u{FE0F}\u{FEFF}", "abcde"),
            ("DE89\u{A0}3704\u{2009}0044\u{3000}05", "DE89 3704 0044 05"), ("a\u{2028}> b", "a\nb"),
            ("VS\u{2011}NfD", "VS-NfD"), ("1\u{FE0F}\u{20E3}2", "12"), ("g\u{336}e\u{336}h", "geh"),
            ("Ｐａｓｓ：１２３＠", "Pass:123@"), ("𝐕𝑒𝓻𝔱𝕣𝖆𝗎𝘭𝚒𝒸𝗵 𝟜𝟮", "Vertraulich 42"), ("ℭℎℯℓ", "Chel"),
            ("ﬁnal ﬀ ﬃ Ĳ № Ⅳ", "final ff ffi IJ No IV"), ("ⓐⒷ③⑳⒜🄰🅑🇩🇪", "aB320aABDE"), ("ᴀʙᴄ ᵃᵇᶜ", "ABC abc"),
            ("٤٢ ४२ ๔๒ ４２", "42 42 42 42"), ("m² x₃", "m² x₃"),
        ])
    func shown(text: String, expected: String) { #expect(folded(text) == expected) }

    @Test(
        "puts letters and marks together",
        arguments: [
            ("u\u{308}ber a\u{30A}", "über å"), ("a\u{200B}\u{308}", "ä"), ("ａ\u{308}", "ä"),
            ("e\u{323}\u{302} e\u{302}\u{323} ê\u{323}", "ệ ệ ệ"), ("ﬁ\u{308}", "fï"), ("x\u{308}y", "ẍy"),
            ("q\u{308}", "q\u{308}"), ("\u{308}a", "\u{308}a"), ("ｑ\u{323}\u{308}", "q\u{323}\u{308}"),
            ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "한글"), ("か\u{3099}", "が"),
            ("и\u{306}", "й"), ("\u{212B}\u{212A}", "ÅK"), (">\u{338}a", ">\u{338}a"),
        ])
    func composed(text: String, expected: String) {
        #expect(Array(folded(text).utf8) == Array(expected.utf8))
    }

    @Test(
        "reads letters of another script as the Latin ones of their word",
        arguments: [
            ("pаsswоrd", "password"), ("Ѕесrеt", "Secret"), ("ΡASSWΟRD", "PASSWORD"), ("АВС", "АВС"),
            ("СССP", "CCCP"), ("Cловo", "Cловo"), ("дom", "дom"), ("x АВ y", "x АВ y"),
            ("р\u{200B}ass", "pass"),
            ("а\u{301}bc", "а\u{301}bc"), ("ｐаss", "pass"), ("𝛢𝛣C", "ABC"), ("DЕ89", "DE89"),
            ("αβγ Ωm μm", "αβγ Ωm μm"),
        ])
    func alike(text: String, expected: String) { #expect(folded(text) == expected) }

    @Test(
        "tells words of another script from Latin ones in disguise, whatever stands in them and around them")
    func randomWords() {
        let alike: [Unicode.Scalar: Unicode.Scalar] = ["а": "a", "с": "c", "ο": "o", "ӏ": "l", "Ү": "Y"]
        let pieces =
            alike.keys.sorted() + ["д", "λ", "Ӂ", "p", "X", "7", "\u{AD}", "\u{331}", " ", "-", "·", "漢"]
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<3_000 {
            let scalars = (0..<24).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            var expected = String.UnicodeScalarView()
            let kept = scalars.filter { $0 != "\u{AD}" }
            for word in kept.split(
                omittingEmptySubsequences: false, whereSeparator: { " -·漢".unicodeScalars.contains($0) })
            {
                let isForeign = word.indices.contains { index in
                    ["д", "λ", "Ӂ"].contains(word[index])
                        || alike[word[index]] != nil && index + 1 < word.endIndex
                            && word[index + 1] == "\u{331}"
                }
                let isLatin = !isForeign && (word.contains("p") || word.contains("X"))
                expected.append(contentsOf: word.map { isLatin ? alike[$0] ?? $0 : $0 })
                if word.endIndex < kept.endIndex { expected.append(kept[word.endIndex]) }
            }
            #expect(folded(String(text)) == String(expected), "\(scalars)")
        }
    }

    @Test(
        "drops marks of quotation as mail programs write them",
        arguments: [
            ("> a\n>b\n>> c\n> > d\n", "a\nb\nc\nd\n"), ("| a\n| > b\n", "a\nb\n"),
            ("| a | b |\n", "| a | b |\n"),
            (">\n>\nx", "\n\nx"), (">  a", " a"), (" > a", " > a"), ("a > b", "a > b"), ("＞ a", "a"),
            ("\u{200B}> \u{200B}> a", "a"), (">\u{A0}a", "a"), ("> | a | b", "| a | b"), (">|a", "|a"),
            ("|a", "|a"),
        ])
    func mailQuotes(text: String, expected: String) { #expect(folded(text) == expected) }

    @Test(
        "of a plain file drops them where a space follows",
        arguments: [
            ("> a\n>b\n>> c\n> > d\n", "a\n>b\nc\nd\n"), ("| a\n", "| a\n"), (">\n>\r\nx", "\n\r\nx"),
            ("> >b", ">b"), (">>>", ""),
        ])
    func fileQuotes(text: String, expected: String) { #expect(folded(text, quotes: .file) == expected) }

    @Test(
        "joins lines that flow",
        arguments: [
            ("a \nb\nc \nd", "a b\nc d"), ("a \r\nb\r\n", "a b\r\n"), ("> a \n> b\n> c", "a b\nc"),
            ("> a \nb", "a \nb"), ("> a \n>> b", "a \nb"), ("-- \nName", "-- \nName"),
            ("> -- \n> N", "-- \nN"),
            ("a \n-- \nb", "a \n-- \nb"), ("a \n\nb", "a \n\nb"), (" a\n > b", "a\nb"), ("a \n b", "a b"),
            ("a \n", "a \n"), ("a  \n  b", "a   b"),
        ])
    func flowing(text: String, expected: String) {
        #expect(folded(text, flow: .flowed(deletesSpace: false)) == expected)
    }

    @Test(
        "joins lines that flow without the space",
        arguments: [("a \nb", "ab"), ("> Bei \r\n> spiel", "Beispiel")])
    func flowingWithoutSpace(text: String, expected: String) {
        #expect(folded(text, flow: .flowed(deletesSpace: true)) == expected)
    }

    @Test(
        "joins the lines of calendars and contacts, and puts what is escaped",
        arguments: [
            ("NOTE:Bei\r\n spiel\r\nEND", "NOTE:Beispiel\r\nEND"), ("a\n\tb\n c\nd", "abc\nd"),
            ("a\r\n  b", "a b"), ("Hallo\\nPasswort\\N", "Hallo\nPasswort\n"),
            ("a\\, b\\; c\\\\d\\e", "a, b; c\\d\\e"), ("Gr\r\n ü\\nße\\", "Grü\nße\\"),
            ("a\\n> b", "a\nb"), ("\n \n x", "x"), ("a\r", "a\r"),
        ])
    func contentLines(text: String, expected: String) {
        #expect(folded(text, flow: .contentLines) == expected)
    }

    @Test("is UTF-8 whatever the bytes are")
    func invalid() {
        let text: [UInt8] = [
            0x61, 0xE4, 0x62, 0xC3, 0xA4, 0xC3, 0x63, 0xE2, 0x80, 0xED, 0xA0, 0x80, 0xF5, 0x64, 0xC3,
        ]
        let expected = "a\u{1A}bä\u{1A}c\u{1A}\u{1A}\u{1A}\u{1A}\u{1A}\u{1A}d\u{1A}"
        #expect(String(decoding: bytes(view(text)), as: UTF8.self) == expected)
    }

    @Test("leaves a segment's first and last character alone where the text was cut within")
    func cutCharacters() {
        let storage = TextStorage([0x84, 0xA2, 0x61, 0xE2, 0x82])
        let segment = TextSegment(storage: storage, body: 2..<3, offset: 100, endsText: false)
        #expect(TextView(of: Part(text: segment), channel: .mail).isVerbatim)
    }

    @Test("folds letters and digits as compatibility decomposition does")
    func compatibility() {
        let table = FoldTable.shared
        for value in UInt32(0x80)..<0x2_0000 {
            guard let scalar = Unicode.Scalar(value), table.isFlagged(value), scalar.properties.isAlphabetic,
                ![0, value].contains(table.form(of: value).scalars[0]), !table.isMark(value)
            else { continue }
            let form = table.form(of: value)
            let text = (0..<form.count).compactMap { Unicode.Scalar(form.scalars[$0]).map(String.init) }
                .joined()
            let known = String(scalar).precomposedStringWithCompatibilityMapping
            guard known != String(scalar) else { continue }
            #expect(text == known.filter { $0.isLetter || $0.isNumber }, "U+\(String(value, radix: 16))")
        }
    }

    @Test("never has more bytes than the text")
    func lengths() {
        let table = FoldTable.shared
        for value in UInt32(0x80)..<0x2_0000 {
            guard let scalar = Unicode.Scalar(value), table.isFlagged(value) else { continue }
            let form = table.form(of: value)
            let scalars = (0..<form.count).map { form.scalars[$0] }
            #expect(Edit(0..<UTF8.width(scalar), scalars) != nil)
        }
    }

    @Test("is looked at closely wherever something may fold", arguments: PlainRun.Kernel.allCases)
    func kernels(kernel: PlainRun.Kernel) {
        guard kernel.isAvailable else { return }
        let stops = LineStops(firstQuote: 0x3E, secondQuote: 0x7C, everyLine: false)
        let plain = PlainRun(stops: stops, kernel: kernel)
        for value in UInt32(0x80)..<0x1_0000 {
            guard let scalar = Unicode.Scalar(value), FoldTable.shared.isFlagged(value) else { continue }
            for before in [0, 61, 62, 63] {
                let text = TextStorage(
                    Array((String(repeating: "x", count: before) + String(scalar) + "y").utf8))
                #expect(
                    text.withSpan { plain.end(from: 0, in: $0) } <= before, "U+\(String(value, radix: 16))")
            }
        }
    }
}
