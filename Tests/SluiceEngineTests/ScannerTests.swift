import SluiceEngine
import Testing

@Suite("A scanner")
struct ScannerTests {
    @Test("finds a pattern and its capture")
    func capture() throws {
        let database = try Database([.pattern(Pattern(#"id (\d+)"#, capture: .group(1)))])
        var scanner = Scanner(database)
        var matches: [Match] = []
        var giveUps: [GiveUp] = []
        scanner.scan(Array("an id 42.".utf8).span, into: &matches, giveUps: &giveUps)
        #expect(matches == [Match(expression: 0, start: 3, end: 8, value: 6..<8)])
        #expect(giveUps.isEmpty)
    }
}
