import ArgumentParser
import SluiceModel
import SluiceNames
import SluicePolicy

/// What `scan` does about findings that somebody decided on.
struct DecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Leave out findings about which a decision in this file holds; they are counted. It needs --key.",
            discussion: "'sluice decide' writes such a file.", valueName: "file"),
        completion: .file())
    var decisions: String?

    @Flag(help: "Show findings that a decision leaves out, too; they do not count.")
    var showDecided = false

    @Flag(
        name: .customLong("no-inline-allow"),
        help: "Count findings although a mark such as sluice:allow on their line allows them.")
    var countsAllowed = false

    /// How findings stand to what was decided; nil where no file was given.
    ///
    /// - Throws: Where there is no file or no key, or the file was made with another key.
    func standing(_ key: NameKey?) throws -> (@Sendable (Finding) -> DecisionStanding)? {
        guard let decisions else { return nil }
        let file = DecisionFile(decisions)
        guard file.exists else {
            throw UsageFault("there is no '\(decisions)'; 'sluice decide FINDINGS.jsonl' makes it")
        }
        guard let key else {
            throw UsageFault(
                "--decisions needs a key, so that findings keep their names; \(KeyFile.howToMake)")
        }
        let list = try file.load()
        if let id = list.keyID, id != key.identifier {
            throw UsageFault(
                "'\(decisions)' was made with another key, under which findings have other names; use that key"
            )
        }
        let today = Day(seconds: Console.now)
        return { finding in
            guard let fingerprint = Fingerprint(key.fingerprint(finding)) else { return .open }
            return list.standing(of: fingerprint, on: today)
        }
    }
}
