import ArgumentParser
import SluiceModel
import SluiceReport
import SluiceRules

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Name all rules, with severity, title and pack.")

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("The language of the titles.", valueName: "language"))
    var language: Language?

    func run() throws {
        let language = self.language ?? Console.language
        let rows = try rules.load().rules.map { rule in
            [
                rule.id.description, rule.information.severity.rawValue, rule.information.pack ?? "–",
                rule.information.title.text(in: language) ?? "",
            ]
        }
        Console.print(TextTable.lines(rows).joined(separator: "\n"))
    }
}
