/// Folds letters so that spellings of one word compare equal.
///
/// Case is dropped, and German letters take their two-letter spelling: `Ä`, `ä` and `ae` become `ae`, `ß`
/// and `ss` become `ss`. A combining diaeresis counts as the letter that it makes.
enum Folding {
    /// One or two bytes or scalars that a letter of the text becomes.
    struct Folded {
        var first: UInt32
        /// Zero where there is none.
        var second: UInt32
        /// How many bytes of the text were read.
        var length: Int
    }

    /// The folded form of the character at `offset`.
    @inline(__always)
    static func character(at offset: Int, in text: Span<UInt8>) -> Folded {
        let byte = text[offset]
        if byte < 0x80 {
            let lower = lowered(byte)
            if isUmlautBase(lower), offset + 2 < text.count, text[offset + 1] == 0xCC,
                text[offset + 2] == 0x88
            {
                return Folded(first: UInt32(lower), second: 0x65, length: 3)
            }
            return Folded(first: UInt32(lower), second: 0, length: 1)
        }
        return slowCharacter(at: offset, in: text)
    }

    private static func slowCharacter(at offset: Int, in text: Span<UInt8>) -> Folded {
        let (scalar, length) = CodePoints.scalar(at: offset, in: text)
        let lower = lowered(scalar)
        switch lower {
        case 0xE4: return Folded(first: 0x61, second: 0x65, length: length)
        case 0xF6: return Folded(first: 0x6F, second: 0x65, length: length)
        case 0xFC: return Folded(first: 0x75, second: 0x65, length: length)
        case 0xDF, 0x1E9E: return Folded(first: 0x73, second: 0x73, length: length)
        default: return Folded(first: lower, second: 0, length: length)
        }
    }

    static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private static func lowered(_ scalar: Unicode.Scalar) -> UInt32 {
        let value = scalar.value
        if value < 0x590 { return UInt32(lowerCase[Int(value)]) }
        switch value {
        case 0x212A: return 0x6B  // Kelvin sign
        case 0x1E00..<0x2000, 0x2C00..<0x2E00, 0xA640..<0xAB70, 0xFF21..<0xFF3B, 0x10400..<0x10450:
            let mapping = scalar.properties.lowercaseMapping.unicodeScalars
            return mapping.count == 1 ? mapping.first?.value ?? value : value
        default: return value
        }
    }

    private static func isUmlautBase(_ lower: UInt8) -> Bool {
        lower == 0x61 || lower == 0x6F || lower == 0x75
    }

    /// Lower case of U+0000 to U+058F: Latin, Greek, Cyrillic, Armenian.
    private static let lowerCase: [UInt16] = (0..<0x590).map { value in
        if value == 0x17F { return 0x73 }  // long s
        guard let scalar = Unicode.Scalar(UInt32(value)) else { return UInt16(value) }
        let mapping = scalar.properties.lowercaseMapping.unicodeScalars
        guard mapping.count == 1, let lower = mapping.first else { return UInt16(value) }
        return UInt16(truncatingIfNeeded: lower.value)
    }

    /// Whether a character belongs to a word: a letter, a digit, a combining mark.
    @inline(__always)
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x80 {
            return (value | 0x20) &- 0x61 < 26 || value &- 0x30 < 10
        }
        return isWordBeyondASCII(scalar)
    }

    private static func isWordBeyondASCII(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0xAA || value == 0xFFFD { return false }
        if (0xC0..<0x250).contains(value) { return value != 0xD7 && value != 0xF7 }
        if (0x2000..<0x2070).contains(value) { return false }
        let properties = scalar.properties
        if properties.isAlphabetic || properties.numericType != nil { return true }
        return properties.generalCategory == .nonspacingMark
    }

    /// Whether a character may stand where a phrase has a space or a hyphen.
    static func isSeparator(_ value: UInt32) -> Bool {
        switch value {
        case 0x20, 0x09, 0x0A, 0x0D, 0x2D, 0xA0, 0xAD, 0x2010...0x2015, 0x2000...0x200A, 0x202F, 0x3000: true
        default: false
        }
    }
}
