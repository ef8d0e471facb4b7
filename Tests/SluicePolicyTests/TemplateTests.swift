import SluiceModel
import SluicePolicy
import TestSupport
import Testing

@Suite("The first policy")
struct TemplateTests {
    @Test("is commented, and loads as it is", arguments: Language.allCases)
    func loads(language: Language) throws {
        let template = PolicyTemplate(
            language: language, name: "Westbach & 'Söhne': \"Bau\"", domains: ["westbach.example"],
            partners: ["partner.example"], contact: "sicherheit@westbach.example",
            worksCouncil: "betriebsrat@westbach.example")
        try expectGolden(template.policy, "Fixtures/policy/first.\(language.rawValue).yaml")
        let policy = try Samples.policy(of: template.policy)
        #expect(policy.organisationName == template.name)
        #expect(policy.organisation.domains == template.domains)
        #expect(policy.organisation.partnerDomains == template.partners)
        #expect(policy.mode == .observe)
        #expect(policy.language == language)
        #expect(policy.keyFile == ".sluice.key")
        #expect(policy.dictionaries.map(\.files) == [["terms/projects.txt"], ["terms/customers.txt"]])
        #expect(policy.exemptions.map(\.addresses) == [["betriebsrat@westbach.example"]])
        #expect(policy.contacts.first?.address == template.contact)
    }

    @Test("loads where next to nothing is known", arguments: Language.allCases)
    func bare(language: Language) throws {
        let policy = try Samples.policy(of: PolicyTemplate(language: language).policy)
        #expect(policy.contacts.isEmpty)
        #expect(policy.verdicts.count == 5)
    }

    @Test(
        "keeps any text as it is given",
        arguments: ["a", "#", "it's", "- x", "a: b", "12", "off", "ö\"\\", "{}"])
    func quoting(text: String) throws {
        let template = PolicyTemplate(language: .english, name: text)
        #expect(try Samples.policy(of: template.policy).organisationName == text)
    }
}
