extension Validators {
    /// A German tax number, as a local office gives it: with slashes, or the thirteen digits of ELSTER.
    ///
    /// Source: the states' tax offices, structure of the unified number. It begins with the office's digits (one of
    /// sixteen states' beginnings), and its fifth digit is 0. The states check it in ways of their own, so nothing is
    /// said of one that has the right form.
    ///
    /// Vectors: 9181081508155 (Bavaria) and 181/815/08155 have the right form; 0181081508155 has not.
    static func deTaxNumber(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value) else { return .invalid }
        switch digits.count {
        case 10, 11: return .cannotSay
        case 13:
            let head = digits[0] * 10 + digits[1]
            let isState = taxOfficeHeads.contains(head) || [5, 9].contains(digits[0])
            return isState && digits[4] == 0 ? .cannotSay : .invalid
        default: return .invalid
        }
    }

    /// The first two digits of the states' numbers; North Rhine-Westphalia has just a 5, Bavaria a 9.
    private static let taxOfficeHeads: Set<Int> = [10, 11, 21, 22, 23, 24, 26, 27, 28, 30, 31, 32, 40, 41]

    /// The number of an Austrian tax account: two digits for the office, six, and a check digit.
    ///
    /// Source: Bundesministerium für Finanzen. The first eight digits are weighed 1, 2, 1, 2 …, the digit sums of the
    /// products are added, and the check digit makes a multiple of 10.
    ///
    /// By hand, 59-119/9013: 5 + 9 + 1 + 2 + 9 + 9 + 0 + 2 = 37, and 3 makes 40.
    static func atTaxNumber(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count == 9 else { return .invalid }
        return (Weighted.digitSum(digits.prefix(8), [1, 2]) + digits[8]).isMultiple(of: 10)
            ? .valid : .invalid
    }
}
