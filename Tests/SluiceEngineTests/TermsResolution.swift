@testable import SluiceEngine

extension TermHit {
    /// Leaves the hits that a search from `starts[expression]` gives: the longest at each place, none that overlap.
    ///
    /// `hits` are in ``inOrder(_:_:)``; where `starts` is empty, all searches begin at the text's first byte.
    static func resolve(_ hits: inout [TermHit], starts: [Int] = []) {
        var next = starts
        var kept = 0
        for hit in hits {
            while next.count <= hit.expression { next.append(0) }
            guard hit.start >= next[hit.expression] else { continue }
            next[hit.expression] = hit.end
            hits[kept] = hit
            kept += 1
        }
        hits.removeLast(hits.count - kept)
    }
}
