import ArgumentParser
import SluiceModel
import SluiceNames
import SluicePolicy
import SluiceReport

/// What `scan` does about findings that somebody decided on.
struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Leave out findings about which a decision in this file holds; they are counted. It needs a key.",
            discussion: "'sluice decide' writes it; decisions.jsonl beside sluice.yaml is used by itself.",
            valueName: "file"),
        completion: .file())
    var decisions: String?

    @Flag(
        name: .customLong("no-decisions"),
        help: "Count all findings, whatever decisions.jsonl beside sluice.yaml says.")
    var ignoresDecisions = false

    @Flag(help: "Show findings that a decision leaves out, too; they do not count.")
    var showDecided = false

    @Flag(
        name: .customLong("no-inline-allow"),
        help: "Count findings although a mark such as sluice:allow on their line allows them.")
    var countsAllowed = false

    func validate() throws {
        if ignoresDecisions, decisions != nil {
            throw ValidationError("--decisions and --no-decisions exclude each other.")
        }
    }

    /// What was decided, as far as it counts; nil where no file was given, and none stands beside the policy.
    ///
    /// - Throws: Where there is no file or no key, or the file was made with another key.
    func load(_ key: NameKey?, _ policy: Policy?) throws -> DecisionsInForce? {
        guard let decisions else { return ignoresDecisions ? nil : try found(key, policy) }
        let file = DecisionFile(decisions)
        guard file.exists else {
            throw UsageFault("there is no '\(decisions)'; 'sluice decide FINDINGS.jsonl' makes it")
        }
        let list = try file.load()
        switch DecisionsInForce(list, path: decisions, key) {
        case let used where used.obstacle == .noKey:
            throw UsageFault(
                "--decisions needs a key, so that findings keep their names; \(KeyFile.howToMake)")
        case let used where used.obstacle == .otherKey:
            throw UsageFault(
                "'\(decisions)' was made with another key, under which findings have other names; use that key"
            )
        case let used: return used
        }
    }

    /// The file beside the policy that is in use; what keeps it from being used is said, and stops nothing.
    private func found(_ key: NameKey?, _ policy: Policy?) throws -> DecisionsInForce? {
        guard let policy = policy?.path else { return nil }
        let folder = policy.lastIndex(of: "/").map { String(policy[...$0]) } ?? ""
        let file = DecisionFile(folder + DecisionFile.name)
        guard file.exists else { return nil }
        return DecisionsInForce(try file.load(), path: file.path, key)
    }
}

/// The decisions that a scan goes by.
struct DecisionsInForce: Sendable {
    enum Obstacle: Hashable, Sendable {
        case noKey
        case otherKey
    }

    let path: String
    let list: DecisionList
    /// Why they cannot be used; nil where they are.
    let obstacle: Obstacle?
    private let key: NameKey?

    init(_ list: DecisionList, path: String, _ key: NameKey?) {
        self.list = list
        self.path = path
        self.key = key
        if let key {
            obstacle = list.keyID.map { $0 == key.identifier } ?? true ? nil : .otherKey
        } else {
            obstacle = .noKey
        }
    }

    /// How findings stand to what was decided; nil where that cannot be known.
    var standing: (@Sendable (Finding) -> DecisionStanding)? {
        guard obstacle == nil, let key else { return nil }
        let today = Day(seconds: Console.now)
        return { [list] finding in
            guard let fingerprint = Fingerprint(key.fingerprint(finding)) else { return .open }
            return list.standing(of: fingerprint, on: today)
        }
    }

    /// The line that names the file in the summary of a scan.
    func summary(_ words: PolicyWords) -> String {
        let state =
            switch obstacle {
            case nil: words.choose("wird beachtet", "in force")
            case .noKey: words.choose("nicht beachtet: kein Schlüssel", "not used: there is no key")
            case .otherKey:
                words.choose(
                    "nicht beachtet: mit einem anderen Schlüssel gemacht", "not used: made with another key")
            }
        return words.choose("Entscheidungen: ", "decisions: ") + "\(TextStyle.visible(path)) (\(state))\n"
    }
}
