/// Numbers as digits, without a string of each.
extension GrowingBytes {
    /// A whole number in decimal digits.
    public mutating func append(decimal number: Int) {
        append(atMost: 20) { target in
            var rest = number.magnitude
            let sign = number < 0 ? 1 : 0
            if sign == 1 { unsafe target[0] = 0x2D }
            let count = sign + digitCount(rest)
            let pairs = unsafe UnsafeRawPointer(digitPairs.utf8Start)
            var place = count
            while rest >= 100 {
                let (next, pair) = rest.quotientAndRemainder(dividingBy: 100)
                rest = next
                place -= 2
                let digits = unsafe pairs.loadUnaligned(fromByteOffset: 2 * Int(pair), as: UInt16.self)
                unsafe UnsafeMutableRawPointer(target + place).storeBytes(of: digits, as: UInt16.self)
            }
            let (ten, one) = rest.quotientAndRemainder(dividingBy: 10)
            unsafe target[place - 1] = 0x30 &+ UInt8(truncatingIfNeeded: one)
            if place - 1 > sign { unsafe target[sign] = 0x30 &+ UInt8(truncatingIfNeeded: ten) }
            return count
        }
    }

    /// Sixteen digits in hexadecimal.
    public mutating func append(hexadecimal number: UInt64) {
        append(atMost: 16) { target in
            let target = UnsafeMutableRawPointer(target)
            let (high, low) = (digits(of: number >> 32), digits(of: number & 0xFFFF_FFFF))
            unsafe target.storeBytes(of: high.bigEndian, as: UInt64.self)
            unsafe (target + 8).storeBytes(of: low.bigEndian, as: UInt64.self)
            return 16
        }
    }
}

/// The eight digits of 32 bits, a byte each, the first one at the top.
private func digits(of number: UInt64) -> UInt64 {
    var spread = (number & 0xFFFF) | (number & 0xFFFF_0000) << 16
    spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
    spread = (spread | spread << 4) & 0x0F0F_0F0F_0F0F_0F0F
    let isLetter = (spread &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return spread &+ 0x3030_3030_3030_3030 &+ isLetter &* 0x27
}

private func digitCount(_ number: UInt) -> Int {
    switch number {
    case ..<10: 1
    case ..<100: 2
    case ..<1000: 3
    case ..<10000: 4
    case ..<100_000: 5
    case ..<1_000_000: 6
    case ..<10_000_000: 7
    case ..<100_000_000: 8
    default: 8 + digitCount(number / 100_000_000)
    }
}

/// The digits of the numbers from 0 to 99.
private let digitPairs: StaticString = """
    00010203040506070809101112131415161718192021222324252627282930313233343536373839\
    40414243444546474849505152535455565758596061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899
    """
