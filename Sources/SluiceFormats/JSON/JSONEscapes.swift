import CScanKernels
import SluiceModel
import SluiceText

/// The escapes in strings of JSON (RFC 8259, section 7).
enum JSONEscapes {
    /// What `raw` means, a string without its quotes, or a stretch of JSON whose strings are meant.
    ///
    /// An escape that is none stays as it is; half of a surrogate pair becomes U+FFFD.
    static func decoded(_ raw: Span<UInt8>) -> TextStorage {
        unsafe TextStorage(unsafeUninitializedCapacity: raw.count) { target in unsafe decode(raw, to: target)
        }
    }

    /// Like ``decoded(_:)``, as bytes.
    static func decodedBytes(_ raw: Span<UInt8>) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: raw.count) { target, count in
            count = unsafe decode(raw, to: target)
        }
    }

    /// Whether `<` or `&` is written as an escape in `raw`.
    static func holdHTML(_ raw: Span<UInt8>) -> Bool {
        var place = 0
        while let found = raw.place(of: 0x5C, in: place..<raw.count) {
            place = min(raw.count, found + 2)
            guard found + 5 < raw.count, raw[found + 1] | 0x20 == 0x75, raw[found + 2] == 0x30,
                raw[found + 3] == 0x30
            else { continue }
            let last = raw[found + 5]
            if raw[found + 4] == 0x33 && last | 0x20 == 0x63 || raw[found + 4] == 0x32 && last == 0x36 {
                return true
            }
        }
        return false
    }

    /// Writes what ``decoded(_:)`` gives; gives how many bytes that is.
    ///
    /// No escape is shorter than what it means, so that `target` has room where it is as long as `raw`.
    static func decode(_ raw: Span<UInt8>, to target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        unsafe raw.withUnsafeBufferPointer { raw -> Int in
            guard let from = raw.baseAddress, let to = target.baseAddress, target.count >= raw.count else {
                return 0
            }
            var (place, written) = (0, 0)
            while place < raw.count {
                let plain = unsafe sluice_copy_up_to(from + place, raw.count - place, 0x5C, to + written)
                place += plain
                written += plain
                if place + 1 < raw.count, let meaning = unsafe meaning(ofLetter: from[place + 1]) {
                    unsafe to[written] = meaning
                    place += 2
                    written += 1
                    continue
                }
                if place < raw.count {
                    let escape = escape(unsafe raw.span.extracting(place..<raw.count))
                    place += escape.length
                    for byte in UTF8.encode(escape.meaning) ?? UTF8.encodedReplacementCharacter {
                        unsafe to[written] = byte
                        written += 1
                    }
                }
            }
            return written
        }
    }

    static func append(_ plain: Span<UInt8>, to text: inout [UInt8]) {
        unsafe plain.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    }

    /// What the escape of more than two bytes at the beginning of `raw` means, and its length; a backslash where it is
    /// none.
    @inline(__always)
    private static func escape(_ raw: Span<UInt8>) -> (meaning: Unicode.Scalar, length: Int) {
        raw.count > 1 && raw[1] == UInt8(ascii: "u") ? unicodeEscape(raw) : ("\\", 1)
    }

    /// What the escapes of two bytes mean, by their second one.
    @inline(__always)
    private static func meaning(ofLetter letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        default: nil
        }
    }

    private static func unicodeEscape(_ raw: Span<UInt8>) -> (meaning: Unicode.Scalar, length: Int) {
        guard let unit = hexadecimal(raw, at: 2) else { return ("\\", 1) }
        if (0xD800...0xDBFF).contains(unit), raw.count >= 12, raw[6] == 0x5C, raw[7] == UInt8(ascii: "u"),
            let low = hexadecimal(raw, at: 8), (0xDC00...0xDFFF).contains(low)
        {
            let code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
            return (Unicode.Scalar(code) ?? "\u{FFFD}", 12)
        }
        return (Unicode.Scalar(unit) ?? "\u{FFFD}", 6)
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
}
