extension Validators {
    /// A number of at least two digits whose last one is its Luhn check digit.
    ///
    /// Source: ISO/IEC 7812-1, annex B. Every second digit from the right, the one before the check digit first,
    /// is doubled, 9 is taken off what exceeds 9, and the sum of all must be a multiple of 10.
    ///
    /// By hand: 79927398713 → 3 + 2 + 7 + 7 + 9 + 6 + 7 + 4 + 9 + 9 + 7 = 70, valid;
    /// 79927398710 gives 67, invalid.
    static func luhn(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count >= 2 else { return .invalid }
        return luhnSum(digits).isMultiple(of: 10) ? .valid : .invalid
    }

    static func luhnSum(_ digits: [Int]) -> Int {
        digits.reversed().enumerated().reduce(0) { sum, place in
            let (index, digit) = place
            guard !index.isMultiple(of: 2) else { return sum + digit }
            return sum + (digit < 5 ? 2 * digit : 2 * digit - 9)
        }
    }
}
