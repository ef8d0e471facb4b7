import SluiceText
import Testing

@Suite("A map of offsets")
struct OffsetMapTests {
    @Test("leads back to what lies between two runs")
    func runs() {
        // A letter of three bytes became one byte, two bytes were left out.
        var map = OffsetMap()
        map.append(OffsetMap.Run(view: 0, source: 0, length: 1))
        map.append(OffsetMap.Run(view: 2, source: 4, length: 1))
        map.append(OffsetMap.Run(view: 3, source: 7, length: 2))
        #expect((0...4).map(map.source(ofStart:)) == [0, 1, 4, 7, 8])
        #expect((0...5).map(map.source(ofEnd:)) == [0, 1, 4, 5, 8, 9])
        #expect([0, 1, 4, 5, 6, 7, 8].map(map.view(ofSource:)) == [0, 2, 2, 3, 3, 3, 4])
    }

    @Test("joins runs that touch")
    func touching() {
        var map = OffsetMap()
        map.append(OffsetMap.Run(view: 0, source: 0, length: 2))
        map.append(OffsetMap.Run(view: 2, source: 2, length: 2))
        #expect(map.runs == [OffsetMap.Run(view: 0, source: 0, length: 4)])
    }
}
