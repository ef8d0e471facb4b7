/// How archives and compressed files begin.
///
/// Bytes from the formats' own descriptions, as collected in magic(5) and in libarchive-formats(5).
enum ArchiveSignature {
    static func matches(_ head: Span<UInt8>, suffix: String?) -> Bool {
        guard head.count > 0 else { return false }
        if mayBegin[Int(head[0])], signatures.contains(where: { begins(head, with: $0) }) { return true }
        if isTar(head) { return true }
        // The mark of an ISO 9660 image stands at 32 KiB, behind a system area that is empty as a rule.
        if suffix == "iso" { return head.indices.allSatisfy { head[$0] == 0 } }
        // LZMA has no mark: properties, and a dictionary of whole kibibytes.
        return suffix == "lzma" && begins(head, with: [0x5D, 0, 0])
    }

    private static let signatures: [[UInt8]] =
        [
            [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 7, 8, 0x50, 0x4B],  // zip
            [0x1F, 0x8B, 8],  // gzip
            [0x1F, 0x9D],  // compress
            [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0],  // xz
            [0x28, 0xB5, 0x2F, 0xFD],  // zstd
            [0x04, 0x22, 0x4D, 0x18], [0x02, 0x21, 0x4C, 0x18],  // lz4
            Array("LZIP\u{1}".utf8),
            [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],  // 7z
            [0x52, 0x61, 0x72, 0x21, 0x1A, 7],  // rar
            Array("MSCF\0\0\0\0".utf8),
            Array("!<arch>\n".utf8),
            Array("xar!\0".utf8),
            [0xED, 0xAB, 0xEE, 0xDB],  // rpm
            [0xC7, 0x71], [0x71, 0xC7],  // cpio, binary
            Array("070701".utf8), Array("070702".utf8), Array("070707".utf8),  // cpio, in digits
        ]
        + (UInt8(0x31)...0x39).map { [0x42, 0x5A, 0x68, $0, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59] }  // bzip2
        + (UInt8(0x31)...0x39).map { [0x42, 0x5A, 0x68, $0, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90] }  // … empty

    private static let mayBegin: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for signature in signatures { table[Int(signature[0])] = true }
        return table
    }()

    private static func begins(_ head: Span<UInt8>, with signature: [UInt8]) -> Bool {
        guard head.count >= signature.count else { return false }
        for index in signature.indices where head[index] != signature[index] { return false }
        return true
    }

    /// Whether the first block is a tar's header: the sum of its bytes stands in it (POSIX.1-1988, 10.1.1).
    private static func isTar(_ head: Span<UInt8>) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        var told = 0
        var digits = 0
        for index in 148..<156 {
            let byte = head[index]
            if (0x30...0x37).contains(byte) {
                told = told * 8 + Int(byte - 0x30)
                digits += 1
            } else if digits > 0 || byte != 0x20 {
                break
            }
        }
        guard digits > 0 else { return false }
        var sum = 0
        for index in 0..<512 { sum += (148..<156).contains(index) ? 0x20 : Int(head[index]) }
        return told == sum
    }
}
