import Testing

@testable import SluiceFormats

@Suite("The size of units of work")
struct UnitPaceTests {
    private static let most = 4 << 20

    @Test("begins small, grows where nothing is found and shrinks where much is")
    func sizes() {
        let pace = UnitPace()
        #expect(pace.size(of: UnitPaceTests.most) == 1 << 20)
        pace.note(findings: 0, bytes: 1 << 20)
        #expect(pace.size(of: UnitPaceTests.most) == UnitPaceTests.most)
        pace.note(findings: 100_000, bytes: 4 << 20)
        #expect(pace.size(of: UnitPaceTests.most) == 1 << 19)
        pace.note(findings: 4096, bytes: 2 << 20)
        #expect(pace.size(of: UnitPaceTests.most) == 2 << 20)
    }

    @Test("is never more than asked for, and not set by a few bytes")
    func bounds() {
        let pace = UnitPace(least: 3 << 20)
        pace.note(findings: 100_000, bytes: 4 << 20)
        #expect(pace.size(of: UnitPaceTests.most) == 3 << 20)
        #expect(pace.size(of: 1000) == 1000)
        pace.note(findings: 0, bytes: 100)
        #expect(pace.size(of: UnitPaceTests.most) == 3 << 20)
    }
}
