import ArgumentParser
import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRules

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Name what a rule's author probably did not mean.",
        discussion: """
            Among it: missing examples, evidence that can never hold, patterns that are tried at every byte, that \
            have no greatest length, or that some text makes take very long. Exit code 0 means that there is \
            nothing to say, 1 that there are warnings.
            """)

    @OptionGroup var rules: RuleOptions

    func run() throws {
        let set = try rules.loadAll()
        let database = try rules.detector(set).database
        let warnings = set.warnings + RuleLint.warnings(set) { database.report(ofExpression: $0) }
        for warning in warnings { Console.print(warning.description) }
        guard warnings.isEmpty else {
            Console.note("\(set.rules.count) rules, \(warnings.count) warnings\n")
            throw Outcome.found
        }
        Console.note("\(set.rules.count) rules, nothing to say\n")
    }
}
