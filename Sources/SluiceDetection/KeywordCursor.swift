/// Where one keyword stands last in the stretch of text searched so far.
///
/// Matches of a rule come in order, so the search only moves forwards; it stops at the first hit that
/// answers the question, and every byte is searched once.
struct KeywordCursor {
    private var searched = 0..<0
    private var lastHit = -1

    /// Whether `keyword`, in lower case, stands wholly in `window` of `text`.
    mutating func isPresent(_ keyword: [UInt8], in text: Span<UInt8>, window: Range<Int>) -> Bool {
        if window.lowerBound < searched.lowerBound || window.lowerBound > searched.upperBound {
            searched = window.lowerBound..<window.lowerBound
            lastHit = -1
        }
        let last = window.upperBound - keyword.count
        if lastHit >= window.lowerBound, lastHit <= last { return true }
        let begin = max(window.lowerBound, searched.upperBound)
        guard begin <= last else { return false }
        if let hit = CaselessSearch.firstIndex(of: keyword, in: text, begin..<window.upperBound) {
            lastHit = hit
            searched = searched.lowerBound..<hit + 1
            return true
        }
        searched = searched.lowerBound..<last + 1
        return false
    }
}
