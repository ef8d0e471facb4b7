import ArgumentParser
import SluiceModel
import SluicePipeline
public import SluicePolicy
import SluiceReport
import SluiceRules

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Show, check and try out the policy in sluice.yaml.",
        discussion: """
            The policy says what may go out, whom to ask, and what happens to a message. Its hash stands in every \
            report.

            EXAMPLES:
              sluice policy show > policy.html               the page for everybody
              sluice policy show --annex > annex.html        the annex to a works agreement
              sluice policy check                            what was probably not meant
              sluice policy simulate new.yaml findings.jsonl what a change would alter
            """,
        subcommands: [PolicyShowCommand.self, PolicyCheckCommand.self, PolicySimulateCommand.self])
}

extension PageForm: ArgumentWord {}

struct PolicyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the policy as people read it.")

    @OptionGroup var configuration: PolicyOptions

    @Flag(help: "Print it as an annex to a works agreement: purpose, data, place, period, who may reveal.")
    var annex = false

    @Option(help: "The form of the page.")
    var format: PageForm = .html

    @Option(help: ArgumentHelp("The language; else the policy's own.", valueName: "language"))
    var language: Language?

    func run() throws {
        let policy = try configuration.required()
        let page = PolicyPage(policy, topics: try PolicyRuleList(policy).topics, language: language)
        Console.print(annex ? page.annex(format) : page.guide(format))
    }
}

struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Name what is wrong with the policy, and what was probably not meant.",
        discussion: "Exit code 0 means that there is nothing to say, 1 that there are warnings, 2 errors.")

    @OptionGroup var configuration: PolicyOptions

    func run() throws {
        let policy = try configuration.required()
        let list = try PolicyRuleList(policy)
        let lint = PolicyLint(policy, rules: list.allRules, packs: list.allPacks)
        let diagnostics = lint.diagnostics
        for diagnostic in diagnostics { Console.print(diagnostic.description) }
        Console.note(
            "\(policy.path ?? PolicyFile.name): \(policy.verdicts.count) lines, SHA-256 \(policy.hash)\n")
        if diagnostics.contains(where: { $0.severity == .error }) { throw Outcome.usage }
        if !diagnostics.isEmpty { throw Outcome.found }
    }
}

/// The rules that there are, as a policy sees them.
struct PolicyRuleList {
    /// Those that count under the policy.
    private let inForce: RuleSet
    /// Those of packs that are off among them.
    private let all: RuleSet

    /// - Throws: Where the policy names a pack or a list of words that is not there.
    init(_ policy: Policy) throws {
        let options = try RuleOptions.parse([])
        inForce = try options.load(policy)
        all = try options.loadAll()
    }

    var allRules: [RuleID] { all.rules.map(\.id) }
    var allPacks: [String] { all.packs.map(\.name) }

    /// What the packs in force are about, the organisation's own words first.
    var topics: [PolicyTopic] {
        let own = inForce.packs.filter { $0.name == PolicyDictionary.pack }
        let others = inForce.packs.filter { $0.name != PolicyDictionary.pack }.sorted { $0.name < $1.name }
        return (own + others).compactMap { pack in
            let rules = inForce.rules.filter { $0.isReported && $0.information.pack == pack.name }.map(
                \.information)
            // A pack that only helps to judge other matches is nobody's duty.
            guard !rules.isEmpty else { return nil }
            return PolicyTopic(
                name: pack.name, title: pack.title, why: pack.why, instead: pack.instead,
                rules: Dictionary(rules.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}
