import SluiceModel
import SluiceText
import Testing

@Suite("A text's view")
struct TextViewTests {
    @Test("of a text with nothing to fold leads to the same places")
    func identity() {
        let view = TextView(TextSegment("abc"))
        #expect(view.source(of: 1..<3) == ByteSpan(1, 3))
        #expect(view.offset(ofSource: 2) == 2)
    }

    @Test("of a folded text leads back to what was folded")
    func folded() {
        // "ab" + soft hyphen (two bytes) + "cd", and "> " dropped before "ef".
        var map = OffsetMap()
        map.append(OffsetMap.Run(view: 0, source: 0, length: 2))
        map.append(OffsetMap.Run(view: 2, source: 4, length: 2))
        map.append(OffsetMap.Run(view: 4, source: 8, length: 2))
        let view = TextView(TextSegment("abcdef"), map: map)
        #expect(view.source(of: 0..<2) == ByteSpan(0, 2))
        #expect(view.source(of: 1..<3) == ByteSpan(1, 5))
        #expect(view.source(of: 2..<4) == ByteSpan(4, 6))
        #expect(view.source(of: 3..<6) == ByteSpan(5, 10))
        #expect([0, 2, 3, 4, 5, 7, 8].map(view.offset) == [0, 2, 2, 2, 3, 4, 4])
    }

    @Test("of a letter that became another leads to the whole of it")
    func replaced() {
        // A full-width letter of three bytes became one byte.
        var map = OffsetMap()
        map.append(OffsetMap.Run(view: 0, source: 0, length: 1))
        map.append(OffsetMap.Run(view: 2, source: 4, length: 1))
        let view = TextView(TextSegment("abc"), map: map)
        #expect(view.source(of: 1..<2) == ByteSpan(1, 4))
        #expect(view.source(of: 0..<3) == ByteSpan(0, 5))
    }

    @Test("joins runs that touch")
    func runs() {
        var map = OffsetMap()
        map.append(OffsetMap.Run(view: 0, source: 0, length: 2))
        map.append(OffsetMap.Run(view: 2, source: 2, length: 2))
        #expect(map.runs == [OffsetMap.Run(view: 0, source: 0, length: 4)])
    }
}
