import Foundation
import TestSupport

/// Makes mails by chance: nested parts, every transfer encoding and charset, headers with encoded words.
struct MailGenerator {
    private var random: SeededGenerator
    private var boundaries = 0
    private var lineEnd = "\n"

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static let words = [
        "Graureiher", "Nordhalle", "Plan", "Preis", "and", "the", "Größe", "über", "Straße", "Ärger", "4.711",
        "price=12", "x", "Hallgrim", "Papier,", "Menge:", "--", "begin", "=3D", "a=b=c", "Tiefenstein",
    ]
    private static let foreign: [(charset: String, encoding: String.Encoding, words: [String])] = [
        ("utf-8", .utf8, ["Größe", "Ελλάδα", "план", "秘密", "𝄞", "naïve"]),
        ("iso-8859-1", .isoLatin1, ["Größe", "naïve", "señor"]),
        ("windows-1252", .windowsCP1252, ["Größe", "„Zitat“", "5€"]),
        ("iso-8859-2", .isoLatin2, ["Łódź", "żółw", "Größe"]),
        ("windows-1251", .windowsCP1251, ["план", "завода", "секретный"]),
        ("iso-2022-jp", .iso2022JP, ["秘密", "計画", "です"]),
        ("utf-8", .utf8, ["plain"]), ("us-ascii", .ascii, ["plain", "only"]),
    ]

    mutating func mail() -> [UInt8] {
        lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
        var mail = header("From", "Jana Reuter <jana.reuter@westbach.example>")
        mail += header("To", "tom.becker@westbach.example")
        mail += header("Date", "Tue, 12 May 2026 18:42:10 +0200")
        mail += header("Subject", subject())
        mail += header("MIME-Version", "1.0")
        return mail + entity(depth: 0)
    }

    private func header(_ name: String, _ value: String) -> [UInt8] {
        Array((name + ": " + value + lineEnd).utf8)
    }

    private mutating func entity(depth: Int) -> [UInt8] {
        let roll = Int.random(in: 0..<10, using: &random)
        if depth < 4, roll < 4 { return multipart(depth: depth) }
        if depth > 0, depth < 4, roll == 4 { return innerMail(depth: depth) }
        return leaf()
    }

