/// A piece of one part's text, with the text around it that matching and evidence look at.
///
/// A part that is held whole is one segment. A longer text comes as several: their bodies follow one
/// another without a gap, and each carries some of its neighbours' bytes before and behind its body.
///
/// Invariant: `body` lies within `0..<storage.count`; `storage` begins at byte ``offset`` of the text.
public struct TextSegment: Sendable {
    public let storage: TextStorage
    /// Where in `storage` the bytes lie for which this segment answers.
    public let body: Range<Int>
    /// The offset of `storage`'s first byte in the whole text, in bytes.
    public let offset: Int
    /// Whether the text ends where `storage` ends.
    public let endsText: Bool
    /// Gives the segment with more of the text behind its body, for the few that need it; nil where it has all.
    ///
    /// What it gives has none itself. It gives nil where the text can no longer be read.
    public var fuller: (@Sendable () -> TextSegment?)?

    public init(storage: TextStorage, body: Range<Int>, offset: Int, endsText: Bool) {
        precondition(body.lowerBound >= 0 && body.upperBound <= storage.count && offset >= 0)
        self.storage = storage
        self.body = body
        self.offset = offset
        self.endsText = endsText
    }

    /// A whole text as one segment.
    public init(whole storage: TextStorage) {
        self.init(storage: storage, body: 0..<storage.count, offset: 0, endsText: true)
    }

    public init(_ text: String) { self.init(whole: TextStorage(Array(text.utf8))) }

    /// Whether this segment is the text's first.
    public var beginsText: Bool { offset == 0 && body.lowerBound == 0 }
    /// Whether this one segment is the whole text.
    public var isWhole: Bool { beginsText && endsText && body.upperBound == storage.count }
    /// The offset of the body's first byte in the whole text.
    public var bodyOffset: Int { offset + body.lowerBound }
}
