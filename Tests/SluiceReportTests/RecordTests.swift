import Foundation
import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

@Suite("Records of JSON Lines")
struct RecordTests {
    private func recorder() throws -> Recorder {
        Recorder(mask: Mask(), names: try #require(NameKey(Array("a key for tests only".utf8))))
    }

    private func record(_ finding: Finding) throws -> FindingRecord {
        let recorder = try recorder()
        return recorder.record(finding)
    }

    private func parsed(_ line: String) throws -> ReportRecord {
        var parser = RecordParser()
        let bytes = Array(line.utf8)
        return try parser.record(bytes, 0..<bytes.count)
    }

    /// A finding of which every field is set.
    private func full() throws -> Finding {
        var finding = try Findings.make("Frau \"Müller\": ⟦86 095 742 719⟧\u{1} und ⟦x⟧ 😀", label: "Nummer")
        finding.location.origin = Origin(path: "a.zip!b.mbox", message: 12, messageID: "1@x.example")
        finding.location.partKind = .attachment
        finding.location.part = "1.2"
        finding.location.member = "word/document.xml"
        finding.location.layer = .forwarded(depth: 2)
        finding.evidence += [
            .near(word: "x", distance: -1), .layer("own"), .part(.subject), .channel(.mail), .pattern,
            .validator(name: "luhn", valid: false),
        ]
        finding.author = Person(name: "Erika Muster", address: "erika@muster.example")
        finding.authorRole = .customer
        finding.time = 951_827_696
        finding.channel = .mail
        finding.audience = .public
        finding.verdict = Verdict(action: .hold, policyRule: "sluice.yaml:7")
        finding.decision = .falseAlarm
        finding.conversation = Conversation(
            before: [
                Neighbour(
                    author: Person(name: "Max Beispiel"), authorRole: .own, time: 951_827_600,
                    excerpt: Excerpt(
                        text: Secret(Array("ruf Erika an: 12 34".utf8)), value: ByteSpan(0, 0),
                        masks: [ByteSpan(4, 9), ByteSpan(14, 19)]))
            ])
        return finding
    }

    @Test("hold what was said around a finding, masked, its people as pseudonyms")
    func conversation() throws {
        let neighbour = try #require(try record(full()).conversation?.before.first)
        #expect(neighbour.text == "ruf •••••••• an: ••••••••")
        #expect(neighbour.author?.hasPrefix("p-") == true)
        var bytes: [UInt8] = []
        JSONLinesReport.write(try record(full()), to: &bytes)
        let line = String(decoding: bytes, as: UTF8.self)
        for secret in ["Erika", "12 34", "Max"] { #expect(!line.contains(secret)) }
        #expect(line.contains("\"context\":{\"before\":[{\"author\":\"p-"))
    }

    @Test("name whom to ask about a rule's findings")
    func contact() throws {
        var run = try SampleReport.run()
        run.rules[0].contact = ContactInformation(
            name: LocalizedText([.german: "Datenschutz"]), address: "datenschutz@muster.example",
            answersWithin: LocalizedText([.german: "2 Stunden", .english: "2 hours"]))
        var output = ReportOutput()
        var report = JSONLinesReport()
        report.begin(run, to: &output)
        guard case .run(let again) = try parsed(String(decoding: output.bytes, as: UTF8.self)) else {
            Issue.record("no run")
            return
        }
        #expect(again.rules == run.rules)
        #expect(
            Words(.english).contact(try #require(again.rules[0].contact))
                == "Datenschutz, datenschutz@muster.example (answers within 2 hours)")
    }

    @Test("are the same when they are read again")
    func roundTrip() throws {
        for finding in [try full(), try Findings.make("⟦a⟧"), try Findings.make("pw ⟦b⟧", show: .none)] {
            let record = try record(finding)
            var bytes: [UInt8] = []
            JSONLinesReport.write(record, to: &bytes)
            guard case .finding(let again) = try parsed(String(decoding: bytes, as: UTF8.self)) else {
                Issue.record("no finding")
                return
            }
            #expect(again == record)
            #expect(String(again.excerpt.marked) == String(record.excerpt.marked))
        }
    }

    @Test("mark the value in the excerpt")
    func excerpt() throws {
        let excerpt = try record(full()).excerpt
        #expect(excerpt.before == "Frau \"Müller\": ")
        #expect(excerpt.marked == "Nummer")
        #expect(excerpt.after == "\u{1} und •••••••• 😀")
        let odd = ExcerptRecord("aä", value: ByteSpan(2, 9))
        #expect(odd.before + odd.marked + odd.after == "aä")
    }

    @Test("skip fields and records that a later version adds")
    func later() throws {
        let line =
            #"{"rule":"a","new":{"x":[1,"}",{"y":null}]},"severity":"low","confidence":"high","location":"#
            + #"{"path":"p\u00e4\ud83d\ude00","line":1,"column":2,"offset":3,"length":4,"z":-1.5e3},"fingerprint":"f","#
            + #""evidence":[{"kind":"later"},{"kind":"pattern"}],"also":[]}"#
        guard case .finding(let finding) = try parsed(line) else {
            Issue.record("no finding")
            return
        }
        #expect(finding.location.origin.path == "pä😀")
        #expect(finding.evidence == [.pattern])
        guard case .other = try parsed(#"{"heading":{"rule":"x"}}"#) else {
            Issue.record("not passed over")
            return
        }
    }

    @Test(
        "say what is wrong with a line",
        arguments: [
            #"{"rule":"a"}"#, #"{"rule":"#, #"{"rule":"A b"}"#, #"{"rule":"a","severity":"loud"}"#,
            #"{"rule":"a"} x"#, "[1]", #"{"rule":"a","time":"gestern"}"#, #"{"run":{"schema":7}}"#,
            #"{"rule":"a\"#,
            #"{"rule":"a","x":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["#,
            #"{"rule":"a","location":{"offset":9223372036854775807,"length":1}}"#,
        ])
    func faults(_ line: String) {
        #expect(throws: JSONFault.self) { _ = try parsed(line) }
    }

    @Test("never trap, wherever a line is cut or damaged")
    func damaged() throws {
        var bytes: [UInt8] = []
        JSONLinesReport.write(try record(full()), to: &bytes)
        var parser = RecordParser()
        var faults = 0
        var random = SeededGenerator(seed: 5)
        for end in bytes.indices {
            var damaged = bytes
            damaged[end] = UInt8.random(in: 0...255, using: &random)
            for text in [Array(bytes[..<end]), damaged] {
                do { _ = try parser.record(text, 0..<text.count) } catch { faults += 1 }
            }
        }
        #expect(faults >= bytes.count - 1)
    }

    @Test(
        "times are read as they are written", arguments: [0.0, 951_782_400, 1_710_239_460, 4_107_542_399, -1])
    func times(_ seconds: Double) {
        #expect(Timestamp.seconds(Timestamp.text(seconds)) == seconds)
    }

    @Test("times have the form of ISO 8601")
    func timeText() {
        #expect(Timestamp.text(951_782_400) == "2000-02-29T00:00:00Z")
        #expect(Timestamp.text(1_709_251_199.9) == "2024-02-29T23:59:59Z")
        #expect(Timestamp.seconds("2024-02-29") == nil)
    }
}

@Suite("A file of JSON Lines")
struct RecordReaderTests {
    private func all(_ text: some StringProtocol) throws -> (kinds: [String], isCutOff: Bool) {
        let folder = try TemporaryFolder()
        var reader = try RecordReader(folder.write(Array(text.utf8), "findings.jsonl"))
        var kinds: [String] = []
        while let record = try reader.next() {
            switch record {
            case .run(let run): kinds.append("run \(run.rules.count)")
            case .finding(let finding): kinds.append(finding.location.origin.path)
            case .summary(let summary): kinds.append("summary \(summary.counts.partial.total)")
            case .other: kinds.append("other")
            }
        }
        return (kinds, reader.isCutOff)
    }

    private var golden: String {
        get throws {
            let url = packageFolder.appendingPathComponent("Fixtures/reports/findings.jsonl")
            return try String(contentsOf: url, encoding: .utf8)
        }
    }

    @Test("gives its records in their order")
    func order() throws {
        let read = try all(try golden)
        #expect(read.kinds == ["run 1", "brief.txt", "brief.txt", "chat.txt", "summary 2"])
        #expect(!read.isCutOff)
    }

    @Test("may have been broken off in the middle of a line")
    func cutOff() throws {
        let read = try all(try golden.dropLast(20))
        #expect(read.kinds == ["run 1", "brief.txt", "brief.txt", "chat.txt"])
        #expect(read.isCutOff)
    }

    @Test("says the line and column of a fault, and nothing of its text")
    func fault() throws {
        let text = try golden.replacing(#""severity":"high","conf"#, with: #""severity":"geheim","conf"#)
        let fault = try #require(throws: Diagnostic.self) { _ = try all(text) }
        #expect(fault.line == 2 && fault.column != nil && fault.help != nil)
        #expect(!fault.description.contains("geheim"))
    }

    @Test("must begin with a run")
    func noRun() throws {
        #expect(throws: Diagnostic.self) { try all("") }
        #expect(throws: Diagnostic.self) { try all("{\"a\":1}\n") }
        #expect(throws: Diagnostic.self) { try all(try golden.drop { $0 != "\n" }) }
        #expect(throws: Diagnostic.self) { _ = try RecordReader("/nonexistent/findings.jsonl") }
    }

    @Test("keeps its records whole however long the file is")
    func long() throws {
        let lines = try golden.split(separator: "\n")
        let many = Array(repeating: lines[1], count: 1000).joined(separator: "\n")
        let read = try all(lines[0] + "\n" + many + "\n\n" + lines[4] + "\n")
        #expect(read.kinds.count == 1002)
    }
}
