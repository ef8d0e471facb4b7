extension Validators {
    /// The identification number of a German taxpayer: eleven digits.
    ///
    /// Source: § 139b AO; Bundeszentralamt für Steuern, rules for the number and its check digit (ISO 7064,
    /// mod 11,10). The first digit is not 0. Among the first ten exactly one digit comes twice or three times,
    /// never three times in a row, and every other at most once.
    ///
    /// Check digit: from p = 10, each digit d gives s = (p + d) mod 10, with 10 for 0, and p = 2·s mod 11; the last
    /// digit is (11 − p) mod 10. By hand, 86095742719: p runs 10, 5, 2, 4, 6, 2, 7, 2, 8, 10, 2, and
    /// 11 − 2 = 9. Also valid: 36574261809, 65929970489, 47036892816. Invalid: 12345678903 (no digit twice) and
    /// 86095742718 (check digit).
    static func deTaxID(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count == 11, digits[0] != 0 else { return .invalid }
        let body = digits.prefix(10)
        guard hasOneRepeatedDigit(body), ISO7064.checkDigitMod11And10(body) == digits[10] else {
            return .invalid
        }
        return .valid
    }

    private static func hasOneRepeatedDigit(_ digits: ArraySlice<Int>) -> Bool {
        var counts = [Int](repeating: 0, count: 10)
        for digit in digits { counts[digit] += 1 }
        let repeated = counts.filter { $0 > 1 }
        guard repeated.count == 1, repeated[0] <= 3 else { return false }
        return !zip(digits, zip(digits.dropFirst(), digits.dropFirst(2))).contains {
            $0 == $1.0 && $0 == $1.1
        }
    }
}
