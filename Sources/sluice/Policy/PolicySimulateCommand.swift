import ArgumentParser
import SluiceModel
import SluicePolicy
import SluiceReport

struct PolicySimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Say which verdicts a new policy would alter.",
        discussion: """
            It judges the findings of earlier scans anew. Whom a message reached is taken from the records, and \
            messages that an exemption left unread are not among them. Exit code 0 means that nothing would change, 1 \
            that something would.
            """)

    @Argument(help: "The new policy.", completion: .file())
    var policy: String

    @Argument(help: "Records of findings, as scan writes them in JSON Lines.", completion: .file())
    var findings: [String]

    @Option(
        help: ArgumentHelp("The language of the output; else as LC_ALL and LANG say.", valueName: "language"))
    var language: Language?

    func run() throws {
        let policy = try PolicyFile.load(policy)
        var records = JudgedRecords()
        for path in findings { try records.read(path) }
        var simulation = PolicySimulation(Judge(policy, rules: records.rules))
        for message in records.messages { simulation.add(message) }
        let words = PolicyWords(language: language ?? Console.language)
        let changed = simulation.changes.values.reduce(0, +)
        let rows = simulation.sorted.map { entry in
            [
                String(entry.count), entry.change.rule.description,
                "\(entry.change.old.rawValue) → \(entry.change.new.rawValue)", entry.change.line ?? "–",
            ]
        }
        if !rows.isEmpty { Console.print(TextTable.lines(rows).joined(separator: "\n")) }
        Console.note(
            words.choose(
                "\(simulation.findings) Funde, \(changed) andere Urteile\n",
                "\(simulation.findings) findings, \(changed) other verdicts\n"))
        if changed > 0 { throw Outcome.found }
    }
}

/// What earlier scans found, read once, since a pipe gives it no second time.
private struct JudgedRecords {
    /// The rules that the records speak of.
    private(set) var rules: [RuleInformation] = []
    /// Findings of one message stand one behind the other.
    private(set) var messages: [[Finding]] = []

    mutating func read(_ path: String) throws {
        var message: [Finding] = []
        do throws(Diagnostic) {
            var reader = try RecordReader(path)
            while let record = try reader.next() {
                switch record {
                case .run(let run): rules += run.rules
                case .finding(let record):
                    if let last = message.last, !last.isBeside(record) {
                        messages.append(message)
                        message = []
                    }
                    message.append(Finding(record))
                default: break
                }
            }
        } catch {
            throw Diagnostics([error])
        }
        if !message.isEmpty { messages.append(message) }
    }
}

extension Finding {
    /// What a verdict depends on, out of a record; the name of the value stands for the value.
    fileprivate init(_ record: FindingRecord) {
        let value = Secret(Array(record.valueID.utf8))
        self.init(
            rule: record.rule, severity: record.severity, confidence: record.confidence,
            location: record.location, value: value, normalizedValue: value, show: .none,
            excerpt: Excerpt(text: Secret([]), value: ByteSpan(0, 0)), evidence: record.evidence,
            authorRole: record.authorRole, channel: record.channel, audience: record.audience,
            verdict: record.verdict, decision: record.decision)
    }

    fileprivate func isBeside(_ record: FindingRecord) -> Bool { location.origin == record.location.origin }
}
