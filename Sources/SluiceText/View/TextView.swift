public import SluiceModel

/// What is searched in place of a part's text: the same text, or one without what hides words from a search.
///
/// Where there is nothing to fold, the view is the part's own bytes and costs nothing. Else it is valid UTF-8 without
/// marks of quotation at the beginning of lines, with the lines joined that `format=flowed` broke, composed (NFC),
/// without characters that show nothing, with plain spaces, letters and digits for odd ones, with Latin letters
/// for Cyrillic and Greek ones in a Latin word, and with the control character SUB for bytes that are no UTF-8.
///
/// In a plain file `>` counts as a mark of quotation only where a space follows or the line ends.
/// Places in the view are offsets in ``segment``'s storage; places in the source are offsets of the whole text.
public struct TextView: Sendable {
    /// The part's own text.
    public let source: TextSegment
    /// The bytes that are searched; its offset is the source's.
    public let segment: TextSegment
    /// From `segment`'s storage to `source`'s; nil where they are the same.
    let map: FoldMap?

    /// The part's own text as it is.
    public init(_ segment: TextSegment) { self.init(source: segment, segment: segment, map: nil) }

    private init(source: TextSegment, segment: TextSegment, map: FoldMap?) {
        self.source = source
        self.segment = segment
        self.map = map
    }

    /// The view of a part of a message that came through `channel`.
    ///
    /// What has to be folded is written to memory of `pool`, where there is one.
    public init(of part: Part, channel: Channel, pool: StoragePool? = nil) {
        let finder = EditFinder(part.text, quotes: channel == .file ? .file : .mail, flow: part.flow)
        self.init(part.text, finder, pool: pool)
    }

    init(_ source: TextSegment, _ finder: EditFinder, pool: StoragePool? = nil) {
        var finder = finder
        guard let first = source.storage.withSpan({ finder.next(in: $0) }) else {
            self.init(source)
            return
        }
        var map = FoldMap()
        let count = source.storage.count
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: count, from: pool) { target in
            source.storage.withSpan { text in
                unsafe TextView.write(text, first, &finder, to: target, &map)
            }
        }
        let body = map.view(ofSource: source.body.lowerBound)..<map.view(ofSource: source.body.upperBound)
        var segment = TextSegment(
            storage: storage, body: body, offset: source.offset, endsText: source.endsText)
        segment.fuller = source.fuller
        self.init(source: source, segment: segment, map: map)
    }

    /// Writes a text with all its changes; gives how many bytes it has.
    private static func write(
        _ text: Span<UInt8>, _ first: Edit, _ finder: inout EditFinder,
        to target: UnsafeMutableBufferPointer<UInt8>, _ map: inout FoldMap
    ) -> Int {
        unsafe text.withUnsafeBufferPointer { bytes in
            guard let source = bytes.baseAddress, let base = target.baseAddress else { return 0 }
            var read = 0
            var written = 0
            func keep(upTo end: Int) {
                unsafe (base + written).update(from: source + read, count: end - read)
                map.keep(end - read)
                written += end - read
                read = end
            }
            var next: Edit? = first
            while let edit = next {
                keep(upTo: edit.source.lowerBound)
                for index in 0..<edit.count { unsafe base[written + index] = edit[index] }
                written += edit.count
                read = edit.source.upperBound
                if edit.source.count == 1, edit.count == 1 {
                    map.keep(1)
                } else {
                    map.fold(edit.source.count, to: edit.count)
                }
                next = finder.next(in: text)
            }
            keep(upTo: text.count)
            return written
        }
    }

    /// Whether the view is the part's own bytes.
    public var isVerbatim: Bool { map == nil }

    /// The stretch of the source from which `range` of the view was made.
    public func source(of range: Range<Int>) -> Range<Int> {
        guard let map else { return range.lowerBound + source.offset..<range.upperBound + source.offset }
        let start = map.source(ofStart: range.lowerBound)
        let end = range.isEmpty ? start : map.source(ofEnd: range.upperBound)
        return start + source.offset..<max(start, end) + source.offset
    }

    /// The place in the view of what first begins at or behind `offset` of the source.
    public func place(ofSource offset: Int) -> Int {
        let local = min(max(0, offset - source.offset), source.storage.count)
        return map?.view(ofSource: local) ?? local
    }

    /// The stretch of the view that was made from `range` of the source.
    public func places(ofSource range: Range<Int>) -> Range<Int> {
        let start = place(ofSource: range.lowerBound)
        return start..<max(start, place(ofSource: range.upperBound))
    }

    /// An offset of the source that stands for `place` of the view alone and keeps the order of places.
    public func anchor(of place: Int) -> Int { (map?.anchor(ofView: place) ?? place) + source.offset }

    /// The place in the view that an anchor stands for.
    public func place(ofAnchor anchor: Int) -> Int {
        let local = min(max(0, anchor - source.offset), source.storage.count)
        return map?.view(ofAnchor: local) ?? local
    }
}
