import SluiceModel
import SluiceNames
import Testing

@testable import SluiceReport

/// A report of a few findings of all kinds, made without a scan.
enum SampleReport {
    static func run() throws -> RunRecord {
        var information = [
            RuleInformation(
                id: try #require(RuleID("de-tax-id")),
                title: LocalizedText([.german: "Steuer-Identifikationsnummer", .english: "German tax number"]
                ),
                severity: .high,
                why: LocalizedText([.german: "Sie gehört einem Menschen.", .english: "It is somebody's."]),
                instead: LocalizedText([.german: "Weglassen.", .english: "Leave it out."]),
                pack: "personal-data", references: ["§ 139b AO", "https://law.example/139b"])
        ]
        information.append(
            RuleInformation(
                id: try #require(RuleID("quiet")), title: LocalizedText([.english: "<Quiet> & {\"rule\"}"]),
                severity: .info))
        var run = RunRecord(
            id: "1f", version: "0.1.0", rulesHash: "ab12", arguments: ["scan", "brief \"1\".txt"],
            started: 1_710_239_400, rules: information)
        run.policyHash = "cd34"
        run.keyID = "0123456789abcdef"
        return run
    }

    /// One in a file's own text, one deep in an archive, one that was decided about, and one full of traps.
    static func findings() throws -> [Finding] {
        let plain = try Findings.make("Meine Steuer-ID ist ⟦86 095 742 719⟧.")
        var deep = try Findings.make(
            "[x](1) {0} ⟦86 095\n742 719⟧ ]]> \u{1}\u{FFFE}", path: "p o/a.zip!ö#.mbox")
        deep.location.origin.message = 12
        deep.location.origin.messageID = "1@x.example"
        deep.location.part = "1.2"
        deep.location.layer = .forwarded(depth: 1)
        deep.location.fileLine = nil
        deep.location.fileOffset = nil
        deep.author = Person(name: "Erika Muster", address: "erika@muster.example")
        deep.authorRole = .customer
        deep.channel = .mail
        deep.time = 1_710_239_460
        deep.audience = .public
        deep.verdict = Verdict(action: .hold, policyRule: "sluice.yaml:7")
        var known = try Findings.make("⟦vertraulich⟧", show: .all, path: "chat.txt", line: 1)
        known.decision = .falseAlarm
        known.severity = .low
        known.confidence = .medium
        var trap = try Findings.make("⟦=HYPERLINK(\"x\",\"y\")⟧; a", show: .all, path: "@a,b\".csv", line: 1)
        trap.decision = .fixed
        trap.location.fileOffset = 2000
        return [plain, deep, known, trap]
    }

    static var summary: SummaryRecord {
        var counts = ScanCounts()
        counts.files = 4
        counts.messages = 3
        counts.bytes = 1_234_567
        counts.findings = [.high: 3, .low: 1]
        counts.confidences = [.high: 3, .medium: 1]
        counts.unsupported.append(Gap(origin: Origin(path: "a b.pdf"), reason: .unsupported("PDF")))
        counts.partial.append(
            Gap(origin: Origin(path: "b.txt"), reason: .ruleGaveUp(rule: "slow", cause: "{deadline}")))
        return SummaryRecord(counts: counts, seconds: 61.5)
    }

    static func records() throws -> [FindingRecord] {
        let names = try #require(NameKey(Array("a key for tests only".utf8)))
        let recorder = Recorder(mask: Mask(), names: names)
        return try findings().map { recorder.record($0) }
    }

    static func text(_ format: any ReportFormat) throws -> String {
        var format = format
        var output = ReportOutput()
        try format.begin(try run(), to: &output)
        for record in try records() { try format.add(record, to: &output) }
        try format.end(summary, to: &output)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
