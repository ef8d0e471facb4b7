import SluiceModel
import SluiceRules
import Testing

@Suite("An excerpt")
struct ExcerptTests {
    /// The excerpt with what is masked put between brackets.
    private func shown(_ message: Message, _ rules: Rule...) throws -> [String] {
        try detect(message, rules).map { finding in
            let bytes = finding.excerpt.text.revealed
            var text: [UInt8] = []
            for index in 0...bytes.count {
                for mask in finding.excerpt.masks {
                    if mask.end == index { text.append(UInt8(ascii: "]")) }
                    if mask.start == index { text.append(UInt8(ascii: "[")) }
                }
                if finding.excerpt.value.end == index { text.append(UInt8(ascii: ">")) }
                if finding.excerpt.value.start == index { text.append(UInt8(ascii: "<")) }
                if index < bytes.count { text.append(bytes[index]) }
            }
            return String(decoding: text, as: UTF8.self)
        }
    }

    @Test("is the line, with other findings masked, weak ones too")
    func line() throws {
        let strong = try makeRule("a", [#"\d{4}"#])
        let weak = try makeRule("b", ["x+"], confidence: .low)
        #expect(
            try shown(makeMessage("eins\r\nzwei 4711 xxx drei\r\nvier"), strong, weak) == [
                "zwei <4711> [xxx] drei", "zwei [4711] <xxx> drei",
            ])
    }

    @Test("does not mask markings, which are no secret")
    func markings() throws {
        let marking = try makeRule("a", ["vertraulich"], show: .all)
        let number = try makeRule("b", [#"\d{4}"#])
        #expect(
            try shown(makeMessage("vertraulich 4711"), marking, number) == [
                "<vertraulich> [4711]", "vertraulich <4711>",
            ])
    }

    @Test("masks the names and addresses of the message's people")
    func people() throws {
        var message = makeMessage("Hallo Anna, FALK sagt 4711 an anna.falk@example.com")
        message.author = Person(name: "Anna Falk", address: "anna.falk@example.com")
        #expect(
            try shown(message, try makeRule("a", [#"\d{4}"#])) == [
                "Hallo [Anna], [FALK] sagt <4711> an [anna.falk@example.com]"
            ])
    }

    @Test("of a long line is cut to 160 code points between characters")
    func cut() throws {
        let rule = try makeRule("a", [#"\d{4}"#])
        let long = String(repeating: "ä€", count: 500)
        let excerpt = try #require(try detect(makeMessage(long + "4711" + long), rule).first?.excerpt)
        let text = excerpt.text.revealedText
        #expect(text.unicodeScalars.count == 160)
        #expect(!text.unicodeScalars.contains("\u{FFFD}"))
        let end = try #require(try detect(makeMessage(long + "4711"), rule).first?.excerpt)
        #expect(end.text.revealedText.unicodeScalars.count == 160)
        #expect(end.value.count == 4)
    }

    @Test("of a value of several lines is its first line, and of a long value its beginning")
    func longValue() throws {
        let rule = try makeRule("a", ["(?s)BEGIN.*END"], show: .none)
        let excerpt = try #require(try detect(makeMessage("x BEGIN\nabc\nEND"), rule).first?.excerpt)
        #expect(excerpt.text.count == 7)
        #expect(excerpt.value == ByteSpan(2, 7))
        let long = "BEGIN" + String(repeating: "y", count: 5000) + "END"
        let second = try #require(try detect(makeMessage(long), rule).first?.excerpt)
        #expect(second.text.count == 160)
        #expect(second.value == ByteSpan(0, 120))
    }
}

@Suite("A place")
struct PlaceTests {
    @Test("is a line and a column in code points, both from 1")
    func place() throws {
        let findings = try detect(makeMessage("ä 4711\n\n€€ 4712 4713"), try makeRule("a", [#"\d{4}"#]))
        #expect(findings.map(\.location.line) == [1, 3, 3])
        #expect(findings.map(\.location.column) == [3, 4, 9])
        #expect(findings.map(\.location.fileOffset) == [nil, nil, nil])
    }

    @Test("is given in the file where the text stands there as it is")
    func file() throws {
        var message = makeMessage("\n4711")
        message.parts[0].raw = RawForm(span: ByteSpan(3, 8))
        let location = try #require(try detect(message, try makeRule("a", [#"\d{4}"#])).first?.location)
        #expect(location.fileOffset == 4)
        #expect(location.fileLine == 2)
        message.parts[0].raw = RawForm(span: ByteSpan(3, 8), transferEncoding: "base64")
        #expect(try detect(message, try makeRule("a", [#"\d{4}"#])).first?.location.fileOffset == nil)
    }
}
