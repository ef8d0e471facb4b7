import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

/// Long encoded texts, which are decoded many bytes at a time where the processor can.
@Suite("Long encoded texts")
struct TransferDecodingTests {
    /// Quoted-printable, one byte after the other.
    private static func quotedPrintable(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == 0x3D {
                if place + 2 < text.count, let high = text[place + 1].hexValue,
                    let low = text[place + 2].hexValue
                {
                    output.append(high << 4 | low)
                    place += 3
                    continue
                }
                var end = place + 1
                while end < text.count, text[end].isBlank { end += 1 }
                if end == text.count || text[end] == 0x0A || text[end] == 0x0D {
                    let isPair = end + 1 < text.count && text[end] == 0x0D && text[end + 1] == 0x0A
                    place = end + (isPair ? 2 : 1)
                    continue
                }
            }
            output.append(text[place])
            place += 1
        }
        return output
    }

    @Test("in quoted-printable are decoded like short ones")
    func quoted() {
        var random = SeededGenerator(seed: 11)
        let pieces = [
            "Wort ", "=C3=A4", "=3d", "=\n", "=\r\n", "= \n", "=", "==", "=4", "=\r", "\n", "\u{E4}", "=EZ",
            "=A",
            "Ein längerer Satz ohne alles, der über einen Block hinausgeht, ohne ein Zeichen zu haben. ",
        ]
        for round in 0..<600 {
            let some = pieces.prefix(round % 2 == 0 ? 5 : pieces.count) + pieces.suffix(1)
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0...80, using: &random) {
                text += Array(some[Int.random(in: 0..<some.count, using: &random)].utf8)
            }
            let decoded = QuotedPrintable.decode(text.span, 0..<text.count)
            #expect(decoded.bytes(in: 0..<decoded.count) == Self.quotedPrintable(text))
        }
    }

    @Test("in quoted-printable may end with an escape, and have one at any place")
    func quotedEnds() {
        for count in 100..<240 {
            for escape in ["=41", "=\n", "=\r\n", "=", "=4", "=Z1"] {
                for place in [count - 1, count - escape.utf8.count, count / 2, 0] {
                    var text = [UInt8](repeating: 0x61, count: count)
                    let some = Array(escape.utf8).prefix(count - place)
                    text.replaceSubrange(place..<place + some.count, with: some)
                    let decoded = QuotedPrintable.decode(text.span, 0..<text.count)
                    #expect(decoded.bytes(in: 0..<decoded.count) == Self.quotedPrintable(text))
                }
            }
        }
    }

    @Test("in base64 are decoded like short ones, wherever lines end and strange bytes stand")
    func base64() {
        var random = SeededGenerator(seed: 12)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for round in 0..<600 {
            let plain = (0..<Int.random(in: 0...900, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let width = [76, 64, 60, 7, 100_000][round % 5]
            var text: [UInt8] = []
            var letters = 0
            var isOdd = false
            func put(_ letter: UInt8) {
                text.append(letter)
                letters += 1
                if letters % width == 0 { text += round % 2 == 0 ? [0x0A] : [0x0D, 0x0A] }
                if round % 3 == 0, Int.random(in: 0..<200, using: &random) == 0 {
                    text.append(0x2D)
                    isOdd = true
                }
            }
            for start in stride(from: 0, to: plain.count, by: 3) {
                let some = plain[start..<min(start + 3, plain.count)]
                let bits = some.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - some.count))
                for index in 0...some.count { put(alphabet[bits >> (18 - 6 * index) & 63]) }
                if some.count < 3, round % 4 > 0 { text += Array(repeating: 0x3D, count: 3 - some.count) }
            }
            let (storage, oddities) = Base64.decode(text.span, 0..<text.count)
            #expect(storage.bytes(in: 0..<storage.count) == plain)
            #expect(oddities.isOdd == isOdd)
        }
    }

    @Test("names of header fields are known in any case")
    func names() {
        let known: [(name: String, kind: MailFieldKind)] = [
            ("From", .from), ("TO", .to), ("cC", .cc), ("Subject", .subject), ("Message-ID", .messageID),
            ("Content-Transfer-Encoding", .transferEncoding), ("Content-Type", .contentType),
            ("Disposition-Notification-To", .addresses), ("MSIP_Label_1a2b_Enabled", .label),
            ("ARC-Seal", .machine), ("X-MS-Exchange-Antispam", .machine), ("Received", .machine),
            ("X-Ms", .comment),
            ("Subjects", .comment), ("Fro", .comment), ("F", .comment), ("Content-Typo", .comment),
            ("Content-Transfer-Encodinx", .comment), ("X-Note", .comment),
        ]
        for (name, kind) in known {
            // What stands behind a name is none of it.
            for spelling in [name, name.lowercased(), name.uppercased()] {
                let bytes = Array((spelling + "-Type: x").utf8)
                #expect(MailFieldKind(bytes.span, 0..<spelling.utf8.count) == kind, "\(name)")
            }
        }
    }
}
