import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("What is read of mails many bytes at a time")
struct HeaderKernelTests {
    private static let pieces = [
        "Subject: a", "From: Ada <ada@firma.example>", "Content-Type: text/plain", "X-Long-Name-Of-Nobody:b",
        "To :c",
        "Received: from a", "\tby b", "  folded", " ", "\t", "\r", "\r\n", "\n", "\n", "\n", "\n\n",
        "\r\n\r\n", ":", "a",
        "no field here", "From a@b.example Tue May 12 18:42:10 2026", ">From x", "Content-Length: 12",
        "content-length:1",
        "From ", "F", "c", "ü", "\u{0}", "--b", "MIME-Version: 1.0  ", "Date:",
    ]

    private func bytes(_ generator: inout SeededGenerator) -> [UInt8] {
        let count = Int.random(in: 0..<24, using: &generator)
        return (0..<count).flatMap { _ in Array((Self.pieces.randomElement(using: &generator) ?? "").utf8) }
    }

    private func described(_ header: MailHeader) -> [String] {
        header.fields.map { "\($0.kind) \($0.name) \($0.value) \($0.isDoubtful)" } + [
            "\(header.end) \(header.earlyEnd ?? -1) \(header.hasLoneReturns)"
        ]
    }

    @Test("a header has the fields that reading line by line finds")
    func headers() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let storage = TextStorage(bytes(&generator))
            storage.withSpan { text in
                let start = min(text.count, Int.random(in: 0..<4, using: &generator))
                let fast = described(MailHeader(text, start..<text.count))
                let slow = described(MailHeader(text, start..<text.count, lineByLine: true))
                #expect(fast == slow)
            }
        }
    }

    @Test("lines that may part mails are found wherever they stand")
    func lines() {
        var generator = SeededGenerator(seed: 8)
        let marks = ["\nFrom ", "\ncontent-length:"].map { Array($0.utf8) }
        for _ in 0..<2000 {
            let all = bytes(&generator) + bytes(&generator)
            let expected = all.indices.first { start in
                all[start...].starts(with: marks[0])
                    || all[start...].lazy.map(\.lowerCased).starts(with: marks[1])
            }
            var feeds = 0
            let found = TextStorage(all).withSpan { MboxSeparator.line(in: $0, from: 0, &feeds)?.place }
            #expect(found == expected)
            #expect(feeds == all.prefix(expected ?? all.count).count { $0 == 0x0A })
        }
    }
}
