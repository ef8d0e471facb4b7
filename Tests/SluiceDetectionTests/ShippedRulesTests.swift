import Foundation
import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRules
import TestSupport
import Testing

/// A test's argument is shown by its name, not with all its texts.
extension Rule: CustomTestStringConvertible {
    public var testDescription: String { id.description }
}

@Suite("A rule that travels with the program")
struct ShippedRulesTests {
    static func rules() throws -> [Rule] {
        let folder = packageFolder.appendingPathComponent("Rules").path
        return try RuleLoader(completeness: .publishable).load(paths: [folder]).rules
    }

    @Test("finds what its examples mark and leaves its counterexamples", arguments: try rules())
    func examples(rule: Rule) throws {
        let result = try RuleTester.test(rule)
        #expect(result.texts > 2)
        for failure in result.failures { Issue.record("\(failure)") }
    }

    @Test("gives lint nothing to say")
    func lint() throws {
        let rules = RuleSet(rules: try Self.rules())
        let database = try Detector(rules).database
        let warnings = RuleLint.warnings(rules) { database.report(ofExpression: $0) }
        #expect(warnings.map(\.description) == [])
    }
}
