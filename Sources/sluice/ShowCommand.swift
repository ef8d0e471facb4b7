import ArgumentParser
import SluiceModel
import SluiceReport
import SluiceRuleSets
import SluiceRules

/// How a rule's page is written.
enum PageFormat: String, ArgumentWord {
    case text, markdown
}

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Say all about a rule: what it looks for, what evidence counts, why, and its examples.")

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("The language of the texts.", valueName: "language"))
    var language: Language?

    @Option(help: ArgumentHelp("text or markdown.", valueName: "format"))
    var format = PageFormat.text

    @Argument(help: "The rule's name, as 'sluice rules list' gives it.")
    var id: String

    func run() throws {
        let set = try rules.loadAll()
        guard let rule = set.rules.first(where: { $0.id.description == id }) else {
            throw UsageFault("there is no rule '\(id)'; \(RuleNames.help(id, set))")
        }
        let page = RulePage(rule, packs: set.packs, language: language ?? Console.language)
        switch format {
        case .text:
            let style = Console.style(Console.output)
            Console.print(
                page.text(width: Console.width, visible: TextStyle.visible, strong: style.strong))
        case .markdown: Console.print(page.markdown(level: 1))
        }
    }
}

struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Write the pages of all rules as one Markdown file.",
        discussion: "Rules/REFERENCE.md is made by this command; CI checks that it is current.")

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("The language of the texts.", valueName: "language"))
    var language = Language.english

    func run() throws {
        Console.print(RuleReference.markdown(try rules.loadAll(), language: language))
    }
}
