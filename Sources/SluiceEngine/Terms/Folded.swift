/// The folded form of one scalar: one to four bytes, the first in the lowest place.
///
/// ASCII letters and all others in lower case; ä, ö, ü as ae, oe, ue and ß as ss, so that both German
/// spellings fold to the same bytes.
struct Folded {
    var bytes: UInt32
    var count: Int

    private init(_ bytes: UInt32, _ count: Int) {
        self.bytes = bytes
        self.count = count
    }

    @inline(__always)
    init(_ value: UInt32) {
        if value < 0x80 {
            self.init(UInt32(TextScalar.lowercaseASCII(UInt8(value))), 1)
        } else {
            self.init(beyondASCII: value)
        }
    }

    /// The form in the scalar's own case: Ä as Ae, ẞ as SS.
    init(exact value: UInt32) {
        switch value {
        case 0xC4: self.init(0x6541, 2)
        case 0xD6: self.init(0x654F, 2)
        case 0xDC: self.init(0x6555, 2)
        case 0x1E9E: self.init(0x5353, 2)
        case 0xE4, 0xF6, 0xFC, 0xDF: self.init(beyondASCII: value)
        default: self.init(encoding: value)
        }
    }

    @inline(__always)
    init(_ value: UInt32, isExact: Bool) {
        if isExact { self.init(exact: value) } else { self.init(value) }
    }

    private init(beyondASCII value: UInt32) {
        switch value {
        case 0xE4, 0xC4: self.init(0x6561, 2)
        case 0xF6, 0xD6: self.init(0x656F, 2)
        case 0xFC, 0xDC: self.init(0x6575, 2)
        case 0xDF, 0x1E9E: self.init(0x7373, 2)
        default: self.init(encoding: ScalarTable.shared.lowercase(value))
        }
    }

    /// The scalar's UTF-8, not folded.
    init(encoding value: UInt32) {
        switch value {
        case 0..<0x80:
            (bytes, count) = (value, 1)
        case 0x80..<0x800:
            (bytes, count) = (0x80C0 | value >> 6 | (value & 0x3F) << 8, 2)
        case 0x800..<0x1_0000:
            bytes = 0x8080E0 | value >> 12 | (value >> 6 & 0x3F) << 8 | (value & 0x3F) << 16
            count = 3
        default:
            bytes = 0x8080_80F0 | value >> 18 | (value >> 12 & 0x3F) << 8 | (value >> 6 & 0x3F) << 16
            bytes |= (value & 0x3F) << 24
            count = 4
        }
    }

    @inline(__always)
    subscript(index: Int) -> UInt8 { UInt8(truncatingIfNeeded: bytes &>> UInt32(index &* 8)) }

    func append(to target: inout [UInt8]) {
        for index in 0..<count { target.append(self[index]) }
    }
}
