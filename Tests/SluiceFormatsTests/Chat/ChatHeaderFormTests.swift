import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Headers of one form")
struct ChatHeaderFormTests {
    private static let lines = [
        "[03.08.24, 15:56:09] Lea: so\n", "[3.8.24, 5:56:09] Lea: so\n", "31.12.23, 18:05 - Lea: so\n",
        "12/31/23, 6:05\u{202F}PM - Lea: so\n", "12/31/23, 6:05 pm - Lea: so\n",
        "[2023-12-31, 18:05] Lea: so\n", "[18:05, 31.12.2023] Lea: so\n", "[6:05 PM, 12/31/2023] Lea: so\n",
        "\u{200E}[03.08.24, 15:56:09] Lea: so\n", "31.12.23 um 18:05 – Lea: so\n",
        "31.12.23, 18.05 -  Lea: so\n",
        "[03.08.24, 15:56:09]\n", "1.1.23, 8:05 - \n", "99.99.99, 99:99 - no\n", "words of a message\n", "\n",
    ]
    private static let bytes = Array("0123456789 .:,-/[]\n\u{A0}pPmM".utf8)

    @Test("are told as those that are read number by number", arguments: 0..<20)
    func agree(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var forms = ChatHeaderForms()
        for _ in 0..<2000 {
            var line = Array(ChatHeaderFormTests.lines.randomElement(using: &random)?.utf8 ?? "".utf8)
            for index in line.indices where (0x30...0x39).contains(line[index]) && Bool.random(using: &random)
            {
                line[index] = UInt8.random(in: 0x30...0x39, using: &random)
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                let place = Int.random(in: 0..<min(24, line.count), using: &random)
                line[place] = ChatHeaderFormTests.bytes.randomElement(using: &random) ?? 0
            }
            let text = line + Array("[03.08.24, 15:56:09] what follows it\n".utf8)
            let end = text.firstIndex(of: 0x0A) ?? text.count
            let found = forms.end(at: 0, before: end, in: text.span)
            let read = ChatHeader.read(at: 0, before: end, in: text.span)?.end
            #expect(found == read, "\(String(decoding: line, as: UTF8.self))")
        }
    }

    @Test("authors are found by how lines begin, as by their names")
    func authors() {
        let beginnings = [
            "Lea Löffler: ", "Lea Löffler-Kurz: ", "Max Muster GmbH: ", "+49 30 555 0123: ",
            "~ Kim Example: ",
            "~\u{202F}Kim Example: ", "12:30 Club: ", "Lea:", ": ", "nobody ",
            "Max hat den Betreff geändert: ",
            String(repeating: "long ", count: 30) + ": ",
        ]
        var random = SeededGenerator(seed: 5)
        let lines = (0..<3000).map { _ in
            (beginnings.randomElement(using: &random) ?? "")
                + (["words: and more", "", "so 10:30 ok"].randomElement(using: &random) ?? "")
        }
        let text = Array(lines.joined(separator: "\n").utf8)
        var authors = ChatAuthors()
        _ = authors.beginStretch()
        var names: [[UInt8]] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            let wanted = ChatHeaderFormTests.author(in: text, start..<end)
            let found = ChatLine.author(behind: start, before: end, in: text.span)
            #expect(found?.text == wanted?.text)
            if let found, let wanted {
                let author = authors.author(
                    beginning: start..<found.text, name: { found.name }, in: text.span)
                let index = author.map { authors.index(of: $0) }
                #expect(found.name == wanted.name)
                let name = Array(text[wanted.name])
                let isNobody = name.isEmpty || ChatWords.isSystem(wanted.name, in: text.span)
                #expect((index == nil) == isNobody)
                if let index {
                    if index == names.count { names.append(name) }
                    #expect(names[index] == name)
                }
            }
            start = end + 1
        }
        #expect(Set(names).count == names.count)
        #expect(authors.stretchPeople.map { Array(($0.name ?? "").utf8) } == names)
    }

    @Test("lines that begin alike are told without being read again")
    func recent() {
        var random = SeededGenerator(seed: 11)
        let letters = Array("abcÄ:; \u{200E}".unicodeScalars)
        var recent = RecentAuthors()
        var known: [[UInt8]] = []
        var told = 0
        for _ in 0..<20_000 {
            var line = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...14, using: &random) {
                line.append(letters.randomElement(using: &random) ?? "a")
            }
            let bytes = Array((String(line) + ": text behind it, long enough to be looked at in one go").utf8)
            guard let beginning = RecentAuthors.beginning(at: 0, before: bytes.count, in: bytes.span) else {
                continue
            }
            let found = ChatLine.nameEnd(behind: 0, before: bytes.count, in: bytes.span)
            #expect(found?.text == beginning.length)
            let name = Array(bytes[..<beginning.length])
            if let author = recent.author(beginning) {
                #expect(known[author] == name)
                told += 1
            } else {
                recent.note(beginning, author: known.count)
                known.append(name)
            }
        }
        #expect(told > 100)
        recent.forget()
        let line = Array("Lea Löffler: text behind it, long enough to be looked at".utf8)
        let beginning = RecentAuthors.beginning(at: 0, before: line.count, in: line.span)
        #expect(beginning?.length == 14)
        #expect(beginning.flatMap { recent.author($0) } == nil)
    }

    @Test("people are numbered anew in each stretch, and are the same people")
    func stretches() {
        var authors = ChatAuthors()
        let lines = ["Lea: ", "~ Kim: ", "Lea: ", "Kim: ", "Max hat den Betreff geändert: "]
        func number(_ line: String) -> Int? {
            let bytes = Array(line.utf8)
            return ChatLine.author(behind: 0, before: bytes.count, in: bytes.span).flatMap { found in
                authors.author(beginning: 0..<found.text, name: { found.name }, in: bytes.span)
                    .map { authors.index(of: $0) }
            }
        }
        _ = authors.beginStretch()
        #expect(lines.map(number) == [0, 1, 0, 1, nil])
        #expect(authors.stretchPeople.map(\.name) == ["Lea", "Kim"])
        let isKept = authors.beginStretch()
        #expect(isKept)
        #expect(authors.stretchPeople.isEmpty)
        #expect(lines.dropFirst().map(number) == [0, 1, 0, nil])
        #expect(authors.stretchPeople.map(\.name) == ["Kim", "Lea"])
    }

    @Test("a crowd is forgotten, and numbered as it was met")
    func crowd() {
        var authors = ChatAuthors()
        for isFirst in [true, false] {
            let isKept = authors.beginStretch()
            #expect(isKept == isFirst)
            for person in 0..<30_000 {
                let line = Array("Person with a long name \(person): ".utf8)
                let name = 0..<line.count - 2
                let found = authors.author(beginning: 0..<line.count, name: { name }, in: line.span)
                let index = found.map { authors.index(of: $0) }
                #expect(index == person)
            }
        }
        #expect(authors.stretchPeople.last?.name == "Person with a long name 29999")
    }

    /// The author whom a line names, looked for byte by byte.
    private static func author(in text: [UInt8], _ line: Range<Int>) -> (name: Range<Int>, text: Int)? {
        for place in line.prefix(120).dropFirst() where text[place] == 0x3A {
            let next = place + 1
            guard next == line.upperBound || text[next] == 0x20 else { continue }
            let name = ChatLine.trimmed(line.lowerBound, place, in: text.span)
            return (name, min(next + 1, line.upperBound))
        }
        return nil
    }
}
