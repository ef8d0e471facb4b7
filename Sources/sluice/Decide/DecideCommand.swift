import ArgumentParser
public import SluiceModel
import SluicePolicy
import SluiceReport

extension DecisionState: ArgumentWord {}

struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Say what is to become of findings, once: known, false alarm, accepted, fixed.",
        discussion: """
            Decisions stand in one file, sorted, a line each: baseline and list of exceptions in one. They know \
            findings by keyed fingerprints without line numbers, so they hold when text is added before, and \
            say nothing of what was found. Records of findings have to come from a scan with --key.

            EXAMPLES:
              sluice scan --key sluice.key -o findings.jsonl src/
              sluice decide findings.jsonl             walk through what is new, on a terminal
              sluice decide --all known --reason 'before we began' findings.jsonl
              sluice scan --key sluice.key --decisions decisions.jsonl src/
              sluice decide list                       what was decided
              sluice decide purge findings.jsonl       remove findings older than 90 days
            """,
        subcommands: [
            DecideNewCommand.self, DecideListCommand.self, DecideExpiredCommand.self, DecidePurgeCommand.self,
        ],
        defaultSubcommand: DecideNewCommand.self)
}

/// Which file of decisions is meant.
struct DecisionFileOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file of decisions; else decisions.jsonl beside sluice.yaml, or in the working folder.",
            valueName: "file"),
        completion: .file())
    var decisions: String?

    var file: DecisionFile { DecisionFile(decisions) }
}

struct DecideNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Decide about findings that are new; this is what decide alone does.")

    @Argument(help: "Records of findings, as scan writes them in JSON Lines.", completion: .file())
    var findings: [String]

    @OptionGroup var option: DecisionFileOption

    @Option(
        name: .customLong("all"),
        help: ArgumentHelp("Decide the same about all that are new, without asking.", valueName: "state"))
    var state: DecisionState?

    @Option(help: ArgumentHelp("Why; with --all.", valueName: "text"))
    var reason: String?

    @Option(
        help: ArgumentHelp(
            "The last day on which it holds, such as 2027-01-31; with --all.", valueName: "day"))
    var until: String?

    @Option(help: ArgumentHelp("Who decides; else as USER says.", valueName: "name"))
    var by: String?

    @Option(
        help: ArgumentHelp("The language of the output; else as LC_ALL and LANG say.", valueName: "language"))
    var language: Language?

    func validate() throws {
        guard let state else {
            if reason != nil || until != nil {
                throw ValidationError("--reason and --until belong to --all; without it you are asked.")
            }
            return
        }
        guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--all needs --reason: those who read the file later will want to know.")
        }
        if state == .accepted, until == nil {
            throw ValidationError("--all accepted needs --until: nothing is accepted for ever.")
        }
        if let until, Day(until) == nil { throw ValidationError("--until takes a day such as 2027-01-31.") }
    }

    func run() throws {
        let file = option.file
        var decisions = try file.load()
        let new = try NewFindings(findings, decisions, today: Day(seconds: Console.now))
        if let key = new.keyID { decisions.setKey(key) }
        let language = language ?? Console.language
        if let state {
            if let until, let day = Day(until), day < Day(seconds: Console.now) {
                Console.note("sluice: \(until) has passed, so that these decisions hold no more\n")
            }
            for finding in new.findings {
                decisions.decide(
                    Decision(
                        fingerprint: finding.fingerprint, rule: finding.record.rule, state: state,
                        reason: reason,
                        by: decidedBy, until: until.flatMap { Day($0) }))
            }
            try file.save(decisions)
            Console.print("\(file.path): +\(new.findings.count) \(state.rawValue)")
            return
        }
        guard Console.isTerminal(0), Console.isTerminal(1) else {
            throw UsageFault("decide asks on a terminal; --all STATE --reason TEXT decides without one")
        }
        var walk = DecisionWalk(new, decisions, by: decidedBy, language: language)
        walk.run()
        try file.save(walk.decisions)
        Console.print("\(file.path): " + walk.summary)
    }

    private var decidedBy: String? { by ?? Console.environment("USER").flatMap { $0.isEmpty ? nil : $0 } }
}
