import SluiceModel
import SluiceText

/// A charset around a text.
enum CharsetLayer {
    /// The layer of the charset that a raw form names; nil where texts in it cannot be rewritten in place.
    ///
    /// Escape sequences that switch between alphabets, as in ISO 2022, hold for what follows, so a stretch cannot be
    /// taken out.
    static func make(_ source: [UInt8], charset name: String) -> MappedLayer? {
        let isRepaired = ["unknown-8bit", "utf-8 with faults"].contains(name)
        guard let charset = isRepaired ? .utf8 : Charset(label: name), !isStateful(charset.name) else {
            return nil
        }
        let coder = CharsetCoder(charset, source)
        var mapped = MappedLayer(capacity: source.count) { bytes, _ in coder.encoded(bytes) }
        var stream = CharsetStream(charset)
        var output = ByteBuffer(capacity: 64)
        var start = 0
        for place in source.indices {
            let isLast = place + 1 == source.count
            let byte = [source[place]]
            stream.decode(byte.span, atEnd: isLast, into: &output)
            guard output.count > 0 else { continue }
            output.withSpan { text in
                for index in 0..<text.count { mapped.append(text[index], from: start..<place + 1) }
            }
            output.truncate(to: 0)
            start = place + 1
        }
        return mapped
    }

    private static func isStateful(_ name: String) -> Bool {
        ["iso-2022", "utf-7", "hz", "ibm", "ebcdic"].contains { name.hasPrefix($0) }
    }
}

/// Writes short texts in a charset.
struct CharsetCoder {
    private enum Units { case utf8, utf16(isBig: Bool), utf32(isBig: Bool), bytes(hasLatin: Bool) }

    private let units: Units

    /// `source` is the text that is edited; its mark of byte order counts.
    init(_ charset: Charset, _ source: [UInt8]) {
        let isBig = source.starts(with: [0xFE, 0xFF]) || source.starts(with: [0, 0, 0xFE, 0xFF])
        units =
            switch charset {
            case .utf8: .utf8
            case .utf16: .utf16(isBig: isBig)
            case .utf16LittleEndian: .utf16(isBig: false)
            case .utf16BigEndian: .utf16(isBig: true)
            case .utf32: .utf32(isBig: isBig)
            case .utf32LittleEndian: .utf32(isBig: false)
            case .utf32BigEndian: .utf32(isBig: true)
            default: .bytes(hasLatin: [.latin1, .latin9, .windows1252].contains(charset))
            }
    }

    /// `text`, in UTF-8, in the charset; letters that it may lack are spelled in ASCII.
    func encoded(_ text: [UInt8]) -> [UInt8]? {
        if case .utf8 = units { return text }
        var output: [UInt8] = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch units {
            case .utf8: break
            case .utf16(let isBig):
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                    output += isBig ? [high, low] : [low, high]
                }
            case .utf32(let isBig):
                let value = scalar.value
                let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
                output += isBig ? bytes : bytes.reversed()
            case .bytes(let hasLatin):
                if hasLatin, (0xC0...0xFF).contains(scalar.value) {
                    output.append(UInt8(scalar.value))
                } else {
                    output += Spelling.ascii(scalar).utf8
                }
            }
        }
        return output
    }
}

/// How letters are written where there is only ASCII.
enum Spelling {
    static func ascii(_ scalar: Unicode.Scalar) -> String {
        if scalar.isASCII { return String(Character(scalar)) }
        switch scalar {
        case "ä": return "ae"
        case "ö": return "oe"
        case "ü": return "ue"
        case "Ä": return "Ae"
        case "Ö": return "Oe"
        case "Ü": return "Ue"
        case "ß": return "ss"
        case "–", "—": return "-"
        default: return "*"
        }
    }

    static func ascii(_ text: String) -> String { text.unicodeScalars.map(ascii).joined() }
}
