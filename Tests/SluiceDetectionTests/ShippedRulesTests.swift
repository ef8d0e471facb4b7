import Foundation
import SluiceDetection
import SluiceEngine
import SluiceModel
import SluiceRules
import TestSupport
import Testing

/// A rule as a test's argument: shown by its name, not with all its texts.
struct ShippedRule: CustomTestStringConvertible {
    let rule: Rule

    var testDescription: String { rule.id.description }
}

@Suite("A rule that travels with the program")
struct ShippedRulesTests {
    private static let all = Result {
        let folder = packageFolder.appendingPathComponent("Rules").path
        return try RuleLoader(completeness: .publishable).load(paths: [folder])
    }

    static func rules() throws -> [Rule] { try all.get().rules }

    @Test(
        "finds what its examples mark and leaves its counterexamples",
        arguments: try rules().map(ShippedRule.init))
    func examples(shipped: ShippedRule) throws {
        let result = try RuleTester.test(shipped.rule, in: Self.all.get())
        #expect(result.texts > 2)
        for failure in result.failures { Issue.record("\(failure)") }
    }

    @Test("gives lint nothing to say")
    func lint() throws {
        let rules = try Self.all.get()
        let database = try Detector(rules).database
        let warnings = RuleLint.warnings(rules) { database.report(ofExpression: $0) }
        #expect(warnings.map(\.description) == [])
    }
}
