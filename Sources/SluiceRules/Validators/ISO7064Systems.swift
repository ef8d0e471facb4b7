/// The systems of ISO 7064 by themselves, for numbers that need no more than their check character.
extension Validators {
    /// Digits with a check character out of 0–9 and X, as ISNI and ORCID have it.
    ///
    /// Source: ISO 7064, mod 11-2: from the left, twice what came before plus the next digit; the whole, X as 10, must
    /// leave 1 by 11.
    ///
    /// By hand, 079X: ((0 · 2 + 7) · 2 + 9) · 2 + 10 = 56, 56 mod 11 = 1. Also valid: 0000 0002 1825 0097.
    static func mod11And2(_ value: [UInt8]) -> Validity {
        pure(value, modulus: 11, radix: 2) { $0 < 10 ? true : $1 && $0 == 33 }
    }

    /// Letters and digits with a check character out of 0–9, A–Z and `*`.
    ///
    /// Source: ISO 7064, mod 37-2: as mod 11-2, with letters from A as 10, `*` as 36, and 37 in place of 11.
    ///
    /// Vector: G123489654321Y, which ISBT 128 has for a donation's number, is valid.
    static func mod37And2(_ value: [UInt8]) -> Validity {
        pure(value, modulus: 37, radix: 2) { $0 < 36 || $1 && $0 == 36 }
    }

    /// Digits whose last one is the check digit of mod 11,10.
    ///
    /// Source: ISO 7064; from p = 10, each digit d gives s = (p + d) mod 10, with 10 for 0, and p = 2·s mod 11; the check
    /// digit is (11 − p) mod 10.
    ///
    /// By hand, 79462: p runs 10, 3, 4, 5, 2, 8, and 11 − 8 = 3: 794623 is valid.
    static func mod11And10(_ value: [UInt8]) -> Validity {
        guard let digits = digitValues(of: value), digits.count >= 2, let last = digits.last else {
            return .invalid
        }
        return ISO7064.checkDigitMod11And10(digits.dropLast()) == last ? .valid : .invalid
    }

    /// Letters and digits whose last one is the check character of mod 37,36.
    ///
    /// Source: ISO 7064: from p = 36, each character a gives s = (p + a) mod 36, with 36 for 0, and p = 2·s mod 37; the
    /// check character makes p + a = 1 by 36.
    ///
    /// Vector: A1-2425G-ABC1234002-M, a global release identifier (GRid standard), is valid.
    static func mod37And36(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        let characters = kept.compactMap(Weighted.value)
        guard characters.count == kept.count, characters.count >= 2, let last = characters.last else {
            return .invalid
        }
        let product = characters.dropLast().reduce(36) { product, character in
            let sum = (product + character) % 36
            return (sum == 0 ? 36 : sum) * 2 % 37
        }
        return (product + last) % 36 == 1 ? .valid : .invalid
    }

    /// A pure system: `radix` times what came before plus the next character, which must leave 1 by `modulus`.
    ///
    /// `isAllowed` is asked for each character's value and whether it is the last.
    private static func pure(
        _ value: [UInt8], modulus: Int, radix: Int, isAllowed: (_ value: Int, _ isLast: Bool) -> Bool
    ) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count >= 2 else { return .invalid }
        var sum = 0
        for (index, byte) in kept.enumerated() {
            let known = byte == UInt8(ascii: "*") ? 36 : Weighted.value(byte)
            guard let character = known, isAllowed(character, index == kept.count - 1) else {
                return .invalid
            }
            // The X of mod 11-2 is the letter that counts 33 elsewhere.
            sum = (sum * radix + (modulus == 11 && character == 33 ? 10 : character)) % modulus
        }
        return sum == 1 ? .valid : .invalid
    }
}
