import Foundation
import SluiceModel
import SluiceRuleSets
import SluiceRules
import TestSupport
import Testing

@testable import SluiceDetection

@Suite("An imported rule file")
struct ImportedFileTests {
    private func imported(_ name: String) throws -> RuleImport {
        let path = packageFolder.path + "/Fixtures/import/" + name
        return try RuleImport(RuleLoader.text(of: path), path: name)
    }

    @Test("has examples in which stands what its rules find, where they hold to them everywhere")
    func examples() throws {
        var notes: [String] = []
        var examples: [String] = []
        for rule in try imported("noseyparker.yml").rules {
            let marked = try ExampleMarker.marked(rule)
            examples +=
                marked.rule.examples.map(\.text) + marked.rule.counterexamples.map { "not " + $0.text }
            notes += marked.notes.map(\.description)
        }
        #expect(
            examples == [
                "token: ⟦MH_0a1b2c3d4e5f⟧",
                "export TOKEN=⟦mh_00112233aabb⟧\necho done",
                "not mh_0123", "⟦MHK-123456⟧",
            ])
        #expect(
            notes == [
                "noseyparker.yml:29:5: warning: a counterexample of 'np-musterhaus-1' is left out: the rule does not"
                    + " hold to it everywhere"
            ])
    }

    @Test(
        "finds the same in our form as in its own, and its examples hold",
        arguments: ["noseyparker.yml", "kingfisher.yaml"])
    func sample(name: String) throws {
        var rules: [Rule] = []
        for rule in try imported(name).rules { rules.append(try ExampleMarker.marked(rule).rule) }
        let folder = try TemporaryFolder()
        let path = try folder.write(RuleFileWriter.text(rules), "own.yaml")
        let own = try RuleSets.load(paths: [path])
        #expect(own.rules.contains { !$0.examples.isEmpty })
        #expect(try RuleTester.test(own).failures.map(\.description) == [])
        let sample = """
            MH_0a1b2c3d4e5f, mh_00112233aabb; mh_0a1b2c3d4e5f0; MHK-123456 XMHK-1234567
            beispielbank key: Ab3dE5gH7x, BEISPIELBANK Sample3a5b and beispielbank=ABCDEFGHIJ
            beispielbank AB3DE5GH7X bbsxF123& bbs9Fx1234 beispielbank aaaaaaaa11
            """
        let expected = try detect(makeMessage(sample), rules)
        #expect(expected.count >= 2)
        #expect(try detect(makeMessage(sample), own.rules).map(Outcome.init) == expected.map(Outcome.init))
    }

    @Test("of kingfisher leaves alone what has too few digits, a word or too little entropy")
    func requirements() throws {
        let rules = try imported("kingfisher.yaml").rules
        func found(_ text: String) throws -> Int { try detect(makeMessage(text), rules).count }
        #expect(try found("beispielbank_key = Ab3dE5gH7x") == 1)
        #expect(try found("beispielbank_key = AbcdE5gHix") == 0)
        #expect(try found("beispielbank_key = AB3DE5GH7X") == 0)
        #expect(try found("beispielbank_key = 1sample234") == 0)
        #expect(try found("beispielbank_key = aaaaaaaa11") == 0)
    }
}
