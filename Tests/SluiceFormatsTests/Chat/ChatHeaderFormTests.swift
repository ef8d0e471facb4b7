import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Headers of one form")
struct ChatHeaderFormTests {
    private static let lines = [
        "[03.08.24, 15:56:09] Lea: so\n", "[3.8.24, 5:56:09] Lea: so\n", "31.12.23, 18:05 - Lea: so\n",
        "12/31/23, 6:05\u{202F}PM - Lea: so\n", "12/31/23, 6:05 pm - Lea: so\n",
        "[2023-12-31, 18:05] Lea: so\n",
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
        let names = [
            "Lea Löffler", "Lea Löffler-Kurz", "Max Muster GmbH", "+49 30 555 0123", "~ Kim Example",
        ]
        var random = SeededGenerator(seed: 5)
        var authors = ChatAuthors()
        for _ in 0..<2000 {
            let name = names.randomElement(using: &random) ?? ""
            let rest = ["words: and more", "", "\u{200E}a picture"].randomElement(using: &random) ?? ""
            let text = Array("\(name): \(rest)\n".utf8)
            let end = text.count - 1
            guard let slow = ChatLine.author(behind: 0, before: end, in: text.span) else { continue }
            if let fast = authors.find(behind: 0, before: end, in: text.span) {
                #expect(fast.text == slow.text)
                #expect(authors[fast.index].bytes == Array(text[slow.name]))
            }
            let index =
                authors.find(slow.name, in: text.span)
                ?? authors.add(slow.name, in: text.span, ChatFixtures.organisation)
            authors.remember(index, from: 0, to: slow.text, in: text.span)
        }
    }
}
