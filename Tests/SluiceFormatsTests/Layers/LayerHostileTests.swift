import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Layers of any text")
struct LayerHostileTests {
    /// Layers are sorted, nested or apart, not empty, and hold whole lines.
    private func check(_ bytes: [UInt8]) {
        let found = LayerFinder.find(in: bytes.span)
        var around: [ByteSpan] = []
        for layer in found.layers {
            let span = layer.span
            #expect(span.end <= bytes.count && span.count > 0)
            #expect(span.start == 0 || bytes[span.start - 1] == 0x0A)
            #expect(span.end == bytes.count || bytes[span.end - 1] == 0x0A)
            while let last = around.last, last.end <= span.start { around.removeLast() }
            if let last = around.last { #expect(last.contains(span)) }
            around.append(span)
        }
    }

    @Test("lie in order, one within another or apart, wherever a text is cut off")
    func truncated() {
        for (_, bytes) in LayerFixtureTests.fixtures {
            for count in stride(from: 0, through: bytes.count, by: 7) { check(Array(bytes[..<count])) }
        }
    }

    @Test("lie in order whatever is changed, left out or put in")
    func mutated() {
        var random = SeededGenerator(seed: 7)
        let all = LayerFixtureTests.fixtures.map(\.bytes)
        let pieces: [[UInt8]] = [
            "\n> ", "\n", "-----", "Von: ", "An: ", "\n\n", ":", " schrieb ", "| ", "-- \n",
        ].map {
            Array($0.utf8)
        }
        for _ in 0..<500 {
            var bytes = all[Int.random(in: 0..<all.count, using: &random)]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    bytes.insert(
                        contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: place)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
                default:
                    let other = all[Int.random(in: 0..<all.count, using: &random)]
                    bytes.insert(contentsOf: other, at: place)
                }
                if bytes.isEmpty { bytes = [0x0A] }
            }
            check(bytes)
        }
    }

    @Test(
        "are soon found where a line stands many times",
        arguments: [
            ">\n", "> a\n", "Von: a\n", "Von: a\nAn: b\n", "> a\nb\n", "An: a,\n", "a:\n",
            "Am 1.1.2024 schrieb x:\n",
            "Diese E-Mail ist vertraulich\n", "-----\n", "-- \n", "----- Original Message -----\n", "| a\n",
            "Ab> c\n",
            "Mit freundlichen Grüßen\n", "Von: a\nAn: b\nBetreff: c\n", ">>>>>>>>>>>>>>>> a\n> b\n", "--",
            ">", "a@b:",
            "Von:", " ",
        ])
    func repeated(line: String) {
        let text = String(repeating: line, count: 4_000)
        check(Array(text.utf8))
    }

    @Test("are told apart to a depth of 64, and what is deeper is said")
    func depth() {
        let bar = "----- Original Message -----\nFrom: a@b.example\nTo: c\nSubject: d\n\ntext\n"
        let found = LayerFinder.find(in: Array(String(repeating: bar, count: 70).utf8).span)
        #expect(found.layers.count == 64)
        #expect(found.isCutShort)
        #expect(!LayerFinder.find(in: Array(bar.utf8).span).isCutShort)
    }
}
