import CScanKernels
import Glibc
import SluiceText

/// What the first bytes of an input say about the rest.
enum ContentKind: Hashable {
    case text
    /// Text in a charset that has to be decoded before anything can be found in it.
    case encoded(Charset)
    case passedOver(PassedOver)

    /// How many bytes are looked at.
    static let headLength = 8192

    /// Judges `head`, the first bytes of an input, by signatures and by the zero bytes in it.
    init(head: Span<UInt8>) {
        guard head.count > 0 else {
            self = .text
            return
        }
        if let known = Signature.matching(head) {
            self = .passedOver(known)
            return
        }
        if head[0] >= 0xFE, let charset = CharsetDecoder.wideCharset(head) {
            self = .encoded(charset)
            return
        }
        let hasZero = unsafe head.withUnsafeBytes { bytes in
            unsafe bytes.baseAddress.map { unsafe memchr($0, 0, bytes.count) != nil } ?? false
        }
        guard hasZero else {
            self = ByteLooks(head).isBinary ? .passedOver(.skipped("binary file")) : .text
            return
        }
        self = ContentKind(withZeros: head)
    }

    /// Tells UTF-16 and binary files from a text in which a zero byte has gone astray.
    private init(withZeros head: Span<UInt8>) {
        if head.count >= 4, let charset = CharsetDecoder.wideCharset(head) {
            self = .encoded(charset)
            return
        }
        let controls = ContentKind.controls(in: head)
        self = controls * 20 > head.count ? .passedOver(.skipped("binary file")) : .text
    }
}

extension ContentKind {
    /// How many control characters stand there that texts do not have.
    private static func controls(in head: Span<UInt8>) -> Int {
        unsafe head.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            return unsafe sluice_count_controls(base, bytes.count)
        }
    }
}

/// The bytes by which a format is known.
private struct Signature {
    var offset = 0
    var bytes: [UInt8]
    /// Signatures that could as well begin a text count only where a zero byte follows.
    var needsZero = false
    var meaning: PassedOver

    static func matching(_ head: Span<UInt8>) -> PassedOver? {
        // Nearly every text begins with a byte that begins no signature.
        if let tar = all.last, tar.matches(head) { return tar.meaning }
        guard mayBegin[Int(head[0])] || head.count > 8 && head[4] == 0x66 else { return nil }
        return all.first { $0.matches(head) }?.meaning
    }

    private func matches(_ head: Span<UInt8>) -> Bool {
        guard head.count >= offset + bytes.count else { return false }
        for index in bytes.indices where head[offset + index] != bytes[index] { return false }
        guard needsZero else { return true }
        for index in 0..<min(head.count, 512) where head[index] == 0 { return true }
        return false
    }

    private init(_ text: String, at offset: Int = 0, needsZero: Bool = false, _ meaning: PassedOver) {
        self.init(Array(text.utf8), at: offset, needsZero: needsZero, meaning)
    }

    private init(_ bytes: [UInt8], at offset: Int = 0, needsZero: Bool = false, _ meaning: PassedOver) {
        self.offset = offset
        self.bytes = bytes
        self.needsZero = needsZero
        self.meaning = meaning
    }

