/// The name of a value, as a number.
public struct ValueCode: Hashable, Sendable {
    public let bits: UInt64

    init(_ code: HashCode) { bits = code.words[0] }

    /// In hexadecimal, as reports have it.
    public var name: String { Hexadecimal.text(bits) }
}

/// The name of a finding, as a number.
public struct FingerprintCode: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    init(_ code: HashCode) { (high, low) = (code.words[0], code.words[1]) }

    /// In hexadecimal, as reports have it.
    public var name: String { Hexadecimal.text(high) + Hexadecimal.text(low) }
}

/// What a hash gives: 32 bytes as four numbers, the first byte at the top of the first.
struct HashCode {
    let words: [4 of UInt64]

    func bytes(_ count: Int) -> [UInt8] {
        (0..<min(count, 32)).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - $0 % 8 * 8)) }
    }
}

enum Hexadecimal {
    static func text(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
