import SluiceModel
import SluicePolicy
import TestSupport
import Testing

@Suite("policy check")
struct LintTests {
    private func lint(_ text: String) throws -> String {
        let lint = PolicyLint(
            try Samples.policy(of: text), rules: Samples.rules.map(\.id),
            packs: ["personal-data", "credentials", "markings"])
        return lint.diagnostics.map(\.description).joined(separator: "\n") + "\n"
    }

    @Test("names what was probably not meant")
    func warnings() throws {
        let text = """
            mode: enforce
            packs: { marking: off }
            exemptions:
              - { kind: lawyer, domains: [gmx.de] }
            verdicts:
              - { name: wide, action: hold, when: { severity: low } }
              - { name: narrow, action: advise, when: { severity: high, pack: credentials } }
              - { name: same, action: hold, when: { severity: low } }
              - { name: outside, action: refuse, when: { rule: ibann, audience: public } }
              - { name: many, action: confirm, when: { distinct: 5, pack: personal-data } }
            contacts:
              - { name: Somebody, packs: [personal-dta, own] }
            """
        try expectGolden(lint(text), "Fixtures/policy/lint.txt")
    }

    @Test("has nothing to say about the example")
    func example() throws {
        let policy = try Samples.policy()
        let lint = PolicyLint(
            policy, rules: Samples.rules.map(\.id), packs: ["personal-data", "credentials", "insider"])
        #expect(lint.diagnostics.isEmpty)
    }

    @Test(
        "knows when one line holds wherever another does",
        arguments: [
            ("{ severity: low }", "{ severity: high }", true),
            ("{ severity: high }", "{ severity: low }", false),
            ("{ pack: [a, b] }", "{ pack: a }", true), ("{ pack: a }", "{ pack: [a, b] }", false),
            ("{ audience: public }", "{ severity: high }", false),
            ("{ distinct: 3 }", "{ distinct: 5 }", true), ("{ distinct: 3 }", "{ severity: low }", false),
            ("{ distinct: 3, pack: a }", "{ distinct: 5 }", false),
            ("{ channel: [mail, chat] }", "{ channel: chat, layer: own }", true),
        ])
    func covers(wide: String, narrow: String, covers: Bool) throws {
        let found = try lint(
            """
            organisation: { domains: [a.example] }
            contacts: [{ name: A }]
            verdicts:
              - { name: wide, action: hold, when: \(wide) }
              - { name: narrow, action: tag, when: \(narrow) }
            """)
        #expect(found.contains("never decides") == covers)
    }
}
