extension Validators {
    /// A text in Bech32: a readable part, `1`, and data whose last six characters check it all.
    ///
    /// Source: BIP-173. Vectors from there: `A12UEL5L` and
    /// `split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w` are valid; upper and lower case do not mix.
    static func bech32(_ value: [UInt8]) -> Validity {
        let lower = value.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let hasLower = value.contains { (0x61...0x7A).contains($0) }
        guard !hasLower || lower == value, let separator = lower.lastIndex(of: UInt8(ascii: "1")),
            separator > 0,
            lower.count - separator > 6
        else { return .invalid }
        let name = lower[..<separator]
        let data = lower[(separator + 1)...].map { bech32Alphabet.firstIndex(of: $0).map(UInt32.init) }
        guard !data.contains(nil) else { return .invalid }
        let expanded = name.map { UInt32($0 >> 5) } + [0] + name.map { UInt32($0 & 31) }
        return bech32Checksum(expanded + data.compactMap { $0 }) == 1 ? .valid : .invalid
    }

    private static let bech32Alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    private static func bech32Checksum(_ values: [UInt32]) -> UInt32 {
        let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
        return values.reduce(1) { register, value in
            let top = register >> 25
            return generator.indices.reduce((register & 0x1FF_FFFF) << 5 ^ value) { sum, bit in
                top >> UInt32(bit) & 1 == 1 ? sum ^ generator[bit] : sum
            }
        }
    }
}
