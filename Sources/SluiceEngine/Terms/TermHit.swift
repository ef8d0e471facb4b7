/// A term of a list, found in a text; not yet chosen among others that overlap it.
struct TermHit: Hashable, Sendable {
    var expression: Int
    var term: Int
    /// In bytes of the given text.
    var start: Int
    var end: Int

    /// Hits in order of start, then expression; of one expression the longest first, then the first in the list.
    static func inOrder(_ one: TermHit, _ other: TermHit) -> Bool {
        if one.start != other.start { return one.start < other.start }
        if one.expression != other.expression { return one.expression < other.expression }
        return one.end != other.end ? one.end > other.end : one.term < other.term
    }
}
