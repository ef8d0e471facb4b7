extension Validators {
    /// An international securities number: a country or another issuer, nine characters, a check digit.
    ///
    /// Source: ISO 6166. Letters become two digits, A as 10 to Z as 35, and the whole must pass Luhn's check.
    ///
    /// Vectors: US0378331005 and DE000SKWM021 are valid; US0378331006 is not.
    static func isin(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count == 12, kept[..<2].allSatisfy({ (0x41...0x5A).contains($0) }),
            (0x30...0x39).contains(kept[11])
        else { return .invalid }
        let values = kept.compactMap(Weighted.value)
        guard values.count == 12 else { return .invalid }
        let digits = values.flatMap { $0 < 10 ? [$0] : [$0 / 10, $0 % 10] }
        return luhnSum(digits).isMultiple(of: 10) ? .valid : .invalid
    }

    /// The identifier of a legal entity: 18 characters and two check digits.
    ///
    /// Source: ISO 17442, ISO 7064 mod 97-10.
    ///
    /// Vector: 213800KUD8LAJWSQ9D15 is valid.
    static func lei(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count == 20, kept[18...].allSatisfy({ (0x30...0x39).contains($0) }) else {
            return .invalid
        }
        return remainder97(kept) == 1 ? .valid : .invalid
    }

    /// The reference on a Swiss payment slip: 27 digits, the last a check digit.
    ///
    /// Source: SIX, implementation guidelines for the QR-bill, annex B: modulo 10, recursive. A carry c begins at 0 and
    /// with each digit d becomes entry (c + d) mod 10 of 0, 9, 4, 6, 8, 2, 7, 1, 3, 5; the check digit is (10 − c) mod 10.
    ///
    /// Vector: 21 00000 00003 13947 14300 09017 is valid; with 8 at its end it is not.
    static func chQRReference(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count == 27 else { return .invalid }
        let table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
        let carry = digits.prefix(26).reduce(0) { table[($0 + $1) % 10] }
        return (10 - carry) % 10 == digits[26] && digits.contains { $0 != 0 } ? .valid : .invalid
    }

    /// A creditor's reference: `RF`, two check digits, up to 21 characters.
    ///
    /// Source: ISO 11649. The first four characters are moved to the end, and the remainder by 97 must be 1.
    ///
    /// Vector: RF18 5390 0754 7034 is valid.
    static func creditorReference(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard (5...25).contains(kept.count), kept.starts(with: "RF".utf8),
            kept[2..<4].allSatisfy({ (0x30...0x39).contains($0) })
        else { return .invalid }
        return remainder97(kept[4...] + kept[..<4]) == 1 ? .valid : .invalid
    }

    /// A number of a trade item of eight, twelve, thirteen or fourteen digits.
    ///
    /// Source: GS1 General Specifications, section 7.9. From the right, the check digit first, the digits are weighed
    /// 1, 3, 1, 3 … and must sum to a multiple of 10.
    ///
    /// By hand, 4006381333931: 1 + 9 + 9 + 9 + 3 + 9 + 1 + 24 + 3 + 18 + 0 + 0 + 4 = 90, valid.
    static func gtin(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), [8, 12, 13, 14].contains(digits.count) else {
            return .invalid
        }
        return Weighted.sum(digits.reversed(), [1, 3]).isMultiple(of: 10) ? .valid : .invalid
    }

    /// A German securities number: six characters.
    ///
    /// Source: WM Datenservice. Digits and capital letters without I and O; there is no check digit.
    ///
    /// Vectors: SKWM02 and 514000 have the right form; OI1234 has not.
    static func deWKN(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        let isRight =
            kept.count == 6
            && kept.allSatisfy {
                Weighted.value($0) != nil && $0 != UInt8(ascii: "I") && $0 != UInt8(ascii: "O")
            }
        return isRight ? .cannotSay : .invalid
    }
}
