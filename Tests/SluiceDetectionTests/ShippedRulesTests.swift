import Foundation
import SluiceDetection
import SluiceModel
import SluiceRules
import TestSupport
import Testing

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

    @Test("gives lint nothing to say of its conditions")
    func lint() throws {
        #expect(RuleLint.warnings(RuleSet(rules: try Self.rules())).map(\.description) == [])
    }
}
