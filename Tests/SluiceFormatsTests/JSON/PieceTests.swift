import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Pieces of JSON")
struct PieceTests {
    static let times: [(text: String, seconds: Double?)] = [
        ("2024-03-12T10:31:00Z", 1_710_239_460), ("2024-03-12T10:31:00.250Z", 1_710_239_460.25),
        ("2024-03-12T12:31:00+02:00", 1_710_239_460), ("2024-03-12 10:31", 1_710_239_460),
        ("2024-03-12 10:31:00 UTC", 1_710_239_460), ("2024-03-12", 1_710_201_600),
        ("12.03.2024 10:31", 1_710_239_460), ("12.03.24, 10:31:00", 1_710_239_460),
        ("3/12/2024 10:31", 1_710_239_460), ("13/3/2024", 1_710_288_000),
        ("Tue Mar 12 10:31:00 +0000 2024", 1_710_239_460), ("1710239460", 1_710_239_460),
        ("1710239460123", 1_710_239_460.123), ("1710239460.5", 1_710_239_460.5),
        ("1969-12-31T23:59:59Z", -1), ("2024-02-29", 1_709_164_800), ("heute", nil), ("12.13.2024", nil),
        ("2024-03-", nil), ("", nil), ("0049305550123", nil), ("7:30", nil), ("Tue Mar", nil),
    ]

    @Test("times are read in the forms that exports use", arguments: times)
    func time(_ text: String, seconds: Double?) {
        let found = TimeText.seconds(Array(text.utf8).span)
        #expect(found.map { ($0 * 1000).rounded() } == seconds.map { ($0 * 1000).rounded() })
    }

    static let escapes: [(raw: String, meaning: String)] = [
        (#"a\nb\t\"\\\/"#, "a\nb\t\"\\/"), (#"Gr\u00fc\u00DFe"#, "Grüße"), (#"\ud83d\udc4d"#, "👍"),
        (#"\ud83d"#, "\u{FFFD}"), (#"\ud83dx"#, "\u{FFFD}x"), (#"\udc4d\ud83d"#, "\u{FFFD}\u{FFFD}"),
        (#"\x \u12 \"#, #"\x \u12 \"#), ("", ""), (#"\u0000"#, "\0"),
    ]

    @Test("escapes are decoded, and what is none stays", arguments: escapes)
    func escape(_ raw: String, meaning: String) {
        let bytes = JSONEscapes.decodedBytes(Array(raw.utf8).span)
        #expect(String(decoding: bytes, as: UTF8.self) == meaning)
    }

    static let mojibake: [(text: String, meant: String)] = [
        ("Gr\u{C3}\u{BC}\u{C3}\u{9F}e", "Grüße"), ("plain", "plain"),
        ("schon richtig: ü", "schon richtig: ü"),
        ("\u{C3}\u{BC} und €", "\u{C3}\u{BC} und €"), ("\u{F0}\u{9F}\u{91}\u{8D}", "👍"),
    ]

    @Test("mojibake is repaired where it is some", arguments: mojibake)
    func repaired(_ text: String, meant: String) {
        #expect(String(decoding: Mojibake.repaired(Array(text.utf8)), as: UTF8.self) == meant)
    }

    @Test("both ways of finding tokens find the same", arguments: FixtureTests.fixtures)
    func tokens(_ fixture: String) throws {
        guard !fixture.hasPrefix("tables"), fixture != "json/posts.jsonl" else { return }
        let storage = try FixtureTests.content(fixture).storage
        var lenient: [UInt32] = []
        storage.withSpan { LenientJSON.findTokens(in: $0, &lenient) }
        JSONIndexer().withTokens(of: storage, in: 0..<storage.count) { tokens in
            #expect(tokens.isStrict)
            #expect((0..<tokens.count).map { UInt32(tokens.place($0)) } == lenient)
        }
    }

    static let recognised: [(text: String, name: String, form: InputForm?)] = [
        (#"{"a": 1}"# + "\n" + #"{"a": 2}"# + "\n", "x", .jsonl), (#"{"a": 1}"#, "x.jsonl", .jsonl),
        (#"{"a": 1}"#, "x.json", .json), (#"[{"a": [1, true, null, -2.5e3]}]"#, "x", .json),
        ("[quote=Jo]Hallo[/quote]\nText", "x.txt", nil), ("[1] Siehe Anhang", "x.txt", nil),
        ("{foo: 1}", "x.js", nil), ("[2024-03-12 10:31] Jo: ja", "x.log", nil), ("", "x.json", nil),
        ("{", "x.json", nil), ("window.YTD.tweets.part0 = [ ]\n", "tweets.js", .json),
        ("window.location = [1, 2]", "x.js", nil), ("a;b;c\n1;2;3\n4;5;6\n", "x.csv", .csv),
        ("a;b;c\n1;2;3\n4;5;6\n", "x.txt", nil),
        ("Liebe Leute, hallo\nkein Komma\nund, noch, mehr\n", "x.csv", nil),
        ("\u{FEFF}[{\"a\": \"b\"}]", "x.json", .json),
        ("{\n \"a\": \"b\"\n}\n{\n \"a\": \"c\"\n}", "x", .json),
    ]

    @Test("a form is told by its content, and prose stays prose", arguments: recognised)
    func recognition(_ text: String, name: String, form: InputForm?) {
        let head = ContentHead(hints: ContentHints(path: name), isWhole: true)
        #expect(ContentReader.format(of: Array(text.utf8).span, head, asked: .auto)?.form == form)
    }

    @Test("no string of an unknown document goes unread")
    func everything() throws {
        let text = #"""
            {"eins": "w1", "zwei": {"drei": ["w2", {"vier": "w3"}], "name": "w4"},
             "liste": [{"text": "w5", "user": {"name": "n", "hidden": "w6"}, "deep": [["w7"]]}, "w8", ["w9"]],
             "leute": [{"author": 17, "body": ["w10"]}, {"title": "w11", "time": "w12", "id": "w13 lang genug zum Lesen"}]}
            """#
        let list = MessageList(text, name: "a.json")
        let read = list.messages.flatMap(\.parts).map {
            $0.text.storage.string(in: 0..<$0.text.storage.count)
        }
        for number in 1...13 {
            let count = read.count {
                $0.contains("w\(number)\"") || $0.hasSuffix("w\(number)") || $0.contains("w\(number) ")
            }
            #expect(count == 1, "w\(number)")
        }
    }

    @Test("files of chats that are not chosen are passed over")
    func privateChats() throws {
        let selection = try #require(ChatSelection(names: ["Jo", "allg*"], participants: []))
        let options = ReadingOptions(chats: selection)
        let telegram = MessageList(try FixtureTests.content("social/telegram/all.json"), options)
        #expect(telegram.messages.map(\.thread) == ["Jo", "Jo"])
        #expect(
            telegram.text.contains("passed over social/telegram/all.json: skipped(\"not read: private\")"))
        #expect(
            MessageList(try FixtureTests.content("social/slack/D0AB/2024-03-13.json"), options).messages
                .isEmpty)
        let channel = MessageList(try FixtureTests.content("social/slack/allgemein/2024-03-12.json"), options)
        #expect(channel.messages.count == 5)
        #expect(MessageList(try FixtureTests.content("social/teams/chat.json"), options).messages.isEmpty)
        #expect(
            MessageList(try FixtureTests.content("social/signal/Einkauf/data.json"), options).messages.isEmpty
        )
        #expect(MessageList(try FixtureTests.content("social/x/tweets.js"), options).messages.count == 2)
    }
}
