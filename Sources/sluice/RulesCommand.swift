import ArgumentParser

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Look at rules, test them, and find slow ones.",
        discussion: """
            EXAMPLES:
              sluice rules list                        the default rules
              sluice rules show iban                   all about one of them
              sluice rules test --rules mine/          the examples of your own
              sluice rules import gitleaks.toml        another tool's rules in our form
              sluice rules bench --repeat 5 text.txt   how fast they are
            """,
        subcommands: [
            ListCommand.self, ShowCommand.self, ReferenceCommand.self, TestCommand.self, LintCommand.self,
            BenchCommand.self, ImportCommand.self,
        ])
}
