extension Validators {
    /// Letters and digits whose remainder by 97 is 1, such as a legal entity identifier.
    ///
    /// Source: ISO 7064, mod 97-10. A letter counts as two digits, A as 10 to Z as 35.
    ///
    /// By hand, 98: 98 mod 97 = 1, valid. 213800KUD8LAJWSQ9D15, a LEI, is valid; with 16 at its end it is not.
    static func mod97(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count >= 2, let remainder = remainder97(kept[...]) else { return .invalid }
        return remainder == 1 ? .valid : .invalid
    }

    /// The remainder of upper-case letters and digits read as one number; nil where another byte stands among them.
    static func remainder97(_ bytes: some Sequence<UInt8>) -> Int? {
        var remainder = 0
        for byte in bytes {
            switch byte {
            case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
            case 0x41...0x5A: remainder = (remainder * 100 + Int(byte) - 0x41 + 10) % 97
            default: return nil
            }
        }
        return remainder
    }
}
