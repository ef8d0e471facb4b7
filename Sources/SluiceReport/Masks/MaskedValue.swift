import SluiceModel

/// Values with dots for what must not be seen.
enum MaskedValue {
    private static let longest = 64
    /// Says nothing of a length.
    static let hidden: StaticString = "••••••••"

    /// `text` with a dot for what must not be seen.
    ///
    /// Of `ends` remain the last letters and digits, four at most and a quarter at most, and the separators;
    /// of `none` not even the length.
    static func masked(_ text: String, show: Show) -> String {
        switch show {
        case .all: return text
        case .none: return hidden.description
        case .ends: break
        }
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            var text = text
            var bytes = GrowingBytes()
            text.withUTF8 { unsafe writeASCII($0, to: &bytes) }
            return bytes.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
        }
        var left = quarterOfLetters(text)
        var masked: [Unicode.Scalar] = []
        masked.reserveCapacity(longest + 1)
        for scalar in text.unicodeScalars.reversed() {
            if isSeparator(scalar) {
                masked.append(scalar)
            } else if left > 0, isLetter(scalar) {
                masked.append(scalar)
                left -= 1
            } else {
                // What is no letter ends what is shown.
                left = 0
                masked.append("•")
            }
            guard masked.count < longest else {
                masked.append("…")
                break
            }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * masked.count)
        for scalar in masked.reversed() {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes `text` as ``masked(_:show:)`` gives it with `ends`, where it is ASCII, as nearly all values are.
    static func writeASCII(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout GrowingBytes) {
        var letters = 0
        for place in text.indices where isASCIILetter(UInt32(unsafe text[place])) { letters += 1 }
        var left = min(letters, 16) / 4
        // What is shown stands at the end; before it dots and separators.
        let start = max(0, text.count - longest)
        var shown = text.count
        while shown > start {
            let byte = unsafe text[shown - 1]
            let isShown = left > 0 && isASCIILetter(UInt32(byte))
            guard isShown || isASCIISeparator(byte) else { break }
            if isShown { left -= 1 }
            shown -= 1
        }
        bytes.append(atMost: 3 * (longest + 2)) { target in
            var count = 0
            if text.count >= longest { count = unsafe write(0xE2_80_A6, to: target) }
            for place in start..<shown {
                let byte = unsafe text[place]
                if isASCIISeparator(byte) {
                    unsafe target[count] = byte
                    count += 1
                } else {
                    count += unsafe write(0xE2_80_A2, to: target + count)
                }
            }
            for place in shown..<text.count {
                unsafe target[count] = unsafe text[place]
                count += 1
            }
            return count
        }
    }

    /// A code point of three bytes: `•` or `…`.
    private static func write(_ bytes: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe target[0] = UInt8(truncatingIfNeeded: bytes >> 16)
        unsafe target[1] = UInt8(truncatingIfNeeded: bytes >> 8)
        unsafe target[2] = UInt8(truncatingIfNeeded: bytes)
        return 3
    }

    private static func isASCIISeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09...0x0D, 0x20, 0x2D, 0x2E, 0x2F: true
        default: false
        }
    }

    /// A quarter of the letters and digits, four at most; more of them than that need not be counted.
    private static func quarterOfLetters(_ text: String) -> Int {
        var letters = 0
        for scalar in text.unicodeScalars where isLetter(scalar) {
            letters += 1
            if letters == 16 { break }
        }
        return letters / 4
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isASCIILetter(scalar.value) }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func isASCIILetter(_ value: UInt32) -> Bool {
        value &- 0x30 < 10 || (value | 0x20) &- 0x61 < 26
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x2D, 0x2E, 0x2F: true
        case ..<0x80: false
        default: scalar.properties.isWhitespace
        }
    }

    static func isASCII(_ text: UnsafeRawBufferPointer) -> Bool {
        var seen: UInt64 = 0
        var place = 0
        while place + 8 <= text.count {
            seen |= unsafe text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            place += 8
        }
        while place < text.count {
            seen |= UInt64(unsafe text[place])
            place += 1
        }
        return seen & 0x8080_8080_8080_8080 == 0
    }
}
