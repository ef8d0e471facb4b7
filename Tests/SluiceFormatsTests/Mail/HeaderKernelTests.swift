import CScanKernels
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

    @Test("headers of any length, names and returns anywhere in a block, are read as line by line")
    func longHeaders() {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<2000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 1..<8, using: &generator) {
                let name = Int.random(in: 1..<70, using: &generator)
                text += Array(repeating: 0x61, count: name)
                if Int.random(in: 0..<8, using: &generator) == 0 {
                    text[text.count - 1] =
                        [0x20, 0x21, 0x7E, 0x7F, 0x80].randomElement(using: &generator) ?? 0
                }
                text += Array(": ".utf8)
                text += Array(repeating: 0x62, count: Int.random(in: 0..<90, using: &generator))
                if Int.random(in: 0..<8, using: &generator) == 0 { text.append(0x0D) }
                text += Bool.random(using: &generator) ? [0x0A] : [0x0D, 0x0A]
            }
            text += Array("\nbody".utf8)
            TextStorage(text).withSpan { text in
                let fast = described(MailHeader(text, 0..<text.count))
                let slow = described(MailHeader(text, 0..<text.count, lineByLine: true))
                #expect(fast == slow)
            }
        }
    }

    @Test("values without need of decoding and words of addresses end at the same byte, of whatever length")
    func values() {
        for byte in UInt8.min...UInt8.max {
            let isPlain = byte < 0x80 && ![0x0A, 0x0D, 0x3D].contains(byte)
            let isOfWord = byte > 0x3C || (0x2D...0x39).contains(byte) || (0x23...0x27).contains(byte)
            for count in [1, 15, 16, 17, 31, 32, 33, 70] {
                for place in [0, count / 2, count - 1] {
                    var text = [UInt8](repeating: 0x61, count: count)
                    text[place] = byte
                    let found = unsafe text.withUnsafeBufferPointer { text in
                        guard let base = text.baseAddress else { return (Int32(-1), -1) }
                        return unsafe (
                            sluice_is_plain_value(base, count), sluice_address_word(base, 0, count)
                        )
                    }
                    #expect((found.0 != 0) == isPlain)
                    #expect(found.1 == (isOfWord ? count : place))
                }
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
