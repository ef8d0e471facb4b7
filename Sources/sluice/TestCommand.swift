import ArgumentParser
import SluiceDetection
import SluiceModel
import SluiceRules

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run every rule's examples and counterexamples.",
        discussion: """
            Each text is scanned as it stands, and wrapped in a chat line, a table, a quoted line and a sentence's \
            end. Exit code 0 means that all is well, 1 that a rule finds too much or too little.
            """)

    @OptionGroup var rules: RuleOptions

    func run() throws {
        let set = try rules.loadAll()
        let result = try RuleTester.test(set)
        for failure in result.failures { Console.print(failure.description) }
        let rulesTested = "\(set.rules.count) rules, \(result.texts) texts"
        guard result.failures.isEmpty else {
            Console.note("\(rulesTested), \(result.failures.count) failures\n")
            throw Outcome.found
        }
        Console.note("\(rulesTested), all as they should be\n")
    }
}
