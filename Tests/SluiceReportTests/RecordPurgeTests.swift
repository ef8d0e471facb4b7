import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceReport

@Suite("Records that are kept for a time")
struct RecordPurgeTests {
    private let run = #"""
        {"run":{"schema":1,"keyId":"k1","started":"2026-08-01T10:00:00Z","rules":{"iban":{"title":{"de":"Konto","en":"Account"},"why":{"en":"Money \u00fc"}}}}}
        """#
    private let finding = #"""
        {"rule":"iban","severity":"high","confidence":"medium","location":{"path":"a.txt","message":3,"line":7,"column":2,"fileLine":9},"excerpt":"x ••","value":"••","fingerprint":"000102030405060708090a0b0c0d0e0f","evidence":[{"kind":"valid","validator":"iban"},{"kind":"near","word":"Konto"}],"decision":"fixed"}
        """#
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/f.jsonl" }
    /// 2026-09-01.
    private let day = 1_788_220_800.0

    init() throws { folder = try TemporaryFolder() }

    private func write(_ lines: [String]) throws {
        try folder.write(lines.map { $0 + "\n" }.joined(), "f.jsonl")
    }

    @Test("are read with what deciding needs of them")
    func read() throws {
        try write([run, finding, "", #"{"summary":{"files":1}}"#])
        var reader = try RecordReader(path)
        guard case .run(let run)? = try reader.next(), case .finding(let finding)? = try reader.next(),
            case .summary? = try reader.next()
        else {
            Issue.record("other records")
            return
        }
        #expect(try reader.next() == nil)
        #expect(run.keyID == "k1" && Timestamp.text(run.started) == "2026-08-01T10:00:00Z")
        #expect(run.rules.first?.title.text(in: .german) == "Konto")
        #expect(run.rules.first?.why.text(in: .english) == "Money ü")
        #expect(finding.fingerprint == "000102030405060708090a0b0c0d0e0f")
        #expect(finding.rule == RuleID("iban") && finding.decision == .fixed)
        #expect(finding.location.origin.path == "a.txt" && finding.place == "#3 9:2")
        #expect(finding.excerpt.text == "x ••" && finding.value == "••")
        #expect(finding.reasons(in: .english).count == 2)
        #expect(finding.reasons(in: .german).last?.contains("Konto") == true)
    }

    @Test("go with age, those of each run by its own, while runs, summaries and what is not known stay")
    func purge() throws {
        let young = run.replacing("2026-08-01", with: "2026-11-01")
        let (summary, later) = (#"{"summary":{}}"#, #"{"later":{"a":[1,"\u00fc"]}}"#)
        try write([run, finding, finding, summary, later, young, finding, summary])
        #expect(try RecordPurge.purge(path, before: day) == .removed(2))
        #expect(
            try String(contentsOfFile: path, encoding: .utf8)
                == [run, summary, later, young, finding, summary, ""].joined(separator: "\n"))
        #expect(try RecordPurge.purge(path, before: day) == .unchanged)
    }

    @Test("leave a file as it is where a line is none", arguments: ["x", #"{"rule":"iban"}"#, #"{"a":1} x"#])
    func faults(line: String) throws {
        try write([run, finding, line])
        let before = try String(contentsOfFile: path, encoding: .utf8)
        #expect(throws: PurgeFault.self) { try RecordPurge.purge(path, before: day) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["f.jsonl"])
    }
}
