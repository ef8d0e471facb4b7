import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Lines with a header")
struct ChatHeadsTests {
    private static let lines = [
        "[03.08.24, 15:56:09] Lea: so", "31.12.23, 18:05 - Lea: so", "[2023-12-31 18:05:01] @lea: so",
        "\u{200E}[03.08.24, 15:56:09] Lea: so", "1.1.23, 8:05 - ", "99.99.99, 99:99 - no", "", "words", "1",
        "[brackets] 12", String(repeating: "long line ", count: 40),
    ]

    @Test("are found as those that are read line by line", arguments: 0..<20)
    func agree(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let lines = (0..<400).map { _ in ChatHeadsTests.lines.randomElement(using: &random) ?? "" }
        let text = Array(lines.joined(separator: "\n").utf8)
        let cut = Int.random(in: 0...text.count, using: &random)
        let isWhole = Bool.random(using: &random)
        var forms = ChatHeaderForms()
        let beginning = Array(text[..<cut])
        // More bytes than a text has are looked at.
        let storage = TextStorage(beginning)
        var heads = ChatHeads()
        var found: [[Int]] = []
        func add(_ head: ChatHead?) {
            if let head { found.append([head.start, head.behind, head.lineEnd, head.line]) }
        }
        storage.withSpan { text in
            let known = RecentAuthors().names
            while let step = heads.step(in: text, atEnd: isWhole, &forms, known: known) {
                switch step {
                case .messages(let count): for message in heads.found[..<count] { add(ChatHead(message)) }
                case .head(_, let last): add(last)
                }
            }
        }
        add(heads.last)
        let wanted = ChatHeadsTests.heads(in: beginning, isWhole: isWhole)
        #expect(found == wanted)
    }

    private static func heads(in text: [UInt8], isWhole: Bool) -> [[Int]] {
        var heads: [[Int]] = []
        var (start, line) = (0, 0)
        while start < text.count {
            let newline = text[start...].firstIndex(of: 0x0A)
            guard newline != nil || isWhole else { break }
            let end = newline ?? text.count
            if let header = ChatHeader.read(at: start, before: end, in: text.span) {
                heads.append([start, header.end, end, line])
            }
            start = end + 1
            line += 1
        }
        return heads
    }
}

@Suite("Messages of a chat that are made when asked for")
struct ChatRunTests {
    @Test("have the texts that were looked at before")
    func texts() {
        var seen = 0
        for (path, bytes) in ChatFixtures.all {
            for run in ChatFixtures.runs(ChatFixtures.content(path, bytes)) {
                var first = 0
                for index in 0..<run.count {
                    let end = run.gathered?[index].textsEnd ?? first + 1
                    let texts = run.texts[first..<end].filter { !$0.isEmpty }.map {
                        run.storage.string(in: $0)
                    }
                    first = end
                    let parts = run.message(at: index).parts
                    #expect(texts == parts.map { $0.text.storage.string(in: $0.text.body) })
                    if let bytes = run.gathered?[index].bytes {
                        #expect(bytes == parts.reduce(0) { $0 + $1.text.body.count })
                    }
                    seen += 1
                }
                #expect(first == run.texts.count)
            }
        }
        #expect(seen > 50)
    }

    @Test("come in stretches where the chat is long, which go on where the one before ended")
    func stretches() {
        let messages = (0..<9000).map { number in
            "31.12.23, 18:05 - Person \(number % 300): number \(number), "
                + String(repeating: "words ", count: number % 40) + "\n"
        }
        let bytes = Array(messages.joined().utf8)
        var (count, runs, line) = (0, 0, 1)
        for run in ChatFixtures.runs(ChatFixtures.content("a.txt", bytes)) {
            runs += 1
            for index in stride(from: 0, to: run.count, by: 97) {
                let message = run.message(at: index)
                #expect(message.origin.message == count + index + 1)
                #expect(message.author?.name == "Person \((count + index) % 300)")
                #expect(message.participants.count == 256)
                #expect(message.parts[0].raw?.line == line + index)
                let text = message.parts[0].text.storage.string(in: 0..<8)
                #expect(text == "number \(count + index)".prefix(8))
            }
            count += run.count
            line += run.count
        }
        #expect(runs > 1 && count == 9000)
    }
}
