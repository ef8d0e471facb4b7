extension Validators {
    /// An international bank account number: a country, two check digits, an account as that country builds it.
    ///
    /// Source: ISO 13616-1, ISO 7064 (mod 97-10), and the IBAN registry that SWIFT keeps. The first four characters
    /// are moved to the end, letters become 10 to 35, and the remainder by 97 must be 1; check digits run from 02
    /// to 98.
    ///
    /// Vectors: DE89 3704 0044 0532 0130 00, AT61 1904 3002 3457 3201, CH93 0076 2011 6238 5295 7,
    /// LI21 0881 0000 2324 013A A and GR16 0110 1050 0000 1054 7023 795 are valid. DE88 3704 0044 0532 0130 00
    /// fails the check digits; DE89 3704 0044 0532 0130 0 is too short; of a country outside the registry,
    /// such as US, nothing can be said.
    static func iban(_ value: [UInt8]) -> Validity {
        let kept = withoutSeparators(value)
        guard kept.count >= 5 else { return .invalid }
        guard let structure = bankAccountStructures[String(decoding: kept[..<2], as: UTF8.self)] else {
            let isCountry = kept[..<2].allSatisfy { (0x41...0x5A).contains($0) }
            return isCountry ? .cannotSay : .invalid
        }
        let checkDigits = kept[2..<4]
        guard fits(kept[4...], structure), checkDigits.allSatisfy({ (0x30...0x39).contains($0) }),
            (2...98).contains(checkDigits.reduce(0) { $0 * 10 + Int($1) - 0x30 })
        else { return .invalid }
        return remainder97(kept[4...] + kept[..<4]) == 1 ? .valid : .invalid
    }

    /// Whether `account` is built as `structure` says: counts, each followed by `n` for digits, `a` for letters,
    /// `c` for either.
    private static func fits(_ account: ArraySlice<UInt8>, _ structure: String) -> Bool {
        var rest = account
        var count = 0
        for byte in structure.utf8 {
            guard !(0x30...0x39).contains(byte) else {
                count = count * 10 + Int(byte) - 0x30
                continue
            }
            guard rest.count >= count, rest.prefix(count).allSatisfy({ isOf(byte, $0) }) else { return false }
            rest = rest.dropFirst(count)
            count = 0
        }
        return rest.isEmpty
    }

    private static func isOf(_ kind: UInt8, _ byte: UInt8) -> Bool {
        let isDigit = (0x30...0x39).contains(byte)
        let isLetter = (0x41...0x5A).contains(byte)
        return switch kind {
        case UInt8(ascii: "n"): isDigit
        case UInt8(ascii: "a"): isLetter
        default: isDigit || isLetter
        }
    }
}
