import ArgumentParser
import SluiceModel
import SluiceReport
import SluiceRules

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Name all rules, with severity, pack and title.",
        discussion: "The rules of packs marked (off) count only where --pack switches them on.")

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("The language of the titles.", valueName: "language"))
    var language: Language?

    func run() throws {
        let language = self.language ?? Console.language
        let counting = Set(try rules.load().rules.map(\.id))
        let rows = try rules.loadAll().rules.map { rule in
            let pack = rule.information.pack ?? "–"
            return [
                rule.id.description, rule.information.severity.rawValue,
                counting.contains(rule.id) ? pack : "\(pack) (off)",
                rule.information.title.text(in: language) ?? "",
            ]
        }
        Console.print(TextTable.lines(rows).joined(separator: "\n"))
    }
}
