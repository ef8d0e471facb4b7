import SluiceModel
import SluiceText

/// Finds what was signed in a CMS message (RFC 5652), as S/MIME carries it; nothing is verified.
enum SignedContent {
    enum Finding {
        /// Where the pieces of the content stand.
        case signed([Range<Int>])
        /// Signatures or certificates of something else.
        case detached
        case encrypted, compressed, unknown
    }

    /// One element of BER (X.690): its tag and where its content stands.
    private struct Element {
        var tag: UInt8
        var content: Range<Int>
        var next: Int
        var isConstructed: Bool { tag & 0x20 != 0 }
    }

    private static let types: [(identifier: [UInt8], finding: Finding?)] = [
        ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02], nil),
        ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03], .encrypted),
        ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x06], .encrypted),
        ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17], .encrypted),
        ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x09], .compressed),
    ]

    static func find(_ bytes: Span<UInt8>) -> Finding {
        guard let outer = element(bytes, 0, bytes.count), outer.tag == 0x30,
            let type = element(bytes, outer.content.lowerBound, outer.content.upperBound), type.tag == 6
        else { return .unknown }
        let identifier = bytes.copy(type.content)
        guard let known = types.first(where: { $0.identifier == identifier }) else { return .unknown }
        if let finding = known.finding { return finding }
        // SignedData: version, digest algorithms, then the content with its type.
        guard let explicit = element(bytes, type.next, outer.content.upperBound),
            let signed = element(bytes, explicit.content.lowerBound, explicit.content.upperBound),
            let version = element(bytes, signed.content.lowerBound, signed.content.upperBound),
            let digests = element(bytes, version.next, signed.content.upperBound),
            let wrapped = element(bytes, digests.next, signed.content.upperBound),
            let innerType = element(bytes, wrapped.content.lowerBound, wrapped.content.upperBound)
        else { return .unknown }
        guard let content = element(bytes, innerType.next, wrapped.content.upperBound), content.tag != 0
        else { return .detached }
        var pieces: [Range<Int>] = []
        collect(bytes, content.content, &pieces, depth: 0)
        return pieces.allSatisfy(\.isEmpty) ? .detached : .signed(pieces)
    }

    /// The octet strings in `range`, which may be cut in pieces.
    private static func collect(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ pieces: inout [Range<Int>], depth: Int
    ) {
        var place = range.lowerBound
        while depth < 8, place < range.upperBound, let piece = element(bytes, place, range.upperBound) {
            // The end mark of what has no length; behind it stand the certificates.
            if piece.tag == 0, piece.content.isEmpty { return }
            if piece.tag == 0x04 {
                pieces.append(piece.content)
            } else if piece.isConstructed {
                collect(bytes, piece.content, &pieces, depth: depth + 1)
            }
            place = piece.next
        }
    }

    static func joined(_ ranges: [Range<Int>], of storage: TextStorage) -> TextStorage {
        if ranges.count == 1 { return TextStorage(slice: ranges[0], of: storage) }
        var output = ByteBuffer(capacity: storage.count)
        storage.withSpan { bytes in
            for range in ranges { output.append(bytes.extracting(range)) }
        }
        return output.storage()
    }

    /// The element at `start`, up to the limit where its length is missing; nil where none is whole.
    private static func element(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Element? {
        guard start + 2 <= limit, bytes[start] & 0x1F != 0x1F else { return nil }
        let first = bytes[start + 1]
        var place = start + 2
        var length = Int(first)
        if first == 0x80 {
            guard bytes[start] & 0x20 != 0 else { return nil }
            // The end is not sought: what lies within ends itself.
            return Element(tag: bytes[start], content: place..<limit, next: limit)
        }
        if first > 0x80 {
            let count = Int(first & 0x7F)
            guard count <= 6, place + count <= limit else { return nil }
            length = 0
            for _ in 0..<count {
                length = length << 8 | Int(bytes[place])
                place += 1
            }
        }
        // A message cut off is read as far as it goes.
        let end = min(limit, place + length)
        return Element(tag: bytes[start], content: place..<end, next: end)
    }
}
