import SluiceModel
import SluicePolicy
import TestSupport
import Testing

@Suite("Advice")
struct AdviceTests {
    @Test(
        "says why, what to do instead, whom to ask and which way is always open", arguments: Language.allCases
    )
    func words(language: Language) throws {
        let policy = try Samples.policy()
        let findings = [
            try Samples.finding("iban", value: "geheim-1"), try Samples.finding("iban", value: "geheim-2"),
            try Samples.finding("aws-access-token"), try Samples.finding("marking"),
        ]
        let context = policy.context(
            channel: .mail, sender: Person(address: "a@westbach.example"),
            recipients: [Person(address: "c@elsewhere.example")])
        let judgement = policy.judge(findings, rules: Samples.rules, in: context)
        let advice = policy.advice(on: judgement, findings, rules: Samples.rules, language: language)
        let text = advice.lines.joined(separator: "\n") + "\n"
        #expect(!text.contains("geheim-1"))
        try expectGolden(text, "Fixtures/policy/advice.\(language.rawValue).txt")
    }

    @Test("leaves out findings that pass")
    func passing() throws {
        let policy = Policy()
        let findings = [try Samples.finding("iban")]
        let context = MessageContext(channel: .file, audience: nil)
        let judgement = policy.judge(findings, rules: Samples.rules, in: context)
        #expect(policy.advice(on: judgement, findings, rules: Samples.rules).topics.isEmpty)
    }

    @Test("reaches the rules of a report: whom to ask about each, and how soon there is an answer")
    func rulesOfReports() throws {
        let policy = try Samples.policy(
            of: """
                contacts:
                  - { name: Datenschutz, address: ds@westbach.example, answers-within: 2h, packs: [personal-data] }
                """)
        let rules = policy.withContacts(Samples.rules)
        #expect(rules.map { $0.contact?.address } == ["ds@westbach.example", nil, nil])
        #expect(rules[0].contact?.answersWithin.text(in: .german) == "2 Stunden")
        #expect(rules[0].contact?.answersWithin.text(in: .english) == "2 hours")
        #expect(Policy().withContacts(Samples.rules) == Samples.rules)
    }

    @Test("names the contact for the rule before the one for its pack before the one for everything")
    func contacts() throws {
        let policy = try Samples.policy()
        let named = ["iban", "aws-access-token", "marking"].map { name in
            Samples.rules.first { $0.id.description == name }
                .flatMap { policy.contact(for: $0.id, pack: $0.pack) }?.name.text(in: .english)
        }
        #expect(named == ["Data protection", "IT security", "Sales"])
    }

    @Test("reads times to answer", arguments: [("30min", "30 minutes"), ("1h", "1 hour"), ("2 d", "2 days")])
    func times(text: String, words: String) {
        #expect(AnswerTime(text)?.text(in: .english) == words)
        #expect(AnswerTime(text + "x") == nil)
    }
}
