/// Check digits of ISO 7064 that several identifiers share.
enum ISO7064 {
    /// The check digit of mod 11,10 for `digits`.
    ///
    /// From p = 10, each digit d gives s = (p + d) mod 10, with 10 for 0, and p = 2·s mod 11; the check digit is
    /// (11 − p) mod 10. By hand, 8609574271: p runs 10, 5, 2, 4, 6, 2, 7, 2, 8, 10, 2, and 11 − 2 = 9.
    static func checkDigitMod11And10(_ digits: some Sequence<Int>) -> Int {
        let product = digits.reduce(10) { product, digit in
            let sum = (product + digit) % 10
            return (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (11 - product) % 10
    }
}

/// Digits that are weighed and summed, as most check digits begin.
enum Weighted {
    /// The sum of digits times weights; the weights are repeated where there are fewer.
    static func sum(_ digits: some Sequence<Int>, _ weights: [Int]) -> Int {
        digits.enumerated().reduce(0) { $0 + $1.element * weights[$1.offset % weights.count] }
    }

    /// The same, of the digit sums of the products.
    static func digitSum(_ digits: some Sequence<Int>, _ weights: [Int]) -> Int {
        digits.enumerated().reduce(0) {
            let product = $1.element * weights[$1.offset % weights.count]
            return $0 + product / 10 + product % 10
        }
    }

    /// What a letter or a digit counts in machine-readable documents: digits themselves, A as 10 to Z as 35.
    static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x5A: Int(byte) - 0x41 + 10
        default: nil
        }
    }
}
