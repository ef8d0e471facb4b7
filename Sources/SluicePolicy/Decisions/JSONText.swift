/// Text as JSON writes it.
enum JSONText {
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}": quoted += escape(scalar)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }

    /// The text of a string literal without its quotes; nil where an escape is none.
    static func unquoted(_ literal: ArraySlice<UInt8>) -> String? {
        guard literal.contains(0x5C) else { return String(decoding: literal, as: UTF8.self) }
        var units: [UInt16] = []
        var place = literal.startIndex
        while place < literal.endIndex {
            guard literal[place] == 0x5C else {
                let end = literal[place...].firstIndex(of: 0x5C) ?? literal.endIndex
                units += String(decoding: literal[place..<end], as: UTF8.self).utf16
                place = end
                continue
            }
            guard let (unit, length) = escaped(literal[place...]) else { return nil }
            units.append(unit)
            place += length
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// What the escape at the front stands for, and how many bytes it has.
    private static func escaped(_ text: ArraySlice<UInt8>) -> (UInt16, Int)? {
        guard text.count > 1 else { return nil }
        switch text[text.startIndex + 1] {
        case 0x22: return (0x22, 2)
        case 0x5C: return (0x5C, 2)
        case 0x2F: return (0x2F, 2)
        case 0x62: return (0x08, 2)
        case 0x66: return (0x0C, 2)
        case 0x6E: return (0x0A, 2)
        case 0x72: return (0x0D, 2)
        case 0x74: return (0x09, 2)
        case 0x75:
            let digits = text.dropFirst(2).prefix(4)
            guard digits.count == 4, digits.allSatisfy(isHexadecimal),
                let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            return (unit, 6)
        default: return nil
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
