import SluiceModel
import SluiceText

/// Decodes a long text piece by piece and cuts it into segments, with the memory of one segment.
///
/// It is fed in order, by one thread at a time; offsets count in the decoded text.
struct EncodedSegments: ~Copyable {
    private let sizes: SegmentSizes
    private var stream: CharsetStream
    /// Decoded text from ``offset`` on: what the next segment carries of its neighbour, and what it is made of.
    private var window = ByteBuffer(capacity: 1 << 16)
    private var offset = 0
    private var bodyStart = 0
    private var isFirst = true

    init(_ charset: Charset, sizes: SegmentSizes) {
        self.sizes = sizes
        stream = CharsetStream(charset)
    }

    var charset: Charset { stream.charset }
    /// How many bytes could not be decoded so far.
    var faults: Int { stream.faults }

    /// The segments that are whole once `bytes` have come; with `atEnd` all that are left, at least one in all.
    mutating func feed(_ bytes: Span<UInt8>, atEnd: Bool) -> [TextSegment] {
        stream.decode(bytes, atEnd: atEnd, into: &window)
        if isFirst { dropMark() }
        var segments: [TextSegment] = []
        while end - bodyStart >= sizes.body + sizes.behind + 4 {
            segments.append(segment(to: characterEnd(bodyStart + sizes.body), endsText: false))
        }
        while atEnd, bodyStart < end || segments.isEmpty && bodyStart == 0 {
            segments.append(segment(to: characterEnd(min(end, bodyStart + sizes.body)), endsText: true))
            if bodyStart == end { break }
        }
        return segments
    }

    private var end: Int { offset + window.count }

    /// A byte order mark is no part of the text.
    private mutating func dropMark() {
        guard window.count >= 3 else { return }
        isFirst = false
        guard window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF else { return }
        window.removeFirst(3)
    }

    /// The first border of characters at or behind `place`.
    private func characterEnd(_ place: Int) -> Int {
        var place = place
        while place < end, window[place - offset] & 0xC0 == 0x80 { place += 1 }
        return place
    }

    private mutating func segment(to bodyEnd: Int, endsText: Bool) -> TextSegment {
        let first = max(offset, bodyStart - sizes.before)
        let last = min(end, bodyEnd + sizes.behind)
        let storage = window.storage(in: first - offset..<last - offset)
        let segment = TextSegment(
            storage: storage, body: bodyStart - first..<bodyEnd - first, offset: first,
            endsText: endsText && last == end)
        bodyStart = bodyEnd
        let kept = max(offset, bodyStart - sizes.before)
        window.removeFirst(kept - offset)
        offset = kept
        return segment
    }
}
