/// The stable name of a finding: 32 hexadecimal digits in lower case.
public struct Fingerprint: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// Nil where `text` is not of that form.
    public init?(_ text: String) { self.init(Array(text.utf8)[...]) }

    init?(_ digits: ArraySlice<UInt8>) {
        guard digits.count == 32 else { return nil }
        var halves: [UInt64] = [0, 0]
        for (index, byte) in digits.enumerated() {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            halves[index / 16] = halves[index / 16] << 4 | UInt64(digit)
        }
        high = halves[0]
        low = halves[1]
    }

    /// Sorts as the text does.
    public static func < (left: Fingerprint, right: Fingerprint) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    public var description: String { Fingerprint.text(high) + Fingerprint.text(low) }

    private static func text(_ half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
