import SluiceModel
import Testing

@testable import SluicePolicy

@Suite("Records of findings, as deciding reads them")
struct FindingLinesTests {
    private let run = #"""
        {"run":{"schema":1,"keyId":"k1","started":"2026-08-01T10:00:00Z","rules":{"iban":{"title":{"de":"Konto","en":"Account"},"why":{"en":"Money \u00fc"}}}}}
        """#
    private let finding = #"""
        {"rule":"iban","severity":"high","confidence":"medium","location":{"path":"a.txt","message":3,"line":7,"column":2,"fileLine":9},"excerpt":"x ••","value":"••","fingerprint":"000102030405060708090a0b0c0d0e0f","evidence":[{"kind":"valid","validator":"iban"},{"kind":"near","word":"Konto"}],"decision":"fixed"}
        """#

    private func records(_ lines: [String]) throws -> [FindingLines.Record] {
        var lines = FindingLines(Array(lines.joined(separator: "\n").utf8), file: "f.jsonl")
        var records: [FindingLines.Record] = []
        while let (record, _) = try lines.next() { records.append(record) }
        return records
    }

    @Test("give run, findings and the rest")
    func read() throws {
        let found = try records([run, finding, "", #"{"summary":{"files":1}}"#])
        guard found.count == 3, case .run(let run) = found[0], case .finding(let finding) = found[1],
            case .other = found[2]
        else {
            Issue.record("other records")
            return
        }
        #expect(run.keyID == "k1" && run.started?.description == "2026-08-01")
        let rule = try #require(RuleID("iban"))
        #expect(run.rules[rule]?.title.text(in: .german) == "Konto")
        #expect(run.rules[rule]?.why.text(in: .english) == "Money ü")
        #expect(finding.fingerprint.description == "000102030405060708090a0b0c0d0e0f")
        #expect(finding.rule == rule && finding.decision == .fixed)
        #expect(finding.path == "a.txt" && finding.place == "#3 9:2")
        #expect(finding.excerpt == "x ••" && finding.value == "••")
        #expect(finding.evidence == ["valid “iban”", "near “Konto”"])
    }

    @Test("name the line that is none", arguments: ["x", #"{"a":1}"#, #"{"fingerprint":"12"}"#])
    func faults(line: String) throws {
        #expect(throws: Diagnostic.self) { try records([run, line]) }
    }

    @Test("are removed with age, those of each run by its own, and runs and summaries stay")
    func purge() throws {
        let young = run.replacing("2026-08-01", with: "2026-11-01")
        let summary = #"{"summary":{}}"#
        let lines = [run, finding, finding, summary, young, finding, summary]
        let purged = try Retention.purged(
            Array((lines.joined(separator: "\n") + "\n").utf8), before: try #require(Day("2026-09-01")))
        #expect(purged.removed == 2)
        #expect(
            String(decoding: purged.kept, as: UTF8.self)
                == [run, summary, young, finding, summary, ""].joined(separator: "\n"))
    }
}
