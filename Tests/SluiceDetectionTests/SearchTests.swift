@testable import SluiceDetection
import SluiceText
import TestSupport
import Testing

@Suite("Searches that remember")
struct SearchTests {
    private func text(_ random: inout SeededGenerator) -> [UInt8] {
        (0..<400).map { _ in Array("aAbB c".utf8).randomElement(using: &random) ?? 0 }
    }

    @Test("for a keyword answer as a plain search does", arguments: 1...5)
    func keywords(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let bytes = text(&random)
        var cursor = KeywordCursor()
        var start = 0
        for _ in 0..<60 {
            start =
                Int.random(in: 0..<8, using: &random) == 0
                ? 0 : min(390, start + Int.random(in: 0...9, using: &random))
            let window = start..<min(400, start + Int.random(in: 0...40, using: &random))
            let keyword = Array("abba".utf8)
            let plain = CaselessSearch.firstIndex(of: keyword, in: bytes.span, window) != nil
            #expect(cursor.isPresent(keyword, in: bytes.span, window: window) == plain)
        }
    }

    @Test("for near words answer as a search made anew does", arguments: 1...5)
    func nearWords(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let bytes = text(&random)
        let finder = WordFinder(["a", "bb", "a c", "ab"])
        var kept = NearWords()
        var start = 0
        for _ in 0..<60 {
            start = min(380, start + Int.random(in: 0...12, using: &random))
            let value = start..<start + Int.random(in: 1...9, using: &random)
            let reach = Int.random(in: 0...30, using: &random)
            let window = max(0, value.lowerBound - reach)..<min(400, value.upperBound + reach)
            var anew = NearWords()
            let expected = anew.nearest(
                to: value, in: bytes.span, window: window, bounds: 0..<400, finder: finder)
            let found = kept.nearest(
                to: value, in: bytes.span, window: window, bounds: 0..<400, finder: finder)
            #expect(found?.distance == expected?.distance)
            #expect(found?.word == expected?.word)
            #expect(expected?.distance == nearestDistance(to: value, window, finder, bytes))
        }
    }

    /// The least distance, by looking at every hit.
    private func nearestDistance(
        to value: Range<Int>, _ window: Range<Int>, _ finder: WordFinder, _ bytes: [UInt8]
    ) -> Int? {
        var hits: [WordFinder.Hit] = []
        finder.search(bytes.span, 0..<bytes.count, into: &hits)
        let distances = hits.compactMap { hit -> Int? in
            if value.lowerBound <= hit.start, hit.end <= value.upperBound { return nil }
            guard hit.end >= window.lowerBound, hit.start <= window.upperBound else { return nil }
            if hit.end <= value.lowerBound { return value.lowerBound - hit.end }
            return max(0, hit.start - value.upperBound)
        }
        return distances.min()
    }

    @Test("for different values count as a set does", arguments: [nil, 50])
    func distinct(reach: Int?) {
        var random = SeededGenerator(seed: 9)
        var values: [(start: Int, hash: UInt64)] = []
        var counter = DistinctValues(reach: reach)
        for start in stride(from: 0, to: 3000, by: 7) {
            let hash = UInt64.random(in: 1...9, using: &random)
            values.append((start, hash))
            counter.add(hash, at: start, ofRule: 3)
        }
        for start in stride(from: 0, to: 3000, by: 21) {
            let around = values.filter { value in reach.map { abs(value.start - start) <= $0 } ?? true }
            #expect(counter.count(around: start, ofRule: 3) == Set(around.map(\.hash)).count)
        }
        #expect(counter.count(around: 0, ofRule: 4) == 0)
    }
}
