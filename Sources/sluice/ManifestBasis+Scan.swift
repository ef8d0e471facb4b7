import SluiceFormats
import SluiceModel
import SluicePolicy
import SluiceReport

extension ManifestBasis {
    /// What the findings of a scan depend on.
    ///
    /// Which files are looked at (`--include`, `--exclude`) is not among it, nor how findings are written.
    init(_ command: ScanCommand, _ run: RunRecord, _ decided: DecisionsInForce?) throws {
        self.init()
        set(.version, run.version.utf8)
        set(.rules, run.rulesHash.utf8)
        if let policy = run.policyHash { set(.policy, policy.utf8) }
        if let decided, decided.obstacle == nil {
            set(.decisions, decided.list.contents())
        }
        if let key = run.keyID { set(.key, key.utf8) }
        set(.options, try ManifestBasis.options(command).joined(separator: "\n").utf8)
    }

    private static func options(_ command: ScanCommand) throws -> [String] {
        let (findings, input) = (command.findings, command.input)
        let names = try input.listed(input.participants)
        return [
            "severity \(findings.minSeverity?.rawValue ?? "")",
            "confidence \(findings.minConfidence?.rawValue ?? "")",
            "reveal \(findings.reveal) \(findings.revealAuthors)",
            "allowed \(command.decisions.countsAllowed)", "decided \(command.decisions.showDecided)",
            "input \(input.input.rawValue)", "diff \(command.developer.diff)", "map \(input.map ?? "")",
            "chats \(input.onlyChats)", "participants \(names)", "limits \(input.limits)",
            "since \(input.since ?? "") until \(input.until ?? "") channels \(input.channels)",
            "deadline \(input.deadline)", "context \(command.output.neighbours)",
        ]
    }
}
