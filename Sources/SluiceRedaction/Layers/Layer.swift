/// One encoding around a text: it decodes bytes, and carries edits of what they mean back to the bytes.
protocol EncodingLayer {
    /// What the bytes mean.
    var decoded: [UInt8] { get }

    /// The edits of the bytes that make `edits` of ``decoded``; nil where that cannot be written.
    ///
    /// The edits are sorted and do not overlap, neither those given nor those returned.
    func outward(_ edits: [SpanEdit]) -> [SpanEdit]?
}

/// An encoding in which each decoded byte has its own place in the source.
struct MappedLayer: EncodingLayer {
    private(set) var decoded: [UInt8] = []
    private var starts: [Int32] = []
    private var ends: [Int32] = []
    /// Writes replacement bytes for the stretch of the source that they replace.
    private let encode: (_ bytes: [UInt8], _ replacing: Range<Int>) -> [UInt8]?

    init(
        capacity: Int, encode: @escaping (_ bytes: [UInt8], _ replacing: Range<Int>) -> [UInt8]?
    ) {
        self.encode = encode
        decoded.reserveCapacity(capacity)
        starts.reserveCapacity(capacity)
        ends.reserveCapacity(capacity)
    }

    mutating func append(_ byte: UInt8, from range: Range<Int>) {
        decoded.append(byte)
        starts.append(Int32(truncatingIfNeeded: range.lowerBound))
        ends.append(Int32(truncatingIfNeeded: range.upperBound))
    }

    func outward(_ edits: [SpanEdit]) -> [SpanEdit]? {
        var result: [SpanEdit] = []
        for edit in edits where !edit.range.isEmpty {
            let start = Int(starts[edit.range.lowerBound])
            let end = Int(ends[edit.range.upperBound - 1])
            guard start <= end, let bytes = encode(edit.bytes, start..<end) else { return nil }
            result.append(SpanEdit(range: start..<end, bytes: bytes))
        }
        return result.merged()
    }
}
