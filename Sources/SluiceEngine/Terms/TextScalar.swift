/// Reading single scalars out of text that need not be valid UTF-8.
///
/// A byte that is not part of a valid sequence stands alone and has no value. Since a lead byte never lies
/// inside a valid sequence, reading backwards and from any place gives the same scalars as reading forwards.
enum TextScalar {
    /// A byte that is no part of valid UTF-8.
    static let invalid = UInt32.max

    @inline(__always)
    static func isASCIIWord(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
    }

    @inline(__always)
    static func lowercaseASCII(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// The scalar at `place` and its length in bytes; `place` must be less than `count`.
    @inline(__always) @unsafe
    static func read(_ text: UnsafePointer<UInt8>, _ count: Int, at place: Int) -> (
        value: UInt32, length: Int
    ) {
        let lead = unsafe text[place]
        return lead < 0x80 ? (UInt32(lead), 1) : unsafe readSequence(text, count, at: place)
    }

    @unsafe
    private static func readSequence(
        _ text: UnsafePointer<UInt8>, _ count: Int, at place: Int
    ) -> (value: UInt32, length: Int) {
        let lead = unsafe text[place]
        let length: Int
        var value: UInt32
        switch lead {
        case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
        default: return (invalid, 1)
        }
        guard place + length <= count else { return (invalid, 1) }
        for index in 1..<length {
            let byte = unsafe text[place + index]
            guard byte & 0xC0 == 0x80 else { return (invalid, 1) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let overlong = length == 3 && value < 0x800 || length == 4 && value < 0x1_0000
        if overlong || value > 0x10_FFFF || 0xD800...0xDFFF ~= value { return (invalid, 1) }
        return (value, length)
    }

    /// The scalar that ends at `place`, which must be greater than 0.
    @inline(__always) @unsafe
    static func readBack(_ text: UnsafePointer<UInt8>, at place: Int) -> (value: UInt32, length: Int) {
        let last = unsafe text[place - 1]
        if last < 0x80 { return (UInt32(last), 1) }
        var length = 2
        while length <= min(4, place) {
            if unsafe text[place - length] & 0xC0 != 0x80 {
                let found = unsafe read(text, place, at: place - length)
                return found.length == length ? found : (invalid, 1)
            }
            length += 1
        }
        return (invalid, 1)
    }

    static func isWord(_ value: UInt32) -> Bool {
        if value < 0x80 { return isASCIIWord(UInt8(value)) }
        return value != invalid && ScalarTable.shared.isWord(value)
    }

    static func isSpace(_ value: UInt32) -> Bool {
        if value < 0x80 { return value == 0x20 || 9...13 ~= value }
        return value != invalid && ScalarTable.shared.isSpace(value)
    }
}