    private mutating func multipart(depth: Int) -> [UInt8] {
        boundaries += 1
        let kind =
            ["mixed", "alternative", "related", "parallel", "x-eigen"].randomElement(using: &random)
            ?? "mixed"
        let boundary =
            ["b\(boundaries)", "=_\(boundaries)_x", "----=_Part_\(boundaries)", "a b'\(boundaries)"]
            .randomElement(using: &random) ?? "b"
        let folded = Bool.random(using: &random) ? lineEnd + "\t" : " "
        var bytes = header("Content-Type", "multipart/\(kind);\(folded)boundary=\"\(boundary)\"")
        bytes += Array(lineEnd.utf8)
        if Int.random(in: 0..<4, using: &random) == 0 { bytes += Array(("preamble" + lineEnd).utf8) }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            bytes += Array(("--" + boundary + lineEnd).utf8)
            bytes += entity(depth: depth + 1)
            bytes += Array(lineEnd.utf8)
        }
        bytes += Array(("--" + boundary + "--" + lineEnd).utf8)
        if Int.random(in: 0..<4, using: &random) == 0 { bytes += Array(("epilogue" + lineEnd).utf8) }
        return bytes
    }

    private mutating func innerMail(depth: Int) -> [UInt8] {
        var bytes = header("Content-Type", "message/rfc822") + Array(lineEnd.utf8)
        bytes += header("From", "innen@westbach.example") + header("Subject", subject())
        return bytes + entity(depth: depth + 1)
    }

    private mutating func leaf() -> [UInt8] {
        let set = Self.foreign.randomElement(using: &random) ?? Self.foreign[0]
        let isHTML = Int.random(in: 0..<4, using: &random) == 0
        var lines: [String] = []
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            lines.append(
                line(
                    set.words,
                    isASCII: set.charset == "us-ascii" || set.charset == "iso-2022-jp"
                        || set.charset == "windows-1251"))
        }
        var text = lines.joined(separator: lineEnd) + lineEnd
        if isHTML {
            text = "<p>" + text.replacingOccurrences(of: "\(lineEnd)", with: "<br>\(lineEnd)") + "</p>"
        }
        let data = text.data(using: set.encoding) ?? Data("unencodable".utf8)
        let quote = Bool.random(using: &random) ? "\"" : ""
        var bytes = header(
            "Content-Type", "text/\(isHTML ? "html" : "plain"); charset=\(quote)\(set.charset)\(quote)")
        return bytes.appendingBody(
            &bytes, Array(data), encoding: Int.random(in: 0..<4, using: &random), lineEnd, &random)
    }

    private mutating func line(_ words: [String], isASCII: Bool) -> String {
        let own = isASCII ? Self.words.filter { $0.utf8.count == $0.count } : Self.words
        let plain =
            words == ["plain"]
            ? own.filter { $0.utf8.count == $0.count } : words + own.filter { $0.utf8.count == $0.count }
        return (0..<Int.random(in: 0...14, using: &random)).map { _ in
            plain.randomElement(using: &random) ?? "x"
        }
        .joined(separator: " ")
    }

    private mutating func subject() -> String {
        let set = Self.foreign.randomElement(using: &random) ?? Self.foreign[0]
        var pieces: [String] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard Bool.random(using: &random) else {
                pieces.append(["plain", "Re:", "word", "12"].randomElement(using: &random) ?? "x")
                continue
            }
            let word = (set.words.randomElement(using: &random) ?? "x") + " " + (set.words.first ?? "y")
            guard let data = word.data(using: set.encoding) else { continue }
            // GMime decodes neighbouring words in base64 as one text, and loses what follows the first one's padding.
            let isAlone = pieces.last?.hasPrefix("=?") != true
            if isAlone, Bool.random(using: &random) {
                pieces.append("=?\(set.charset)?B?\(data.base64EncodedString())?=")
            } else {
                let text = data.map {
                    $0 == 0x20
                        ? "_"
                        : ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A && $0 < 0x80)
                            ? String(UnicodeScalar($0)) : String(format: "=%02X", $0)
                }
                pieces.append("=?\(set.charset)?Q?\(text.joined())?=")
            }
        }
        let gap = Int.random(in: 0..<3, using: &random) == 0 ? lineEnd + " " : " "
        return pieces.joined(separator: gap)
    }
}

extension [UInt8] {
    /// Appends the transfer encoding's field and a body in it.
    fileprivate func appendingBody(
        _ bytes: inout [UInt8], _ data: [UInt8], encoding: Int, _ lineEnd: String,
        _ random: inout SeededGenerator
    ) -> [UInt8] {
        let names = ["8bit", "quoted-printable", "base64", "binary"]
        bytes += Array("Content-Transfer-Encoding: \(names[encoding])\(lineEnd)\(lineEnd)".utf8)
        switch encoding {
        case 1: bytes += quotedPrintable(data, lineEnd, &random)
        case 2:
            let text = Data(data).base64EncodedString()
            var place = text.startIndex
            let width = Int.random(in: 1...19, using: &random) * 4
            while place < text.endIndex {
                let end = text.index(place, offsetBy: width, limitedBy: text.endIndex) ?? text.endIndex
                bytes += Array((text[place..<end] + lineEnd).utf8)
                place = end
            }
        default: bytes += data
        }
        return bytes
    }

    private func quotedPrintable(_ data: [UInt8], _ lineEnd: String, _ random: inout SeededGenerator)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        var column = 0
        for (index, byte) in data.enumerated() {
            if byte == 0x0A || byte == 0x0D && index + 1 < data.count && data[index + 1] == 0x0A {
                bytes.append(byte)
                column = 0
                continue
            }
            let isBlankAtEnd =
                byte == 0x20
                && (index + 1 == data.count || data[index + 1] == 0x0A || data[index + 1] == 0x0D)
            if byte >= 0x7F || byte < 0x20 || byte == 0x3D || isBlankAtEnd
                || Int.random(in: 0..<20, using: &random) == 0
            {
                bytes += Array(String(format: Bool.random(using: &random) ? "=%02X" : "=%02x", byte).utf8)
                column += 3
            } else {
                bytes.append(byte)
                column += 1
            }
            if column > 70 {
                bytes += Array(("=" + lineEnd).utf8)
                column = 0
            }
        }
        return bytes
    }
}
