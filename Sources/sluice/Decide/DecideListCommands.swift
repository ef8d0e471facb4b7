import ArgumentParser
import SluiceFormats
import SluiceModel
import SluicePolicy
import SluiceReport

struct DecideListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what was decided, by rule.")

    @OptionGroup var option: DecisionFileOption

    func run() throws { DecisionTable.print(try option.file.load().all) }
}

struct DecideExpiredCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expired", abstract: "List decisions that no longer hold: their findings count again.")

    @OptionGroup var option: DecisionFileOption

    func run() throws {
        let today = Day(seconds: Console.now)
        DecisionTable.print(
            try option.file.load().all.filter { $0.state.releases && $0.until.map { $0 < today } ?? false })
    }
}

struct DecidePurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove findings and expired decisions that were kept long enough.",
        discussion: """
            A finding is as old as the run that wrote it; the records of runs and their summaries stay. A decision \
            goes when it expired so long ago.
            """)

    @Argument(help: "Records of findings in JSON Lines, which are rewritten in place.", completion: .file())
    var findings: [String] = []

    @OptionGroup var option: DecisionFileOption

    @OptionGroup var policy: PolicyOptions

    @Option(
        name: .customLong("older-than"),
        help: ArgumentHelp(
            "How old they may become, in days; else as sluice.yaml says, else 90.", valueName: "days"))
    var days: Int?

    func validate() throws {
        if let days, !(0...36_500).contains(days) {
            throw ValidationError("--older-than takes a number of days from 0 to 36500.")
        }
    }

    func run() throws {
        let days = try days ?? policy.load()?.retentionDays ?? Policy.defaultRetentionDays
        let day = Day(seconds: Console.now).adding(days: -days)
        for path in findings { try purge(path, before: day) }
        let file = option.file
        guard file.exists else { return }
        var decisions = try file.load()
        let removed = decisions.removeExpired(before: day)
        if removed > 0 { try file.save(decisions) }
        Console.print("\(file.path): -\(removed)")
    }

    private func purge(_ path: String, before day: Day) throws {
        let outcome: RecordPurge.Outcome
        do throws(PurgeFault) {
            outcome = try RecordPurge.purge(path, before: day.seconds)
        } catch {
            switch error {
            case .record(let fault): throw Diagnostics([fault])
            case .output(let fault): throw UsageFault("cannot write \(fault)")
            }
        }
        let removed = if case .removed(let count) = outcome { count } else { 0 }
        Console.print("\(path): -\(removed)")
    }
}

/// Decisions as people read them, one a line.
enum DecisionTable {
    static func print(_ decisions: [Decision]) {
        let sorted = decisions.sorted { ($0.rule, $0.fingerprint) < ($1.rule, $1.fingerprint) }
        guard !sorted.isEmpty else { return }
        Console.print(sorted.map(line).joined(separator: "\n"))
    }

    private static func line(_ decision: Decision) -> String {
        var words = [decision.fingerprint.description, decision.state.rawValue, decision.rule.description]
        words.append(decision.until.map(\.description) ?? "–")
        words.append(decision.by ?? "–")
        words.append(decision.reason ?? "–")
        return words.map(TextStyle.visible).joined(separator: "  ")
    }
}
