import ArgumentParser
import SluicePolicy

/// Which policy a command works under.
struct PolicyOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "The policy; else sluice.yaml in the working folder, in a folder above, or in /etc/sluice.",
            valueName: "file"),
        completion: .file())
    var config: String?

    /// The policy in force; nil where there is none.
    ///
    /// - Throws: What is wrong with its file.
    func load() throws -> Policy? { try (config ?? PolicyFile.find()).map(PolicyFile.load) }

    /// The policy in force.
    ///
    /// - Throws: Where there is none, too.
    func required() throws -> Policy {
        if let policy = try load() { return policy }
        throw UsageFault("there is no sluice.yaml here or in a folder above\n  help: 'sluice init' makes one")
    }
}
