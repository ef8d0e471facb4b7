import SluiceText

/// The hits of one condition's words in the stretch of text searched so far.
///
/// Matches of a rule come in order, so the stretch moves forwards and every byte is searched once, however
/// many matches ask.
struct NearWords {
    private var searched = 0..<0
    private var hits: [WordFinder.Hit] = []

    /// The nearest hit to `value` that lies wholly in `bounds` and whose nearer edge lies in `window`.
    ///
    /// A word within the value itself is not near it. All places are in bytes of `text`.
    mutating func nearest(
        to value: Range<Int>, in text: Span<UInt8>, window: Range<Int>, bounds: Range<Int>, finder: WordFinder
    ) -> (word: Int, distance: Int)? {
        guard !finder.isEmpty else { return nil }
        let low = max(bounds.lowerBound, window.lowerBound - finder.longestHit)
        // A word that begins just where the window ends is as far as it may be.
        search(text, low..<max(low, min(bounds.upperBound, window.upperBound + 1)), finder)
        let left = nearestBefore(value, window: window, bounds: bounds, longest: finder.longestHit)
        let right = nearestBehind(value, window: window, bounds: bounds)
        return NearWords.nearer(left, right, to: value, in: text)
    }

    /// Forgets what was found, for another text.
    mutating func reset() {
        searched = 0..<0
        hits.removeAll(keepingCapacity: true)
    }

    private mutating func search(_ text: Span<UInt8>, _ range: Range<Int>, _ finder: WordFinder) {
        if range.lowerBound < searched.lowerBound || range.lowerBound > searched.upperBound {
            hits.removeAll(keepingCapacity: true)
            searched = range.lowerBound..<range.lowerBound
        }
        guard range.upperBound > searched.upperBound else { return }
        finder.search(text, searched.upperBound..<range.upperBound, into: &hits)
        searched = searched.lowerBound..<range.upperBound
    }

    private func firstHit(from start: Int) -> Int {
        var low = 0
        var high = hits.count
        while low < high {
            let middle = (low + high) / 2
            if hits[middle].start < start { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func nearestBefore(
        _ value: Range<Int>, window: Range<Int>, bounds: Range<Int>, longest: Int
    ) -> WordFinder.Hit? {
        var best: WordFinder.Hit?
        var index = firstHit(from: value.lowerBound)
        while index > 0 {
            index -= 1
            let hit = hits[index]
            if let best, hit.start + longest < best.end { break }
            guard hit.start >= bounds.lowerBound, hit.start + longest >= window.lowerBound else { break }
            guard hit.end >= window.lowerBound, hit.end <= bounds.upperBound else { continue }
            if let known = best, min(hit.end, value.lowerBound) < min(known.end, value.lowerBound) {
                continue
            }
            if let known = best, min(hit.end, value.lowerBound) == min(known.end, value.lowerBound),
                (known.start, known.word) < (hit.start, hit.word)
            {
                continue
            }
            best = hit
        }
        return best
    }

    private func nearestBehind(_ value: Range<Int>, window: Range<Int>, bounds: Range<Int>) -> WordFinder.Hit?
    {
        for index in firstHit(from: value.lowerBound)..<hits.count {
            let hit = hits[index]
            guard hit.start <= window.upperBound else { return nil }
            if hit.end > value.upperBound, hit.end <= bounds.upperBound { return hit }
        }
        return nil
    }

    private static func nearer(
        _ left: WordFinder.Hit?, _ right: WordFinder.Hit?, to value: Range<Int>, in text: Span<UInt8>
    ) -> (word: Int, distance: Int)? {
        let before = left.map {
            ($0.word, ByteCounts.codePoints(in: text, min($0.end, value.lowerBound)..<value.lowerBound))
        }
        let behind = right.map {
            ($0.word, ByteCounts.codePoints(in: text, value.upperBound..<max(value.upperBound, $0.start)))
        }
        guard let before else { return behind }
        guard let behind, behind.1 < before.1 else { return before }
        return behind
    }
}
