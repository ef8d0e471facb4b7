/// Encodings of a text in JSON, in tables and in mailboxes.
enum TextLayers {
    /// The escapes of JSON's strings (RFC 8259, section 7).
    static func json(_ source: [UInt8]) -> MappedLayer {
        var mapped = MappedLayer(capacity: source.count) { bytes, _ in escaped(bytes) }
        var place = 0
        while place < source.count {
            guard source[place] == 0x5C, place + 1 < source.count else {
                mapped.append(source[place], from: place..<place + 1)
                place += 1
                continue
            }
            let (length, scalar) = escape(source, at: place)
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                mapped.append(byte, from: place..<place + length)
            }
            place += length
        }
        return mapped
    }

    /// The doubled quotes of a quoted cell (RFC 4180).
    static func table(_ source: [UInt8]) -> MappedLayer {
        var mapped = MappedLayer(capacity: source.count) { bytes, _ in
            bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }
        }
        var place = 0
        while place < source.count {
            let isDouble = source[place] == 0x22 && place + 1 < source.count && source[place + 1] == 0x22
            mapped.append(source[place], from: place..<place + (isDouble ? 2 : 1))
            place += isDouble ? 2 : 1
        }
        return mapped
    }

    /// A mail's body in an mbox, where `>` stands before lines that begin with `From `.
    static func mailbox(_ source: [UInt8]) -> MappedLayer {
        var mapped = MappedLayer(capacity: source.count) { bytes, _ in bytes }
        var isLineStart = true
        for place in source.indices {
            defer { isLineStart = source[place] == 0x0A }
            if isLineStart, source[place] == 0x3E {
                var next = place
                while next < source.count, source[next] == 0x3E { next += 1 }
                if source[next...].starts(with: "From ".utf8) { continue }
            }
            mapped.append(source[place], from: place..<place + 1)
        }
        return mapped
    }

    /// Text in which each byte of UTF-8 was written as a letter of its own; nil where `source` is no such text.
    static func mojibake(_ source: [UInt8]) -> MappedLayer? {
        guard source.contains(where: { $0 >= 0x80 }) else { return nil }
        var mapped = MappedLayer(capacity: source.count) { bytes, _ in
            bytes.flatMap { UTF8.encode(Unicode.Scalar($0)).map(Array.init) ?? [] }
        }
        var place = 0
        while place < source.count {
            let byte = source[place]
            if byte < 0x80 {
                mapped.append(byte, from: place..<place + 1)
                place += 1
            } else if byte == 0xC2 || byte == 0xC3, place + 1 < source.count, source[place + 1] >= 0x80 {
                mapped.append((byte & 3) << 6 | source[place + 1] & 0x3F, from: place..<place + 2)
                place += 2
            } else {
                return nil
            }
        }
        return String(validating: mapped.decoded, as: UTF8.self) == nil ? nil : mapped
    }

    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x22, 0x5C: [0x5C, byte]
            case 0..<0x20:
                Array("\\u00".utf8) + [ASCII.hexDigit(byte >> 4), ASCII.hexDigit(byte & 15)]
            default: [byte]
            }
        }
    }

    private static func escape(_ source: [UInt8], at place: Int) -> (length: Int, scalar: Unicode.Scalar) {
        switch source[place + 1] {
        case UInt8(ascii: "n"): return (2, "\n")
        case UInt8(ascii: "t"): return (2, "\t")
        case UInt8(ascii: "r"): return (2, "\r")
        case UInt8(ascii: "b"): return (2, "\u{8}")
        case UInt8(ascii: "f"): return (2, "\u{C}")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return (2, Unicode.Scalar(source[place + 1]))
        case UInt8(ascii: "u"): break
        default: return (1, "\\")
        }
        guard let unit = unit(source, at: place + 2) else { return (1, "\\") }
        if (0xD800...0xDBFF).contains(unit), place + 11 < source.count, source[place + 6] == 0x5C,
            source[place + 7] == UInt8(ascii: "u"), let low = self.unit(source, at: place + 8),
            (0xDC00...0xDFFF).contains(low)
        {
            return (12, Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)) ?? "\u{FFFD}")
        }
        return (6, Unicode.Scalar(unit) ?? "\u{FFFD}")
    }

    private static func unit(_ source: [UInt8], at start: Int) -> UInt32? {
        guard start + 4 <= source.count else { return nil }
        var value: UInt32 = 0
        for place in start..<start + 4 {
            guard let digit = ASCII.hexValue(source[place]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
