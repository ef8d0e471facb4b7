import SluiceDigest

extension Validators {
    /// A text in base 58 whose last four bytes are the beginning of a double SHA-256 of the others.
    ///
    /// Source: Bitcoin's Base58Check. Vector: `1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa`, the address of its first block.
    ///
    /// Keys of all zeros but for a last small number stand in every manual and are samples.
    static func base58Check(_ value: [UInt8]) -> Validity {
        guard let bytes = base58Bytes(value), bytes.count > 4 else { return .invalid }
        let payload = Array(bytes.dropLast(4))
        guard SHA256.hash(SHA256.hash(payload).bytes).bytes.prefix(4) == bytes.suffix(4) else {
            return .invalid
        }
        return payload.dropFirst().prefix(30).allSatisfy { $0 == 0 } && payload.count > 30 ? .invalid : .valid
    }

    private static let base58Alphabet = Array(
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    /// Nil where a character is none of base 58, or the text is longer than any key.
    private static func base58Bytes(_ value: [UInt8]) -> [UInt8]? {
        guard value.count <= 160 else { return nil }
        var bytes: [UInt8] = []
        for character in value {
            guard let digit = base58Alphabet.firstIndex(of: character) else { return nil }
            var carry = digit
            for index in bytes.indices {
                carry += Int(bytes[index]) * 58
                bytes[index] = UInt8(carry & 0xFF)
                carry >>= 8
            }
            while carry > 0 {
                bytes.append(UInt8(carry & 0xFF))
                carry >>= 8
            }
        }
        let zeros = value.prefix { $0 == base58Alphabet[0] }.count
        return Array(repeating: 0, count: zeros) + bytes.reversed()
    }
}
