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

    @Test("finds terms in any case and gives their labels")
    func terms() throws {
        var rule = try makeRule("names", [])
        rule.matcher = .terms([Term("Projekt Falke", label: "Vorhaben F"), Term("Größe")])
        let findings = try detect(makeMessage("das PROJEKT\nFALKE, groesse"), rule)
        #expect(findings.map(\.label) == ["Vorhaben F", nil])
        #expect(findings.map(\.location.span) == [ByteSpan(4, 17), ByteSpan(19, 26)])
        #expect(findings.first?.normalizedValue.revealedText == "projekt falke")
        rule.evidence = [makeCondition(near: ["das"])]
        #expect(try detect(makeMessage("das Projekt Falke"), rule).map(\.confidence) == [.high])
    }

    @Test("reports a rule that gives up once for each message, however many segments it comes in")
    func gaveUp() throws {
        let rule = try makeRule("slow", ["(*LIMIT_MATCH=100)(?:a+)+[bc](?!xy)"])
        let detector = try Detector(RuleSet(rules: [rule]))
        var worker = DetectionWorker(detector)
        let line = String(repeating: "a", count: 40) + "cxy\n"
        let text = line + line
        let gaps = worker.detect(makeMessage(text), allowance: Allowance()).gaps
        #expect(gaps.count == 1)
        var settler = Settler(detector)
        for message in segments(Array(text.utf8), at: [line.utf8.count], detector) {
            let found = worker.detect(message, allowance: Allowance())
            #expect(found.gaps.count == 1)
            _ = settler.settle(found)
        }
        #expect(settler.takeGaps().count == 1)
        #expect(settler.takeGaps().isEmpty)
    }
}
