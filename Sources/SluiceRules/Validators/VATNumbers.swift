extension Validators {
    /// The German number for value added tax: `DE` and nine digits.
    ///
    /// Source: the check digit, ISO 7064 mod 11,10, is not published by the tax office but used by the trade; so a
    /// number that fails it is only called unknown.
    ///
    /// By hand, DE136695976: 13669597 gives the check digit 6.
    static func deVATID(_ value: [UInt8]) -> Validity {
        guard let digits = digits(of: value, behind: "DE"), digits.count == 9, digits[0] != 0 else {
            return .invalid
        }
        return ISO7064.checkDigitMod11And10(digits.prefix(8)) == digits[8] ? .valid : .cannotSay
    }

    /// The Austrian number for value added tax: `ATU` and eight digits.
    ///
    /// Source: Bundesministerium für Finanzen, construction of the UID number. The first seven digits are weighed
    /// 1, 2, 1, 2 …, the digit sums of the products are added, and with 4 and the check digit make a multiple of 10.
    ///
    /// By hand, ATU13585627: 1 + 6 + 5 + 7 + 5 + 3 + 2 = 29, 29 + 4 = 33, and 7 makes 40.
    static func atVATID(_ value: [UInt8]) -> Validity {
        guard let digits = digits(of: value, behind: "ATU"), digits.count == 8 else { return .invalid }
        let sum = Weighted.digitSum(digits.prefix(7), [1, 2]) + 4 + digits[7]
        return sum.isMultiple(of: 10) ? .valid : .invalid
    }

    /// The Swiss number of an enterprise: `CHE` and nine digits, with `MWST`, `TVA`, `IVA` or `TPV` where it pays tax.
    ///
    /// Source: eCH-0097, data standard for the identification of enterprises. The first eight digits are weighed
    /// 5, 4, 3, 2, 7, 6, 5, 4; the check digit is 11 less the remainder by 11, and no number has 10 there.
    ///
    /// By hand, CHE-107.787.577: 5 + 0 + 21 + 14 + 56 + 42 + 25 + 28 = 191, 191 mod 11 = 4, and 11 − 4 = 7.
    static func chUID(_ value: [UInt8]) -> Validity {
        var kept = withoutSeparators(value)
        for suffix in ["MWST", "TVA", "IVA", "TPV", "VAT", "HR", "RC"] where kept.count > suffix.utf8.count {
            if Array(kept.suffix(suffix.utf8.count)) == Array(suffix.utf8) {
                kept.removeLast(suffix.utf8.count)
            }
        }
        guard let digits = digits(of: kept, behind: "CHE"), digits.count == 9 else { return .invalid }
        let rest = Weighted.sum(digits.prefix(8), [5, 4, 3, 2, 7, 6, 5, 4]) % 11
        return (11 - rest) % 11 == digits[8] ? .valid : .invalid
    }

    /// The digits behind `prefix`; nil where the value does not begin with it or holds anything else.
    private static func digits(of value: [UInt8], behind prefix: String) -> [Int]? {
        let kept = withoutSeparators(value)
        guard kept.starts(with: prefix.utf8) else { return nil }
        return digitValues(of: Array(kept.dropFirst(prefix.utf8.count)))
    }
}
