import Foundation
import SluiceModel
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
            #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            let read = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String]
            #expect(read == [text])
        }
    }

    @Test(
        "has whole numbers as Swift writes them",
        arguments: [0, 7, 9, 10, 99, 100, 1_000_000, 1_234_567_890, .max, -1, -10, .min])
    func digits(number: Int) {
        var bytes: [UInt8] = []
        Digits.append(number, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == String(number))
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
            let shown = Mask.masked(text, show: .ends).unicodeScalars
            let letters = text.unicodeScalars.count {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
            }
            let other = Mask.masked("é" + text, show: .ends).unicodeScalars
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
        let records = try SampleReport.records()
        for format in formats {
            var (one, other) = (format, format)
            var first = ReportOutput()
            var second = ReportOutput()
            try one.begin(SampleReport.run(), to: &first)
            try other.begin(SampleReport.run(), to: &second)
            let drafter = try #require(other.drafter)
            for record in records { try one.add(record, to: &first) }
            for stretch in [records[..<0], records[..<1], records[1...]] {
                var drafted: [UInt8] = []
                for record in stretch { drafter.draft(record, to: &drafted) }
                try other.add(drafted: drafted, to: &second)
            }
            #expect(first.bytes == second.bytes)
        }
    }
}
