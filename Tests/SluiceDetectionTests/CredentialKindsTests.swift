import Foundation
import SluiceDetection
import SluiceModel
import SluiceRules
import TestSupport
import Testing

/// A kind is a form of key, token or password: a pattern that finds an example of its own.
@Suite("The pack of credentials")
struct CredentialKindsTests {
    static func rules() throws -> [Rule] {
        let folder = packageFolder.appendingPathComponent("Rules/credentials").path
        return try RuleLoader(completeness: .publishable).load(paths: [folder]).rules
    }

    @Test("knows at least 120 kinds: forms that find, each alone, an example that is no other's first")
    func kinds() throws {
        var firstExamples: Set<String> = []
        for rule in try Self.rules() {
            for pattern in rule.patterns {
                guard let example = try firstExample(foundBy: pattern, of: rule) else {
                    let place = "\(pattern.source.file):\(pattern.source.line)"
                    Issue.record("\(place): \(rule.id) has no example for this pattern")
                    continue
                }
                firstExamples.insert(example)
            }
        }
        #expect(firstExamples.count >= 120)
    }

    @Test("says in German and English what every rule finds")
    func titles() throws {
        for rule in try Self.rules() {
            for text in [rule.information.title, rule.information.why, rule.information.instead] {
                #expect(Set(text.texts.keys) == Set(Language.allCases), "\(rule.id)")
            }
        }
    }

    /// The first example that a rule with this pattern alone finds.
    private func firstExample(foundBy pattern: RulePattern, of rule: Rule) throws -> String? {
        guard case .patterns(_, let group, let bytes) = rule.matcher else { return nil }
        var alone = rule
        alone.matcher = .patterns([pattern], group: group, bytes: bytes)
        alone.counterexamples = []
        // A subject stands as it is: no surroundings are tried.
        alone.examples = rule.examples.map { Example($0.text, part: .subject, source: $0.source) }
        let missed = try RuleTester.test(alone).failures.map(\.source)
        return rule.examples.first { !missed.contains($0.source) }?.text
    }
}

extension Rule {
    fileprivate var patterns: [RulePattern] {
        guard case .patterns(let patterns, _, _) = matcher else { return [] }
        return patterns
    }
}
