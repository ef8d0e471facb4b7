import Foundation
import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

@Suite("What is written of many findings")
struct WriterTests {
    @Test("is read back by another reader of JSON, whatever its bytes")
    func escapes() throws {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("ab\"\\\n\r\t\u{0}\u{1F}\u{7F} é•🙂/".unicodeScalars)
        for _ in 0..<400 {
            let count = Int.random(in: 0..<40, using: &random)
            var text = ""
            for _ in 0..<count { text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a") }
            var bytes: [UInt8] = []
            JSONWriter.append(to: &bytes) { json in json.array { $0.value(text) } }
            var pieces: [UInt8] = []
            JSONWriter.append(to: &pieces) { json in
                json.array { array in array.value { $0.append(text) } }
            }
            #expect(pieces == bytes)
            #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            let read = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String]
            #expect(read == [text])
        }
    }

    @Test(
        "has whole numbers as Swift writes them",
        arguments: [
            0, 7, 9, 10, 99, 100, 101, 999, 1000, 1001, 9999, 10_000, 12_345, 1_000_000, 99_999_999,
            100_000_000,
            1_234_567_890, .max, -1, -10, -123, -10_000, .min,
        ])
    func digits(number: Int) {
        var bytes = GrowingBytes()
        bytes.append(decimal: number)
        #expect(bytes.text == String(number))
    }

    @Test("has whole numbers of any length as Swift writes them")
    func manyDigits() {
        var random = SeededGenerator(seed: 23)
        for _ in 0..<2000 {
            let number =
                Int.random(in: .min ... .max, using: &random) >> Int.random(in: 0..<64, using: &random)
            var bytes = GrowingBytes()
            bytes.append(decimal: number)
            #expect(bytes.text == String(number))
        }
    }

    @Test("has names in sixteen digits", arguments: [0, 9, 0xA, 0x0123_4567_89AB_CDEF, .max, 1 << 63])
    func hexadecimal(number: UInt64) {
        var bytes = GrowingBytes()
        bytes.append(hexadecimal: number)
        let digits = String(number, radix: 16)
        #expect(bytes.text == String(repeating: "0", count: 16 - digits.count) + digits)
    }

    @Test("masks what is ASCII as it masks everything else")
    func masks() {
        var random = SeededGenerator(seed: 11)
        let alphabet = Array("abcXYZ019 -./\n_:@".unicodeScalars)
        for _ in 0..<2000 {
            let count = Int.random(in: 1..<90, using: &random)
            var text = ""
            for _ in 0..<count { text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a") }
            // A letter in front that is none of ASCII's changes neither the end nor, in long values, anything.
            let shown = MaskedValue.masked(text, show: .ends).unicodeScalars
            let letters = text.unicodeScalars.count {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
            }
            let other = MaskedValue.masked("é" + text, show: .ends).unicodeScalars
            #expect(shown.count == min(count, 64) + (count >= 64 ? 1 : 0))
            guard letters % 4 != 3 || letters >= 16 else { continue }
            let tail = min(shown.count, 63)
            #expect(Array(shown.suffix(tail)) == Array(other.suffix(tail)), "\(count)")
        }
    }

    @Test("says in code points where the value stands in an excerpt")
    func codePoints() {
        let text = "é•🙂ab•"
        for start in 0...text.utf8.count {
            for end in start...text.utf8.count {
                let excerpt = ExcerptRecord(text, value: ByteSpan(start, end))
                #expect(excerpt.codePoints.lowerBound == excerpt.before.unicodeScalars.count)
                #expect(excerpt.codePoints.count == excerpt.marked.unicodeScalars.count)
            }
        }
    }

    @Test("is the same whether findings are drafted together or added one by one")
    func drafts() throws {
        let formats: [any ReportFormat] = [
            JSONLinesReport(), JSONReport(), SARIFReport(language: .german), CSVReport(language: .english),
        ]
        let names = try #require(NameKey(Array("a key for tests only".utf8)))
        let recorder = Recorder(mask: Mask(), names: names)
        let findings = try SampleReport.findings()
        for format in formats {
            var (one, other) = (format, format)
            var first = ReportOutput()
            var second = ReportOutput()
            try one.begin(SampleReport.run(), to: &first)
            try other.begin(SampleReport.run(), to: &second)
            let draft = try #require(other.draft())
            for finding in findings { try one.add(recorder.record(finding), to: &first) }
            for stretch in [findings[..<0], findings[..<1], findings[1...]] {
                draft.empty()
                recorder.forEach(Array(stretch)) { draft.add(&$0) }
                try other.add(draft, to: &second)
            }
            try one.end(SampleReport.summary, to: &first)
            try other.end(SampleReport.summary, to: &second)
            #expect(first.bytes == second.bytes)
        }
    }
}
