import CReportBytes
import SluiceModel
import TestSupport
import Testing

@testable import SluiceReport

@Suite("What reports ask of bytes, sixteen at a time")
struct ReportBytesTests {
    /// Texts of all lengths, mostly plain, with all that is special at any place.
    private func texts() -> [String] {
        var random = SeededGenerator(seed: 5)
        let odd = Array("\"\\,;=]{}\n\t\u{7F}\u{85}\u{A0}é•…\u{200E}\u{202A}\u{202F}\u{2066}🙂".unicodeScalars)
        let plain = Array("abc XYZ 019 .:".unicodeScalars)
        return (0..<1500).map { index in
            var text = ""
            for _ in 0..<index % 75 {
                let letters = Int.random(in: 0..<40, using: &random) == 0 ? odd : plain
                text.unicodeScalars.append(letters.randomElement(using: &random) ?? "a")
            }
            return text
        }
    }

    @Test("call a message plain only where it is written as it stands")
    func messages() {
        var plain = 0
        for text in texts() {
            let bytes = Array(text.utf8)
            guard unsafe sluice_is_plain_message(bytes, bytes.count) else { continue }
            plain += 1
            #expect(SARIF.message(TextStyle.visible(text)) == text)
        }
        #expect(plain > 300)
    }

    @Test("leave a cell without quotes just where nothing in it asks for them")
    func cells() {
        for text in texts() {
            let bytes = Array(text.utf8)
            let asks = bytes.contains { $0 < 0x20 || [0x22, 0x2C, 0x3B].contains($0) }
            #expect(unsafe sluice_is_plain_cell(bytes, bytes.count) != asks)
        }
    }

    @Test("count code points behind the last line feed")
    func codePoints() {
        for text in texts() {
            let bytes = Array(text.utf8)
            var lines = 0
            let column = unsafe sluice_last_column(bytes, bytes.count, &lines)
            let pieces = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines == pieces.count - 1)
            #expect(column == pieces.last?.count)
        }
    }

    @Test("see just the bytes that JSON escapes")
    func escapes() {
        for text in texts() {
            let bytes = Array(text.utf8)
            let needs = bytes.contains { $0 < 0x20 || [0x22, 0x5C, 0x7F].contains($0) }
            #expect(unsafe sluice_needs_json_escape(bytes, bytes.count) == needs)
        }
    }
}
