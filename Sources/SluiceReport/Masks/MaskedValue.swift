import CReportBytes
import SluiceModel

/// Values with dots for what must not be seen.
enum MaskedValue {
    private static let longest = Int(sluice_mask_longest)
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
        guard let source = text.baseAddress else { return }
        bytes.append(atMost: Int(sluice_mask_room)) { unsafe sluice_mask_ends($0, source, text.count) }
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
