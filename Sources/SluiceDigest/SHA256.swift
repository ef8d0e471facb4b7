import CNettle

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
/// By nettle, which uses the processor's instructions for it.
public struct SHA256: Sendable {
    private var context = sha256_ctx()

    public init() { unsafe nettle_sha256_init(&context) }

    public mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            unsafe nettle_sha256_update(&context, buffer.count, start)
        }
    }

    public consuming func finalize() -> Digest {
        var bytes = [UInt8](repeating: 0, count: Digest.size)
        unsafe sluice_sha256_digest(&context, &bytes)
        return Digest(bytes: bytes)
    }

    /// The digest of bytes that stand together.
    public static func hash(_ bytes: [UInt8]) -> Digest { hash(bytes[...]) }

    public static func hash(_ bytes: ArraySlice<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes.span)
        return hash.finalize()
    }

    public static func hash(_ text: String) -> Digest { hash(Array(text.utf8)) }
}

/// The 32 bytes that SHA-256 makes of a text.
public struct Digest: Sendable {
    static let size = Int(SHA256_DIGEST_SIZE)
    /// 32 of them.
    public let bytes: [UInt8]

    /// 64 digits, of which none is a capital letter.
    public var hexadecimal: String { Digest.hexadecimal(bytes[...]) }

    /// The first `count` bytes in hexadecimal.
    public func hexadecimal(first count: Int) -> String { Digest.hexadecimal(bytes.prefix(count)) }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.reduce(into: "") { text, byte in
            text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
    }
}

extension Digest: Equatable {
    /// Takes as long for any two, so that nobody can guess a digest byte by byte.
    public static func == (left: Digest, right: Digest) -> Bool {
        unsafe nettle_memeql_sec(left.bytes, right.bytes, size) != 0
    }
}
