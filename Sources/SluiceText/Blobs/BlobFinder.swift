import CScanKernels
import Glibc
import SluiceModel

/// Finds stretches of text that are written in an encoding, and decodes them.
///
/// Only what becomes text, or a file that is known to hold text, counts; all else is chance. Looking costs
/// little where there is nothing: long runs and escapes are found many bytes at a time.
public struct BlobFinder: ~Copyable {
    private let limits: BlobLimits
    private var search = BlobSearch()

    /// Shorter runs of base64 say too little.
    static let shortestRun = Int(SLUICE_SHORTEST_RUN)

    private init(_ limits: BlobLimits) { self.limits = limits }

    /// The blobs in `text`, and those within them; only those are looked for that `signs` says something of.
    public static func blobs(
        in text: Span<UInt8>, limits: BlobLimits = BlobLimits(), signs: BlobSigns = .all
    ) -> BlobSearch {
        var finder = BlobFinder(limits)
        finder.look(at: text, within: nil, encodings: [], signs: signs)
        return finder.search
    }

    private mutating func look(
        at text: Span<UInt8>, within span: ByteSpan?, encodings: [BlobEncoding], signs: BlobSigns = .all
    ) {
        var found: [RawBlob] = []
        unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            if signs.contains(.runs) { unsafe BlobRuns.find(base, buffer.count, into: &found) }
            if signs.contains(.escapes) { unsafe BlobEscapes.find(base, buffer.count, into: &found) }
        }
        guard !found.isEmpty else { return }
        found.sort { $0.span < $1.span }
        for blob in found { take(blob, within: span, encodings: encodings) }
    }

    private mutating func take(_ raw: RawBlob, within span: ByteSpan?, encodings: [BlobEncoding]) {
        guard !search.isCut else { return }
        guard search.blobs.count < limits.count, search.bytes + raw.bytes.count <= limits.bytes else {
            search.isCut = true
            return
        }
        let place = span ?? raw.span
        let path = encodings + [raw.encoding]
        let storage = TextStorage(raw.bytes)
        search.bytes += storage.count
        search.blobs.append(Blob(span: place, encodings: path, storage: storage, isText: raw.isText))
        guard raw.isText else { return }
        if path.count < limits.levels {
            storage.withSpan { look(at: $0, within: place, encodings: path) }
        }
    }
}

/// A blob as it was found, decoded once.
struct RawBlob {
    var span: ByteSpan
    var encoding: BlobEncoding
    var bytes: [UInt8]
    var isText = true
}

/// What decoded bytes are.
enum BlobContent {
    /// Text in UTF-8, or made so; nil where the bytes are no text.
    static func text(_ bytes: [UInt8]) -> [UInt8]? {
        guard !bytes.isEmpty else { return nil }
        let printable = countPrintable(bytes)
        let check = UTF8Check(bytes.span)
        // The last character may be cut off.
        if bytes.count - check.validCount <= 3, printable * 10 >= bytes.count * 9 - 30 { return bytes }
        if isMostlyLatin(bytes), let wide = CharsetDecoder.wideCharset(bytes.span) {
            var decoded = ByteBuffer(capacity: bytes.count)
            guard CharsetDecoder.append(bytes.span, as: wide, to: &decoded) == 0 else { return nil }
            let text = decoded.withSpan { span in span.indices.map { span[$0] } }
            return countPrintable(text) * 10 >= text.count * 9 ? text : nil
        }
        // Latin-1 is told by how much of it is ASCII.
        guard bytes.count >= 24, countASCII(bytes) * 10 >= bytes.count * 8, printable == bytes.count else {
            return nil
        }
        var decoded = ByteBuffer(capacity: bytes.count * 2)
        CharsetDecoder.append(bytes.span, as: .windows1252, to: &decoded)
        return decoded.withSpan { span in span.indices.map { span[$0] } }
    }

    /// Whether bytes of wide characters have so many zeros that they are no chance.
    private static func isMostlyLatin(_ bytes: [UInt8]) -> Bool {
        var zeros = 0
        for byte in bytes where byte == 0 { zeros += 1 }
        return bytes.count >= 8 && zeros * 3 >= bytes.count
    }

    /// Whether the first bytes of a blob may begin a text, or a file; most chance finds end here.
    static func mayBegin(_ head: Span<UInt8>) -> Bool { mayBeText(head) || isContainer(head) }

    private static func mayBeText(_ head: Span<UInt8>) -> Bool {
        var bad = 0
        for index in head.indices {
            let byte = head[index]
            if byte < 0x20 && byte != 9 && byte != 10 && byte != 13 || byte == 0x7F { bad += 1 }
        }
        // UTF-16 has a zero in every other byte.
        return bad * 10 <= head.count || bad * 10 >= head.count * 4
    }

    private static func countPrintable(_ bytes: [UInt8]) -> Int {
        var controls = 0
        // Without branches, since the compiler makes vectors of it.
        for byte in bytes {
            let isControl: UInt8 = byte < 0x20 || byte == 0x7F ? 1 : 0
            let isSpace: UInt8 = byte == 9 || byte == 10 || byte == 13 ? 1 : 0
            controls &+= Int(isControl &- isSpace)
        }
        return bytes.count - controls
    }

    private static func countASCII(_ bytes: [UInt8]) -> Int {
        var count = 0
        for byte in bytes where byte < 0x80 { count += 1 }
        return count
    }

    /// Whether the bytes begin a file that may hold text: PDF, zip and Office, gzip, bzip2, xz, zstd, 7z, rar.
    static func isContainer(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 8 else { return false }
        return signatures.contains { signature in
            signature.indices.allSatisfy { bytes[$0] == signature[$0] }
        }
    }

    private static let signatures: [[UInt8]] = [
        Array("%PDF-".utf8), [0x50, 0x4B, 3, 4], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], [0x1F, 0x8B, 8],
        Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x28, 0xB5, 0x2F, 0xFD],
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], [0x52, 0x61, 0x72, 0x21, 0x1A, 7],
    ]
}
