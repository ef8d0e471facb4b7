import Foundation
import SluiceModel
import SluiceRules
import TestSupport
import Testing

@testable import SluiceRuleSets

@Suite("A rule's page")
struct RulePageTests {
    private func set() throws -> RuleSet {
        // As on the command line, from the package's folder.
        var set = try RuleSets.load(paths: [packageFolder.path + "/Fixtures/rules/pack"])
        for index in set.rules.indices {
            set.rules[index].source.file = set.rules[index].source.file.replacing(
                packageFolder.path + "/", with: "")
        }
        return set
    }

    private func page(_ id: String, _ language: Language) throws -> RulePage {
        let set = try set()
        let rule = try #require(set.rules.first { $0.id.description == id })
        return RulePage(rule, packs: set.packs, language: language)
    }

    @Test(
        "says all of a rule in either language, as wide as the terminal", arguments: Language.allCases,
        [60, 100])
    func text(language: Language, width: Int) throws {
        let text = try ["every-key", "every-link", "some-terms"].map {
            try page($0, language).text(width: width)
        }
        try expectGolden(
            text.joined(separator: "\n\n"), "Fixtures/reference/\(language.rawValue)-\(width).txt")
    }

    @Test(
        "stands with all others in the reference, the same for the same rules", arguments: Language.allCases)
    func reference(language: Language) throws {
        var set = try set()
        let text = RuleReference.markdown(set, language: language)
        try expectGolden(text, "Fixtures/reference/\(language.rawValue).md")
        set.rules.reverse()
        #expect(RuleReference.markdown(set, language: language) == text)
    }

    @Test("breaks what looks like a token where others may read it as one")
    func tokens() throws {
        var set = try set()
        let token = "abcdefgh" + "01234567"
        set.rules[0].examples = [Example("⟦\(token)⟧", source: set.rules[0].source)]
        let text = RuleReference.markdown(set, language: .english)
        #expect(!text.contains(token) && text.contains("⟦abcdefgh‖01234567⟧"))
    }
}
