import SluiceDigest

/// The word that whoever asks from elsewhere has to bring along (RFC 6750); kept as a digest only.
public struct BearerToken: Sendable {
    static let leastLength = 16
    private let digest: Digest

    /// Reads a token out of a file's bytes; blanks around it do not count.
    ///
    /// Nil where it has fewer than 16 characters, or some that cannot stand in a header field.
    public init?(_ bytes: [UInt8]) {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let token = bytes.drop(while: blanks.contains).reversed().drop(while: blanks.contains).reversed()
        guard token.count >= BearerToken.leastLength, token.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        digest = SHA256.hash(Array(token))
    }

    /// Whether a field `Authorization` brings the token; that takes as long for any wrong one.
    func isGiven(in field: String?) -> Bool {
        guard let field else { return false }
        let words = field.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return false }
        // Digests are compared in constant time, and have one length.
        return SHA256.hash(String(words[1])) == digest
    }
}
