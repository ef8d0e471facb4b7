@testable import SluiceText
import TestSupport
import Testing

@Suite("A map of what was folded")
struct FoldMapTests {
    @Test("leads back to what was folded")
    func dropped() {
        // "ab", a soft hyphen of two bytes, "cd", a quote mark of two bytes, "ef".
        var map = FoldMap()
        map.keep(2)
        map.fold(2, to: 0)
        map.keep(2)
        map.fold(2, to: 0)
        map.keep(2)
        #expect((0...6).map(map.source(ofStart:)) == [0, 1, 4, 5, 8, 9, 10])
        #expect((0...6).map(map.source(ofEnd:)) == [0, 1, 2, 5, 6, 9, 10])
        #expect((0...10).map(map.view(ofSource:)) == [0, 1, 2, 2, 2, 3, 4, 4, 4, 5, 6])
        #expect(map.viewCount == 6)
        #expect(map.sourceCount == 10)
    }

    @Test("leads from a letter that was made to the whole of what it was made from")
    func replaced() {
        // A full-width letter of three bytes became one byte, a ligature of three bytes two.
        var map = FoldMap()
        map.keep(1)
        map.fold(3, to: 1)
        map.fold(3, to: 2)
        map.keep(1)
        #expect((0...5).map(map.source(ofStart:)) == [0, 1, 4, 4, 7, 8])
        #expect((0...5).map(map.source(ofEnd:)) == [0, 1, 4, 7, 7, 8])
        #expect((0...8).map(map.view(ofSource:)) == [0, 1, 2, 2, 2, 4, 4, 4, 5])
    }

    @Test("leads forth and back at every offset", arguments: 1...20)
    func everyOffset(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var map = FoldMap()
        // What stands at each byte of the view: where it comes from.
        var starts: [Int] = []
        var ends: [Int] = []
        var source = 0
        for _ in 0..<Int.random(in: 0...300, using: &random) {
            let count = Int.random(in: 0...20, using: &random)
            if Bool.random(using: &random) {
                map.keep(count)
                starts += source..<source + count
                ends += source + 1..<source + count + 1
                source += count
            } else {
                let made = Int.random(in: 0...min(3, count), using: &random)
                map.fold(count, to: made)
                starts += Array(repeating: source, count: made)
                ends += Array(repeating: source + count, count: made)
                source += count
            }
        }
        #expect(map.viewCount == starts.count)
        #expect(map.sourceCount == source)
        #expect(starts.indices.map(map.source(ofStart:)) == starts)
        #expect(ends.indices.map { map.source(ofEnd: $0 + 1) } == ends)
        let anchors = (0...starts.count).map(map.anchor(ofView:))
        #expect(anchors.map(map.view(ofAnchor:)) == Array(0...starts.count))
        #expect(zip(anchors, anchors.dropFirst()).allSatisfy { $0 < $1 })
        let places = (0...source).map(map.view(ofSource:))
        var next = 0
        for offset in 0...source {
            while next < starts.count, starts[next] < offset { next += 1 }
            #expect(places[offset] == next)
        }
    }
}
