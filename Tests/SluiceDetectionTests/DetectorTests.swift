import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRules
import Testing

@Suite("A detector")
struct DetectorTests {
    @Test("names file, line and column of every pattern that cannot be used")
    func faults() throws {
        let bad = try makeRule("a", ["a(b", "fine"])
        let worse = try makeRule("b", ["ä[z-a]"], evidence: [makeCondition(nearPatterns: ["(x"])])
        let error = #expect(throws: Diagnostics.self) { try Detector(RuleSet(rules: [bad, worse])) }
        let faults = try #require(error).all
        #expect(faults.count == 3)
        #expect(faults.allSatisfy { $0.file == "test.yaml" && $0.line == 3 })
        #expect(faults.compactMap(\.column).sorted() == [5, 8, 9])
    }

    @Test("finds terms and gives their labels")
    func terms() throws {
        var rule = try makeRule("names", [])
        rule.matcher = .terms([Term("Falke", label: "Vorhaben F")])
        _ = try Detector(RuleSet(rules: [rule]))
    }

    @Test("reports a rule that gives up once for each message")
    func gaveUp() throws {
        let rule = try makeRule("slow", ["(*LIMIT_MATCH=100)(?:a+)+[bc]"])
        let detector = try Detector(RuleSet(rules: [rule]))
        var worker = DetectionWorker(detector)
        var settler = Settler(detector)
        let message = makeMessage(
            String(repeating: "a", count: 40) + "\n" + String(repeating: "a", count: 40))
        let found = worker.detect(message, allowance: Allowance())
        _ = settler.settle(found)
        let gaps = settler.takeGaps()
        #expect(gaps.count == 1)
        #expect(gaps == found.gaps)
        #expect(settler.takeGaps().isEmpty)
    }
}
