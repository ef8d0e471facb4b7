import SluiceModel
import SluiceNames
import SluicePolicy
import Testing

@testable import SluiceChecking

@Suite("A confirmation by the sender")
struct ConfirmationTests {
    private let start = 1_700_000_000.0

    /// The code that a refusal tells.
    private func told(_ decision: MailDecision) -> String? {
        decision.refusal?.split(separator: "[ok ").last.map { String($0.prefix(9)) }
    }

    @Test("lets the same mail pass, and is taken out of the subject")
    func confirmed() throws {
        let rules = try TestRules.rules()
        let code = try #require(told(TestRules.decision(on: TestRules.mail("FALKE-7"), rules, at: start)))
        let again = TestRules.mail(
            "FALKE-7, wie besprochen", subject: "Angebot [ok \(code.lowercased())] heute")
        let decision = TestRules.decision(on: again, rules, at: start + 23.9 * 3600)
        #expect(decision.ending == .accept)
        #expect(decision.record.outcome == .confirmed)
        #expect(decision.record.confirmation == code)
        #expect(
            decision.changes.contains(.replace(name: "Subject", index: 1, value: Array("Angebot heute".utf8)))
        )
    }

    @Test("holds for a day, for one sender, and for what was found")
    func limits() throws {
        let rules = try TestRules.rules()
        let code = try #require(told(TestRules.decision(on: TestRules.mail("FALKE-7"), rules, at: start)))
        func outcome(_ body: String, from: String = "anna@westbach.example", at hours: Double = 1)
            -> CheckRecord.Outcome
        {
            let mail = TestRules.mail(body, subject: "[ok \(code)] Angebot", from: from)
            return TestRules.decision(on: mail, rules, at: start + hours * 3600).record.outcome
        }
        #expect(outcome("FALKE-7") == .confirmed)
        #expect(outcome("FALKE-7 FALKE-7") == .confirmed, "the same value twice is the same finding")
        #expect(outcome("FALKE-7 FALKE-8") == .confirm)
        #expect(outcome("FALKE-8") == .confirm)
        #expect(outcome("FALKE-7", from: "bernd@westbach.example") == .confirm)
        #expect(outcome("FALKE-7", at: 25.1) == .confirm)
        #expect(outcome("FALKE-7 GEHEIM-1") == .refuse, "what is refused stays refused")
        #expect(outcome("FALKE-7 HALTEN-1") == .hold)
    }

    @Test("is not offered for topics without it, and does not work there")
    func barred() throws {
        let rules = try TestRules.rules {
            $0.gateway.withoutOverride = RuleTopic(rules: [RuleID("word-falke")].compactMap(\.self))
        }
        let open = try TestRules.rules()
        let code = try #require(told(TestRules.decision(on: TestRules.mail("FALKE-7"), open, at: start)))
        let decision = TestRules.decision(
            on: TestRules.mail("FALKE-7", subject: "[ok \(code)]"), rules, at: start)
        #expect(decision.record.outcome == .confirm)
        #expect(decision.refusal?.contains("[ok") == false)
    }

    @Test("is understood in a subject of encoded words")
    func encodedSubject() throws {
        let rules = try TestRules.rules()
        let code = try #require(told(TestRules.decision(on: TestRules.mail("FALKE-7"), rules, at: start)))
        let subject = String(decoding: SubjectField.value(of: "Grüße [ok \(code)]"), as: UTF8.self)
        #expect(subject.hasPrefix("=?utf-8?B?"))
        let decision = TestRules.decision(on: TestRules.mail("FALKE-7", subject: subject), rules, at: start)
        #expect(decision.record.outcome == .confirmed)
        #expect(
            decision.changes.contains(
                .replace(name: "Subject", index: 1, value: SubjectField.value(of: "Grüße"))))
    }

    @Test("is taken out of each subject that a mail has, and is never that of an attached mail")
    func severalSubjects() throws {
        let rules = try TestRules.rules()
        let code = try #require(told(TestRules.decision(on: TestRules.mail("FALKE-7"), rules, at: start)))
        let encoded = String(decoding: SubjectField.value(of: "für [ok \(code)]"), as: UTF8.self)
        let twice = TestRules.mail(
            "FALKE-7", subject: "zwei [ok \(code)]", fields: "Subject: \(encoded)\r\n")
        let decision = TestRules.decision(on: twice, rules, at: start)
        #expect(decision.record.outcome == .confirmed)
        #expect(
            decision.changes.suffix(2) == [
                .replace(name: "Subject", index: 1, value: SubjectField.value(of: "für")),
                .replace(name: "Subject", index: 2, value: Array("zwei".utf8)),
            ])
        let within = TestRules.mail(
            "Subject: [ok \(code)]\r\n\r\nFALKE-7", subject: "", fields: "Content-Type: message/rfc822\r\n")
        #expect(TestRules.decision(on: within, rules, at: start).record.outcome == .confirm)
    }

    @Test(
        "is found in a subject wherever it stands",
        arguments: [
            ("[ok 12AB-34CD] Angebot", "Angebot"), ("AW: Angebot [OK 12ab34cd]", "AW: Angebot"),
            ("a [x] [ok 12AB-34CD] b", "a [x] b"), ("[ok 12AB-34CD]", ""),
            ("[ok 1111-1111] x [ok 12AB-34CD]", "x"), ("x [ok 12AB-34CD] [ok 12AB-34CD] y", "x y"),
            ("x\n [ok 12AB-34CD]", "x"), ("x\r\n [ok 12AB-34CD]\r\n y", "x\r\n y"),
            ("\n\t[ok 12AB-34CD] y", "y"),
            ("x [ok\n 12AB-34CD]", "x"),
        ])
    func marks(subject: String, rest: String) throws {
        let found = try #require(ConfirmationMark.find(in: subject))
        #expect(found.codes.last == "12AB-34CD")
        #expect(found.rest == rest)
    }

    @Test(
        "is nothing else in brackets",
        arguments: ["[ok]", "[ok 12AB]", "ok 12AB-34CD", "[ok 12AB-34C!]", "[ok 12AB-34CD", ""])
    func noMarks(subject: String) { #expect(ConfirmationMark.find(in: subject) == nil) }
}
