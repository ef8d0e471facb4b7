@testable import SluiceText
import TestSupport
import Testing

@Suite("Counts")
struct CountTests {
    @Test("of line ends and code points are those of a plain loop")
    func plainLoop() {
        var random = SeededGenerator(seed: 1)
        let bytes: [UInt8] = (0..<6000).map { _ in
            [0x0A, 0x0B, 0x8A, 0x61, 0xC3, 0xA4].randomElement(using: &random) ?? 0
        }
        for _ in 0..<100 {
            let start = Int.random(in: 0..<5000, using: &random)
            let end = Int.random(in: start...6000, using: &random)
            let stretch = bytes[start..<end]
            for kernel in PlainRun.Kernel.allCases where kernel.isAvailable {
                let count = ByteCounts.newlines(in: bytes.span, start..<end, kernel)
                #expect(count == stretch.count { $0 == 0x0A })
            }
            #expect(ByteCounts.codePoints(in: bytes.span, start..<end) == stretch.count { $0 & 0xC0 != 0x80 })
        }
        // Long enough that a sum of bytes is full several times, and short ones of every length.
        let long = Array(String(repeating: "ä€b", count: 5_000).utf8)
        #expect(ByteCounts.codePoints(in: long.span, 0..<long.count) == 15_000)
        let continued = [UInt8](repeating: 0xBF, count: 50_000)
        #expect(ByteCounts.codePoints(in: continued.span, 1..<49_999) == 0)
        for end in 0...40 {
            let count = long[..<end].count { $0 & 0xC0 != 0x80 }
            #expect(ByteCounts.codePoints(in: long.span, 0..<end) == count)
        }
        let full = [UInt8](repeating: 0x0A, count: 50_000)
        #expect(ByteCounts.newlines(in: full.span, 3..<49_999) == 49_996)
        #expect(ByteCounts.newlines(in: full.span, 3..<49_999, .portable) == 49_996)
    }

    @Test("give the line and column of every place")
    func cursor() {
        let text = Array("ä\nb\n\nc€d".utf8)
        var cursor = LineCursor()
        var places: [[Int]] = []
        for offset in [0, 2, 3, 5, 6, 10] {
            cursor.move(to: offset, in: text.span)
            places.append([cursor.line, cursor.column])
        }
        #expect(places == [[1, 1], [1, 2], [2, 1], [3, 1], [4, 1], [4, 3]])
    }

    @Test("lead over code points, and never far over stray bytes")
    func steps() {
        let text = Array("aä€😀b".utf8)
        #expect(CodePoints.offset(2, before: 10, in: text.span, notBefore: 0) == 3)
        #expect(CodePoints.offset(9, before: 10, in: text.span, notBefore: 1) == 1)
        #expect(CodePoints.offset(3, behind: 0, in: text.span, notAfter: 11) == 6)
        #expect(CodePoints.offset(9, behind: 0, in: text.span, notAfter: 10) == 10)
        let stray = [UInt8](repeating: 0x80, count: 100)
        #expect(CodePoints.offset(2, before: 100, in: stray.span, notBefore: 0) == 92)
        #expect(CodePoints.offset(2, behind: 0, in: stray.span, notAfter: 100) == 8)
    }

    @Test("of scalars agree with the standard library, and wrong bytes are U+FFFD")
    func scalars() {
        for scalar in ["a", "ß", "€", "😀", "\u{7FF}", "\u{800}", "\u{FFFF}", "\u{10000}"] as [Unicode.Scalar]
        {
            let bytes = Array(String(scalar).utf8)
            let found = CodePoints.scalar(at: 0, in: bytes.span)
            #expect(found.scalar == scalar)
            #expect(found.length == bytes.count)
            #expect(CodePoints.scalar(before: bytes.count, in: bytes.span) == scalar)
        }
        for wrong in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80]]
            as [[UInt8]]
        {
            #expect(CodePoints.scalar(at: 0, in: wrong.span).scalar == "\u{FFFD}")
        }
    }
}
