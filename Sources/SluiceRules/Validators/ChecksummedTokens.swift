extension Validators {
    /// A token of GitHub: a prefix such as `ghp_`, 30 random characters, six that check them.
    ///
    /// Source: GitHub's engineering blog, "Behind GitHub's new authentication token formats" (2021): the last six
    /// characters are the CRC-32 of the 30 before them, in base 62 (0–9, A–Z, a–z), filled with zeros in front.
    ///
    /// Vector: the 30 characters `zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ` have the CRC-32 714 468 973 and so end in `0mLq17`.
    /// Of the newer `github_pat_` tokens nothing can be said.
    static func githubToken(_ value: [UInt8]) -> Validity {
        guard !value.starts(with: "github_pat_".utf8) else { return .cannotSay }
        guard value.count == 40, value.starts(with: "gh".utf8), "pousr".utf8.contains(value[2]) else {
            return .invalid
        }
        return endsInItsChecksum(value, prefix: 4)
    }

    /// A token of npm: `npm_`, 30 random characters, six that check them as GitHub's do.
    ///
    /// Source: GitHub's changelog on npm tokens (2021).
    static func npmToken(_ value: [UInt8]) -> Validity {
        guard value.count == 40, value.starts(with: "npm_".utf8) else { return .invalid }
        return endsInItsChecksum(value, prefix: 4)
    }

    /// A token of Vercel: `vcp_` and its like, 50 random characters, six that check them as GitHub's do.
    ///
    /// Source: Vercel's changelog, "New token formats and secret scanning" (2026).
    static func vercelToken(_ value: [UInt8]) -> Validity {
        guard value.count == 60, value.starts(with: "vc".utf8), "aciprk".utf8.contains(value[2]) else {
            return .invalid
        }
        return endsInItsChecksum(value, prefix: 4)
    }

    /// Whether the last six characters are the CRC-32 of those between them and the prefix, which ends in `_`.
    private static func endsInItsChecksum(_ value: [UInt8], prefix: Int) -> Validity {
        guard value[prefix - 1] == UInt8(ascii: "_") else { return .invalid }
        let checksum = value.count - 6
        return base62(crc32(value[prefix..<checksum])) == Array(value[checksum...]) ? .valid : .invalid
    }

    /// Six digits in base 62.
    private static func base62(_ number: UInt32) -> [UInt8] {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        var rest = Int(number)
        var digits: [UInt8] = []
        for _ in 0..<6 {
            digits.append(alphabet[rest % 62])
            rest /= 62
        }
        return digits.reversed()
    }

    /// The CRC-32 of ISO/IEC 13239 (zlib's): of `123456789` it is CBF43926.
    static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var register: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 {
                let polynomial: UInt32 = register & 1 == 1 ? 0xEDB8_8320 : 0
                register = register >> 1 ^ polynomial
            }
        }
        return ~register
    }
}
