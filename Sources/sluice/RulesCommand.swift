import ArgumentParser

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Look at rules, test them, and find slow ones.",
        subcommands: [ListCommand.self, ShowCommand.self, BenchCommand.self])
}
