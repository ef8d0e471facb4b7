public import SluiceModel

/// What is searched in place of a part's text: the same text, or one without what hides words from a search.
///
/// Where there is nothing to fold, the view is the part's own bytes and costs nothing.
public struct TextView: Sendable {
    /// The bytes that are searched; its offsets count in the view.
    public let segment: TextSegment
    /// Nil where the view is the part's decoded text as it is.
    public let map: OffsetMap?

    /// The part's own text.
    public init(_ segment: TextSegment) {
        self.segment = segment
        map = nil
    }

    /// A folded text, with the map that leads back.
    public init(_ folded: TextSegment, map: OffsetMap) {
        segment = folded
        self.map = map
    }

    /// Where in the part's decoded text `range` of the view stands.
    public func source(of range: Range<Int>) -> ByteSpan {
        guard let map else { return ByteSpan(range.lowerBound, range.upperBound) }
        return ByteSpan(map.source(ofStart: range.lowerBound), map.source(ofEnd: range.upperBound))
    }

    /// Where in the view the offset `source` of the part's decoded text stands.
    public func offset(ofSource source: Int) -> Int {
        map?.view(ofSource: source) ?? source
    }
}
