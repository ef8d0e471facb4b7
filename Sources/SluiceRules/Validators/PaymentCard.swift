extension Validators {
    /// A payment card's number: an issuer's first digits, that issuer's length, and Luhn's check digit.
    ///
    /// Source: ISO/IEC 7812-1; the issuers' published ranges (American Express, Diners Club, Discover, JCB,
    /// Maestro, Mastercard, UnionPay, Visa).
    ///
    /// Vectors, all test numbers that the issuers publish: 4111 1111 1111 1111, 5555 5555 5555 4444,
    /// 3782 822463 10005 and 2223 0031 2200 3222 are valid; 4111 1111 1111 1112 fails the check digit;
    /// 9999 9999 9999 9995 passes it, but no issuer begins with 9.
    static func paymentCard(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count >= 12 else { return .invalid }
        let head = digits.prefix(6).reduce(0) { $0 * 10 + $1 }
        let isIssued = cardRanges.contains { $0.heads.contains(head) && $0.lengths.contains(digits.count) }
        return isIssued && luhnSum(digits).isMultiple(of: 10) ? .valid : .invalid
    }

    /// First six digits, and how many digits such a number has.
    private static let cardRanges: [(heads: ClosedRange<Int>, lengths: Set<Int>)] = [
        (222_100...272_099, [16]),  // Mastercard
        (300_000...305_999, [14, 16]),  // Diners Club
        (309_500...309_599, [14, 16]),
        (340_000...349_999, [15]),  // American Express
        (352_800...358_999, [16]),  // JCB
        (360_000...369_999, [14, 16]),  // Diners Club
        (370_000...379_999, [15]),  // American Express
        (380_000...399_999, [14, 16]),  // Diners Club
        (400_000...499_999, [13, 16, 19]),  // Visa
        (500_000...509_999, [12, 13, 14, 15, 16, 17, 18, 19]),  // Maestro
        (510_000...559_999, [16]),  // Mastercard
        (560_000...589_999, [12, 13, 14, 15, 16, 17, 18, 19]),  // Maestro
        (601_100...601_199, [16, 19]),  // Discover
        (622_126...622_925, [16, 17, 18, 19]),  // UnionPay
        (624_000...626_999, [16, 17, 18, 19]),
        (628_200...628_899, [16, 17, 18, 19]),
        (644_000...659_999, [16, 19]),  // Discover
    ]
}