    private static let mayBegin: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for signature in all where signature.offset == 0 { table[Int(signature.bytes[0])] = true }
        return table
    }()

    private static let all: [Signature] =
        texts + stores + locked + others + [Signature("ustar", at: 257, .unsupported("tar archive"))]

    /// What is known to hold text.
    private static let texts: [Signature] =
        [
            Signature("%PDF-", .unsupported("PDF")),
            Signature([0x50, 0x4B, 3, 4], .unsupported("zip archive or Office document")),
            Signature([0x50, 0x4B, 5, 6], .unsupported("zip archive or Office document")),
            Signature(
                [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], .unsupported("Office document or Outlook message")),
            Signature("!BDN", needsZero: true, .unsupported("Outlook archive")),
            Signature([0x1F, 0x8B, 8], .unsupported("gzip")),
            Signature([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .unsupported("xz")),
            Signature([0x28, 0xB5, 0x2F, 0xFD], .unsupported("zstd")),
            Signature([0x04, 0x22, 0x4D, 0x18], .unsupported("lz4")),
            Signature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .unsupported("7z archive")),
            Signature([0x52, 0x61, 0x72, 0x21, 0x1A, 7], .unsupported("rar archive")),
            Signature("SQLite format 3\u{0}", .unsupported("SQLite database")),
        ]
        + (UInt8(0x31)...0x39).map {
            Signature([0x42, 0x5A, 0x68, $0, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59], .unsupported("bzip2"))
        }

    /// Databases, drawings, records and archives, whose text cannot be read here; beginnings as magic(5) has them.
    private static let stores: [Signature] = [
        Signature([0, 1, 0, 0] + Array("Standard Jet DB".utf8), .unsupported("Access database")),
        Signature([0, 1, 0, 0] + Array("Standard ACE DB".utf8), .unsupported("Access database")),
        Signature([0x1A, 0, 0, 4, 0, 0], .unsupported("Notes database")),
        Signature([0xCF, 0xAD, 0x12, 0xFE], .unsupported("Outlook Express mailbox")),
        Signature(
            [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D], .unsupported("OneNote section")),
        Signature([0xFF, 0x57, 0x50, 0x43], .unsupported("WordPerfect document")),
        Signature("AC10", needsZero: true, .unsupported("AutoCAD drawing")),
        Signature("AT&TFORM", needsZero: true, .unsupported("DjVu document")),
        Signature("ITSF", needsZero: true, .unsupported("compiled help")),
        Signature("bplist00", .unsupported("binary property list")),
        Signature("PAR1", needsZero: true, .unsupported("Parquet table")),
        Signature("ARROW1\u{0}", .unsupported("Arrow table")),
        Signature("Obj\u{1}", .unsupported("Avro records")),
        Signature("regf", needsZero: true, .unsupported("Windows registry")),
        Signature("ElfFile\u{0}", .unsupported("Windows event log")),
        Signature([0xD4, 0xC3, 0xB2, 0xA1], .unsupported("network capture")),
        Signature([0xA1, 0xB2, 0xC3, 0xD4], .unsupported("network capture")),
        Signature([0x0A, 0x0D, 0x0D, 0x0A], needsZero: true, .unsupported("network capture")),
        Signature("KDMV", needsZero: true, .unsupported("disk image")),
        Signature([0x51, 0x46, 0x49, 0xFB], .unsupported("disk image")),
        Signature("vhdxfile", needsZero: true, .unsupported("disk image")),
        Signature("MSWIM\u{0}", .unsupported("disk image")),
        Signature([0x89, 0x4C, 0x5A, 0x4F, 0, 0x0D, 0x0A, 0x1A], .unsupported("lzop")),
        Signature("LRZI", needsZero: true, .unsupported("lrzip")),
        Signature([0x60, 0xEA], needsZero: true, .unsupported("arj archive")),
    ]

    /// What opens with a key or a password alone.
    private static let locked: [Signature] = [
        Signature([0x03, 0xD9, 0xA2, 0x9A], .unsupported("KeePass database")),
        Signature("age-encryption.org/v1\n-> ", .unsupported("file encrypted with age")),
        Signature("Salted__", .unsupported("file encrypted with OpenSSL")),
        Signature([0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE], .unsupported("encrypted disk image")),
        Signature([0xFE, 0xED, 0xFE, 0xED], .unsupported("Java key store")),
    ]

    /// What holds no text that people write.
    private static let others: [Signature] = [
        Signature([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .skipped("picture")),
        Signature([0xFF, 0xD8, 0xFF], .skipped("picture")),
        Signature("GIF87a", .skipped("picture")),
        Signature("GIF89a", .skipped("picture")),
        Signature("BM", needsZero: true, .skipped("picture")),
        Signature([0x49, 0x49, 0x2A, 0], .skipped("picture")),
        Signature([0x4D, 0x4D, 0, 0x2A], .skipped("picture")),
        Signature([0, 0, 1, 0], .skipped("picture")),
        Signature("RIFF", needsZero: true, .skipped("picture, sound or film")),
        Signature("OggS", needsZero: true, .skipped("sound or film")),
        Signature("ID3", needsZero: true, .skipped("sound or film")),
        Signature("fLaC", needsZero: true, .skipped("sound or film")),
        Signature([0x1A, 0x45, 0xDF, 0xA3], .skipped("sound or film")),
        Signature("ftyp", at: 4, needsZero: true, .skipped("picture, sound or film")),
        Signature([0x7F, 0x45, 0x4C, 0x46], .skipped("program")),
        Signature("MZ", needsZero: true, .skipped("program")),
        Signature([0xCF, 0xFA, 0xED, 0xFE], .skipped("program")),
        Signature([0xCA, 0xFE, 0xBA, 0xBE], .skipped("program")),
        Signature([0, 0x61, 0x73, 0x6D], .skipped("program")),
        Signature("!<arch>\n", .skipped("program")),
        Signature("wOFF", needsZero: true, .skipped("font")),
        Signature("wOF2", needsZero: true, .skipped("font")),
        Signature("OTTO", needsZero: true, .skipped("font")),
        Signature([0, 1, 0, 0], .skipped("font")),
    ]
}
