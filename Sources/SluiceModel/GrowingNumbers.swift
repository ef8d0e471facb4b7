/// Numbers as digits, without a string of each.
extension GrowingBytes {
    /// A sign and 19 digits, the most that there are.
    public static var decimalRoom: Int { 20 }

    /// A whole number in decimal digits.
    public mutating func append(decimal number: Int) {
        append(atMost: GrowingBytes.decimalRoom) { unsafe GrowingBytes.write(decimal: number, to: $0) }
    }

    /// Writes a whole number in decimal digits to where there is ``decimalRoom``; gives how many bytes those are.
    @inlinable
    @inline(__always)
    public static func write(decimal number: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        // Most numbers are short, and whoever writes the next one need not wait to know how long this one is.
        if number >= 0, number < 10_000 { return unsafe writeFour(number, to: target) }
        return unsafe writeLong(number, to: target)
    }

    @inlinable
    @inline(__always)
    internal static func writeFour(_ number: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if number < 10 {
            unsafe target[0] = 0x30 &+ UInt8(truncatingIfNeeded: number)
            return 1
        }
        if number < 100 {
            unsafe writePair(number, to: target)
            return 2
        }
        let (high, low) = number.quotientAndRemainder(dividingBy: 100)
        let start = high < 10 ? 1 : 2
        if high < 10 {
            unsafe target[0] = 0x30 &+ UInt8(truncatingIfNeeded: high)
        } else {
            unsafe writePair(high, to: target)
        }
        unsafe writePair(low, to: target + start)
        return start + 2
    }

    /// - Precondition: `number` is less than 100.
    @inlinable
    @inline(__always)
    internal static func writePair(_ number: Int, to target: UnsafeMutablePointer<UInt8>) {
        // A tenth, rounded down, of what is so small.
        let tens = (number &* 103) >> 10
        let digits = UInt16(truncatingIfNeeded: 0x3030 &+ tens &+ (number &- 10 &* tens) << 8)
        unsafe UnsafeMutableRawPointer(target).storeBytes(of: digits.littleEndian, as: UInt16.self)
    }

    @usableFromInline
    internal static func writeLong(_ number: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        guard number < 0 else { return unsafe writeLong(number.magnitude, to: target) }
        unsafe target[0] = 0x2D
        return unsafe 1 + writeLong(number.magnitude, to: target + 1)
    }

    private static func writeLong(_ number: UInt, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let (high, low) = number.quotientAndRemainder(dividingBy: 10_000)
        guard high > 0 else { return unsafe writeFour(Int(low), to: target) }
        let start = unsafe high < 10_000 ? writeFour(Int(high), to: target) : writeLong(high, to: target)
        let (first, second) = Int(low).quotientAndRemainder(dividingBy: 100)
        unsafe writePair(first, to: target + start)
        unsafe writePair(second, to: target + start + 2)
        return start + 4
    }

    /// A field of a text of fields; its length keeps two of them from being taken for one another.
    public mutating func appendField(_ field: UnsafeBufferPointer<UInt8>) {
        beginField(field.count)
        unsafe append(field)
    }

    /// What stands in front of a field of so many bytes.
    public mutating func beginField(_ count: Int) {
        append(atMost: 2 + GrowingBytes.decimalRoom) { target in
            unsafe target[0] = 0
            let end = unsafe 1 + GrowingBytes.write(decimal: count, to: target + 1)
            unsafe target[end] = 0x3A
            return end + 1
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
