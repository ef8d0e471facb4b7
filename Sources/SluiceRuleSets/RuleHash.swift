import Crypto
public import SluiceRules

/// The name of a rule set: SHA-256 over its packed meaning, in hexadecimal.
public func ruleHash(ofMeaning bytes: ArraySlice<UInt8>) -> String {
    let digest = SHA256.hash(data: bytes)
    return digest.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}

extension RuleSet {
    /// The same set with its hash: equal for rules of equal meaning, wherever their files stand.
    public func hashed() -> RuleSet {
        var set = self
        set.hash = ruleHash(ofMeaning: PackedRules.meaning(of: self)[...])
        return set
    }
}
