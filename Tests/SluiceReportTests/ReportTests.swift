import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

@Suite("Reports")
struct ReportTests {
    private func run() throws -> RunRecord {
        let information = RuleInformation(
            id: try #require(RuleID("de-tax-id")),
            title: LocalizedText([.german: "Steuer-Identifikationsnummer", .english: "German tax number"]),
            severity: .high,
            why: LocalizedText([.german: "Sie gehört einem Menschen.", .english: "It is somebody's."]),
            instead: LocalizedText([.german: "Weglassen.", .english: "Leave it out."]), pack: "personal-data")
        return RunRecord(
            id: "1f", version: "0.1.0", rulesHash: "ab12", arguments: ["scan", "brief \"1\".txt"],
            started: 1_710_239_400, rules: [information])
    }

    private var summary: SummaryRecord {
        var counts = ScanCounts()
        counts.files = 4
        counts.messages = 3
        counts.bytes = 1_234_567
        counts.findings = [.high: 2, .critical: 1]
        counts.confidences = [.high: 3]
        counts.below = 2
        counts.skipped = ["picture": 2, "program": 1]
        counts.unsupported.append(Gap(origin: Origin(path: "a.pdf"), reason: .unsupported("PDF")))
        counts.partial.append(
            Gap(origin: Origin(path: "b.txt"), reason: .ruleGaveUp(rule: "slow", cause: "deadline")))
        counts.partial.append(
            Gap(origin: Origin(path: "c\u{1B}[2J"), reason: .unreadable("Permission denied")))
        counts.ignored = 5
        return SummaryRecord(counts: counts, seconds: 0.5)
    }

    private func report(_ format: any ReportFormat) throws -> String {
        let names = try #require(NameKey(Array("a key for tests only".utf8)))
        let recorder = Recorder(mask: Mask(), names: names)
        var format = format
        var output = ReportOutput()
        try format.begin(try run(), to: &output)
        for finding in [
            try Findings.make("Meine Steuer-ID ist ⟦86 095 742 719⟧."),
            try Findings.make("pw: ⟦geheim⟧\n\u{1B}[31m\u{202E}", show: .none, line: 7),
            try Findings.make("⟦vertraulich⟧", show: .all, path: "chat.txt"),
        ] { try format.add(recorder.record(finding), to: &output) }
        try format.end(summary, to: &output)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    @Test("as text", arguments: Language.allCases)
    func text(_ language: Language) throws {
        let format = TextReport(style: .plain, language: language, explains: true)
        try expectGolden(try report(format), "Fixtures/reports/text-\(language.rawValue).txt")
    }

    @Test("as text in colour")
    func colour() throws {
        let format = TextReport(style: .coloured, language: .english, explains: false)
        try expectGolden(try report(format), "Fixtures/reports/text-colour.txt")
    }

    @Test("as JSON Lines")
    func jsonLines() throws {
        try expectGolden(try report(JSONLinesReport()), "Fixtures/reports/findings.jsonl")
    }

    @Test("end with a summary", arguments: Language.allCases)
    func summary(_ language: Language) throws {
        let text = SummaryText(style: .plain, language: language).text(summary)
        try expectGolden(text, "Fixtures/reports/summary-\(language.rawValue).txt")
    }

    @Test("never hold what was found")
    func noSecret() throws {
        for explains in [true, false] {
            let text = try report(
                TextReport(style: .plain, language: .german, explains: explains))
            #expect(!text.contains("geheim") && !text.contains("095 742"))
        }
        let lines = try report(JSONLinesReport())
        #expect(!lines.contains("geheim") && !lines.contains("095 742"))
    }

    @Test("steer no terminal")
    func terminal() throws {
        let text = try report(TextReport(style: .plain, language: .english, explains: true))
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    }
}

@Suite("Keyed names")
struct NameKeyTests {
    @Test("are the same for the same value under the same key, wherever it stands")
    func stable() throws {
        let key = try #require(NameKey(Array("0123456789abcdef\n".utf8)))
        let same = try #require(NameKey(Array("0123456789abcdef".utf8)))
        let one = try Findings.make("⟦86 095 742 719⟧", line: 1)
        let moved = try Findings.make("davor ⟦86095742719⟧", line: 9)
        let other = try Findings.make("⟦86095742719⟧", path: "other.txt")
        #expect(key.valueID(one) == same.valueID(moved))
        #expect(key.fingerprint(one) == same.fingerprint(moved))
        #expect(key.valueID(one) == key.valueID(other))
        #expect(key.fingerprint(one) != key.fingerprint(other))
        #expect(key.valueID(one) != NameKey().valueID(one))
        #expect(
            key.pseudonym(Person(address: "A@b.de")) == key.pseudonym(Person(name: "A", address: "a@b.de")))
    }

    @Test("need a key of sixteen bytes")
    func short() {
        #expect(NameKey(Array("zu kurz\n\n\n\n\n\n\n\n\n\n\n\n".utf8)) == nil)
    }
}

@Suite("JSON")
struct JSONWriterTests {
    @Test("escapes what must be escaped")
    func escapes() {
        let name = "a\""
        var json = JSONWriter()
        json.object {
            $0.key(named: name)
            $0.value("x\"\\\n\r\t\u{1}\u{7F}ä𝄞")
            $0.key("list")
            $0.array { array in
                array.value(1)
                array.value(true)
                array.object { $0.field("b", 2) }
                array.value(Double.nan)
                array.value(-0.5)
            }
        }
        let expected =
            #"{"a\"":"x\"\\\n\r\t\u0001\u007fä𝄞","list":[1,true,{"b":2},null,-0.5]}"#
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test(
        "writes numbers without a needless tail",
        arguments: [(0, "0"), (1.5, "1.5"), (0.0000004, "0"), (0.000001, "0.000001"), (1234.000, "1234")])
    func numbers(_ number: Double, text: String) {
        #expect(Decimal.text(number, digits: 6) == text)
    }
}
