import SluiceModel
import SluiceText

extension HeaderLayer {
    /// The encoded word at `place`: its form, its octets, and where it ends.
    static func word(_ source: [UInt8], at place: Int) -> (
        form: WordForm, octets: [UInt8], end: Int
    )? {
        guard place + 6 < source.count, source[place + 1] == 0x3F else { return nil }
        let head = place + 2
        guard let second = source[head..<min(source.count, head + 80)].firstIndex(of: 0x3F), second > head,
            second + 2 < source.count, source[second + 2] == 0x3F
        else { return nil }
        let kind = source[second + 1] | 0x20
        guard kind == 0x62 || kind == 0x71 else { return nil }
        let start = second + 3
        var stop = start
        while stop + 1 < source.count, source[stop] != 0x3F || source[stop + 1] != 0x3D {
            if source[stop] == 0x0A { return nil }
            stop += 1
        }
        guard stop + 1 < source.count else { return nil }
        let name = source[head..<second].prefix { $0 != 0x2A }
        let form = WordForm(
            charset: String(decoding: name, as: UTF8.self).lowercased(), isBase64: kind == 0x62)
        let text = Array(source[start..<stop])
        return (form, form.isBase64 ? Base64Code.decoded(text) : quoted(text), stop + 2)
    }

    /// The Q encoding, in which `_` is a blank (RFC 2047, 4.2).
    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == 0x3D, place + 2 < text.count, let high = ASCII.hexValue(text[place + 1]),
                let low = ASCII.hexValue(text[place + 2])
            {
                output.append(high << 4 | low)
                place += 3
            } else {
                output.append(text[place] == 0x5F ? 0x20 : text[place])
                place += 1
            }
        }
        return output
    }

    /// `text` as encoded words of at most 75 characters, in the charset it had where that has all of it.
    static func words(_ text: [UInt8], _ form: WordForm) -> [UInt8] {
        var charset = form.charset
        let octets = Charset(label: charset).flatMap { CharsetCoder($0, []).encoded(text) } ?? text
        if self.text(octets, charset) != text { charset = "utf-8" }
        let coder = Charset(label: charset).map { CharsetCoder($0, []) }
        let head = Array("=?\(charset)?\(form.isBase64 ? "B" : "Q")?".utf8)
        let most = form.isBase64 ? (73 - head.count) / 4 * 3 : 73 - head.count
        var words: [[UInt8]] = []
        var held: [UInt8] = []
        var length = 0
        func flush() {
            let body = form.isBase64 ? Base64Code.encoded(held) : held.flatMap(token)
            words.append(head + body + Array("?=".utf8))
        }
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            let bytes = Array(String(Character(scalar)).utf8)
            let encoded = coder?.encoded(bytes) ?? bytes
            let size = form.isBase64 ? encoded.count : encoded.flatMap(token).count
            if length + size > most, !held.isEmpty {
                flush()
                (held, length) = ([], 0)
            }
            held += encoded
            length += size
        }
        if held.isEmpty, words.isEmpty { held = [0x2A] }
        if !held.isEmpty { flush() }
        return Array(words.joined(separator: [0x20]))
    }

    private static func token(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x20: [0x5F]
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D: [byte]
        default: [0x3D, ASCII.hexDigit(byte >> 4), ASCII.hexDigit(byte & 15)]
        }
    }
}
