import SluiceEngine
import SluiceText

/// The hits of one condition's patterns in the window that was searched last.
struct NearPatterns {
    private var searched: Range<Int>?
    private var hits: [(range: Range<Int>, pattern: Int)] = []

    /// The nearest hit to `value` in `window`, all in bytes of `text`.
    ///
    /// - Throws: ``ConditionGaveUp`` where PCRE2 stops at a limit.
    mutating func nearest(
        to value: Range<Int>, in text: Span<UInt8>, window: Range<Int>, patterns: [SecondaryPattern]
    ) throws(ConditionGaveUp) -> (pattern: Int, distance: Int)? {
        if searched != window {
            searched = nil
            hits.removeAll(keepingCapacity: true)
            for (index, pattern) in patterns.enumerated() {
                try search(text, window, pattern, index)
            }
            searched = window
        }
        var best: (pattern: Int, distance: Int)?
        for hit in hits where !value.contains(hit.range) {
            let before = min(hit.range.upperBound, value.lowerBound)..<value.lowerBound
            let behind = value.upperBound..<max(value.upperBound, hit.range.lowerBound)
            let gap = hit.range.lowerBound < value.lowerBound ? before : behind
            let distance = ByteCounts.codePoints(in: text, gap)
            if best.map({ distance < $0.distance }) ?? true { best = (hit.pattern, distance) }
        }
        return best
    }

    /// Forgets what was found, for another text.
    mutating func reset() { searched = nil }

    private mutating func search(
        _ text: Span<UInt8>, _ window: Range<Int>, _ pattern: SecondaryPattern, _ index: Int
    ) throws(ConditionGaveUp) {
        var place = window.lowerBound
        do {
            let compiled = try pattern.pattern()
            while place < window.upperBound,
                let hit = try compiled.firstMatch(in: text, range: place..<window.upperBound)
            {
                if !hit.isEmpty { hits.append((hit, index)) }
                place = max(hit.upperBound, hit.lowerBound + 1)
            }
        } catch {
            throw ConditionGaveUp()
        }
    }
}

/// A condition's pattern stopped at a limit before it could say whether it holds.
struct ConditionGaveUp: Error {}

extension Range<Int> {
    func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}
