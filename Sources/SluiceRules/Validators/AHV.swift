extension Validators {
    /// The number of the Swiss old-age insurance: 756, nine digits, an EAN-13 check digit.
    ///
    /// Source: Swiss Central Compensation Office, allocation of the AHV number; the check digit is that of GS1's
    /// EAN-13: digits weighed 1, 3, 1, 3 … from the left must sum to a multiple of 10.
    ///
    /// By hand, 756.9217.0769.85: 7 + 15 + 6 + 27 + 2 + 3 + 7 + 0 + 7 + 18 + 9 + 24 + 5 = 130, valid. Also valid:
    /// 756.1234.5678.97; invalid: 756.1234.5678.90.
    static func chAHV(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count == 13, Array(digits.prefix(3)) == [7, 5, 6]
        else {
            return .invalid
        }
        let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 1 : 3) }
        return sum.isMultiple(of: 10) ? .valid : .invalid
    }
}
