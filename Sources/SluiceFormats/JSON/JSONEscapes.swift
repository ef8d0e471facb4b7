import Glibc

/// The escapes in strings of JSON (RFC 8259, section 7).
enum JSONEscapes {
    /// Appends what `raw` means, a string without its quotes, or a stretch of JSON whose strings are meant.
    ///
    /// An escape that is none stays as it is; half of a surrogate pair becomes U+FFFD.
    static func decode(_ raw: Span<UInt8>, into text: inout [UInt8]) {
        var place = 0
        while place < raw.count {
            let rest = raw.extracting(place..<raw.count)
            let plain = firstBackslash(in: rest)
            append(rest.extracting(first: plain), to: &text)
            place += plain
            if place < raw.count { place += decodeEscape(raw.extracting(place..<raw.count), into: &text) }
        }
    }

    /// How many bytes stand before the first backslash.
    private static func firstBackslash(in raw: Span<UInt8>) -> Int {
        unsafe raw.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, 0x5C, bytes.count) else {
                return bytes.count
            }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    static func append(_ plain: Span<UInt8>, to text: inout [UInt8]) {
        unsafe plain.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    }

    /// Decodes the escape at the beginning of `raw`; gives its length.
    private static func decodeEscape(_ raw: Span<UInt8>, into text: inout [UInt8]) -> Int {
        guard raw.count > 1 else {
            text.append(raw[0])
            return 1
        }
        switch raw[1] {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(raw[1])
        case UInt8(ascii: "u"): return decodeUnicode(raw, into: &text)
        default:
            text.append(0x5C)
            return 1
        }
        return 2
    }

    private static func decodeUnicode(_ raw: Span<UInt8>, into text: inout [UInt8]) -> Int {
        guard let unit = hexadecimal(raw, at: 2) else {
            text.append(0x5C)
            return 1
        }
        if (0xD800...0xDBFF).contains(unit), raw.count >= 12, raw[6] == 0x5C, raw[7] == UInt8(ascii: "u"),
            let low = hexadecimal(raw, at: 8), (0xDC00...0xDFFF).contains(low)
        {
            append(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), to: &text)
            return 12
        }
        append(unit, to: &text)
        return 6
    }

    private static func hexadecimal(_ raw: Span<UInt8>, at start: Int) -> UInt32? {
        guard start + 4 <= raw.count else { return nil }
        var value: UInt32 = 0
        for place in start..<start + 4 {
            let byte = raw[place]
            let digit: UInt8 =
                switch byte {
                case 0x30...0x39: byte - 0x30
                case 0x41...0x46: byte - 0x41 + 10
                case 0x61...0x66: byte - 0x61 + 10
                default: 0xFF
                }
            guard digit < 16 else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func append(_ code: UInt32, to text: inout [UInt8]) {
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
