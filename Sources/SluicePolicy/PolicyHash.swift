import SluiceDigest

/// SHA-256 in hexadecimal, which names a policy in every report.
enum PolicyHash {
    static func of(_ bytes: some Sequence<UInt8>) -> String { SHA256.hash(Array(bytes)).hexadecimal }
}
