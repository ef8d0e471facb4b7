extension Validators {
    /// The German number of pension insurance: area, date of birth, a letter, a serial and a check digit.
    ///
    /// Source: § 147 SGB VI, VKVV § 4. The letter becomes two digits, A as 01; the twelve digits are weighed 2, 1, 2, 5,
    /// 7, 1, 2, 1, 2, 1, 2, 1, the digit sums of the products are added, and the remainder by 10 is the check digit.
    /// The day of birth may be 50 higher, where a number would be taken.
    ///
    /// By hand, 15 070649 C 103: 1·2, 5·1, 0, 7·5, 0, 6·1, 4·2, 9·1, 0, 3·1, 1·2, 0·1 give 2 + 5 + 0 + 8 + 0 + 6 + 8 +
    /// 9 + 0 + 3 + 2 + 0 = 43, and the number ends in 3. Also valid: 65 170839 J 003.
    static func dePensionNumber(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count == 12, let letter = Weighted.value(kept[8]), letter >= 10,
            let front = digitValues(of: Array(kept[..<8])), let back = digitValues(of: Array(kept[9...]))
        else { return .invalid }
        let day = front[2] * 10 + front[3]
        let month = front[4] * 10 + front[5]
        guard (1...31).contains(day > 50 ? day - 50 : day), (1...12).contains(month) else { return .invalid }
        let order = letter - 9
        let digits = front + [order / 10, order % 10] + back.prefix(2)
        let sum = Weighted.digitSum(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1])
        return sum % 10 == back[2] ? .valid : .invalid
    }

    /// The Austrian number of social insurance: a serial of three digits, a check digit, the date of birth.
    ///
    /// Source: § 31 ASVG; Dachverband der Sozialversicherungsträger. The digits but the fourth are weighed 3, 7, 9, 5, 8,
    /// 4, 2, 1, 6; the remainder by 11 is the fourth digit, and no number has the remainder 10. The month may be
    /// above 12, where a day's numbers ran out.
    ///
    /// By hand, 1237 010180: 3 + 14 + 27 + 0 + 8 + 0 + 2 + 8 + 0 = 62, 62 mod 11 = 7.
    static func atSocialInsurance(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count == 10, digits[0] != 0 else { return .invalid }
        let sum = Weighted.sum(Array(digits[..<3]) + digits[4...], [3, 7, 9, 5, 8, 4, 2, 1, 6])
        let day = digits[4] * 10 + digits[5]
        let month = digits[6] * 10 + digits[7]
        guard (1...31).contains(day), (1...15).contains(month) else { return .invalid }
        return sum % 11 == digits[3] ? .valid : .invalid
    }

    /// The number on a German health insurance card that never changes: a letter and nine digits.
    ///
    /// Source: § 290 SGB V; guideline of the GKV-Spitzenverband. The letter becomes two digits, A as 01; the ten digits
    /// are weighed 1, 2, 1, 2 …, the digit sums of the products are added, and the remainder by 10 is the last digit.
    ///
    /// By hand, A123456780: 0, 1·2, 1, 2·2, 3, 4·2, 5, 6·2, 7, 8·2 give 0 + 2 + 1 + 4 + 3 + 8 + 5 + 3 + 7 + 7 = 40, and
    /// the number ends in 0. Also valid: A000500015.
    static func deHealthInsurance(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count == 10, let letter = Weighted.value(kept[0]), letter >= 10,
            let digits = digitValues(of: Array(kept[1...]))
        else { return .invalid }
        let order = letter - 9
        let sum = Weighted.digitSum([order / 10, order % 10] + digits.prefix(8), [1, 2])
        return sum % 10 == digits[8] ? .valid : .invalid
    }

    /// The German number of a physician for life: six digits, a check digit, two for the field of work.
    ///
    /// Source: guideline of the Kassenärztliche Bundesvereinigung under § 75 (7) SGB V. The first six digits are
    /// weighed 4, 9, 4, 9, 4, 9, and the check digit makes the sum a multiple of 10.
    ///
    /// By hand, 123456601: 4 + 18 + 12 + 36 + 20 + 54 = 144, and 6 makes 150.
    static func dePhysician(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count == 9 else { return .invalid }
        let sum = Weighted.sum(digits.prefix(6), [4, 9]) + digits[6]
        return sum.isMultiple(of: 10) ? .valid : .invalid
    }
}
