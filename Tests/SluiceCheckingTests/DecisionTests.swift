import SluiceFormats
import SluiceModel
import SluicePolicy
import Testing

@testable import SluiceChecking

@Suite("What becomes of a mail")
struct DecisionTests {
    @Test(
        "follows the policy's verdict",
        arguments: [
            ("Guten Tag", CheckRecord.Outcome.pass), ("MARKE-1", .tag), ("NOTIZ-1", .advise),
            ("FALKE-1", .confirm),
            ("HALTEN-1", .hold), ("GEHEIM-1", .refuse), ("MARKE-1 und GEHEIM-2", .refuse),
        ])
    func outcomes(body: String, outcome: CheckRecord.Outcome) throws {
        let decision = TestRules.decision(on: TestRules.mail(body), try TestRules.rules())
        #expect(decision.record.outcome == outcome)
        #expect(decision.record.reference == "4abc")
    }

    @Test("is nothing but a note in the log where the policy observes")
    func observing() throws {
        let rules = try TestRules.rules { $0.mode = .observe }
        let decision = TestRules.decision(on: TestRules.mail("GEHEIM-1"), rules)
        #expect(decision.ending == .accept)
        #expect(decision.changes.isEmpty)
        #expect(decision.record.action == .refuse)
        #expect(decision.record.isObserved)
    }

    @Test("leaves marks on what is tagged, and takes away those that others wrote")
    func tags() throws {
        let forged = "X-Sluice-Verdict: pass\r\nx-sluice-VERDICT: pass\r\nX-Sluice-Other: 1\r\n"
        let decision = TestRules.decision(
            on: TestRules.mail("MARKE-1", fields: forged), try TestRules.rules())
        #expect(
            decision.changes == [
                .remove(name: "x-sluice-verdict", index: 2), .remove(name: "x-sluice-verdict", index: 1),
                .remove(name: "x-sluice-other", index: 1), .add(name: "X-Sluice-Verdict", value: "tag"),
                .add(name: "X-Sluice-Rules", value: "word-marke"),
            ])
    }

    @Test("is told to the sender with reason, advice, contact and reference")
    func refusalText() throws {
        let decision = TestRules.decision(on: TestRules.mail("GEHEIM-4711"), try TestRules.rules())
        let text = try #require(decision.refusal)
        #expect(text.hasPrefix("550-5.7.1 Die Nachricht geht nicht hinaus"))
        for words in [
            "Wort geheim, fuer Pruefungen", "Es gehoert der Firma.", "Fragen Sie vorher.",
            "datenschutz@westbach.example", "2 Stunden", "550 5.7.1 Kennzeichen: 4abc",
        ] {
            #expect(text.contains(words))
        }
        #expect(!text.contains("4711"), "the text shows no value")
        #expect(text.utf8.allSatisfy { $0 < 0x7F })
    }

    @Test(
        "is decided by the cause where a mail cannot be read",
        arguments: [
            (GatewayCause.error, CheckRecord.Outcome.tempfail), (.timeout, .tempfail),
            (.rulesMissing, .tempfail),
            (.oversize, .hold), (.limit, .hold), (.undecodable, .hold), (.ambiguous, .hold),
            (.encrypted, .tag),
        ])
    func causes(cause: GatewayCause, outcome: CheckRecord.Outcome) throws {
        let decision = Decider(try TestRules.rules(), now: 0).decision(on: TestRules.mail(""), cause: cause)
        #expect(decision.record.outcome == outcome)
        #expect(decision.record.causes == [cause])
    }

    @Test("can be refusal by cause, and a refusal by verdict stands whatever the cause")
    func otherCauses() throws {
        let rules = try TestRules.rules { $0.gateway.causes[.encrypted] = .reject }
        let refused = Decider(rules, now: 0).decision(on: TestRules.mail(""), cause: .encrypted)
        #expect(refused.refusal?.contains("ein Teil ist verschluesselt") == true)
        let mail = TestRules.mail("GEHEIM-1")
        var worker = CheckWorker(rules)
        var result = worker.check(mail, seconds: 10, cancellation: Cancellation())
        result.causes = [.timeout]
        #expect(Decider(rules, now: 0).decision(on: mail, result).record.outcome == .refuse)
    }

    @Test("is to hold a mail that is too long")
    func oversize() throws {
        let spool = MailSpool(room: SpoolRoom(), limit: 10)
        spool.append(Array("Subject: much too long\r\n\r\n".utf8))
        var mail = TestRules.mail("")
        mail.spool = spool
        let decision = TestRules.decision(on: mail, try TestRules.rules())
        #expect(decision.record.outcome == .hold)
        #expect(decision.record.causes == [.oversize])
    }

    @Test("is to let mail through that is not the gateway's")
    func unread() throws {
        let rules = try TestRules.rules {
            $0.exemptions = [
                Exemption(
                    name: "council", kind: .worksCouncil, title: LocalizedText([.german: "Betriebsrat"]),
                    addresses: ["betriebsrat@westbach.example"])
            ]
        }
        let council = TestRules.decision(
            on: TestRules.mail("GEHEIM-1", to: ["betriebsrat@westbach.example"]), rules)
        #expect(council.record.unread == .exempt)
        #expect(council.record.isUnrecorded)
        let both = TestRules.decision(
            on: TestRules.mail("GEHEIM-1", to: ["betriebsrat@westbach.example", "bert@kunde.example"]), rules)
        #expect(both.record.outcome == .refuse, "a copy to the council opens no hole")
        let inside = TestRules.decision(on: TestRules.mail("GEHEIM-1", to: ["cora@westbach.example"]), rules)
        #expect(inside.record.unread == .internal)
        let incoming = TestRules.decision(
            on: TestRules.mail("GEHEIM-1", client: "192.0.2.1", login: nil), rules)
        #expect(incoming.record.unread == .foreignClient)
        let signedIn = TestRules.decision(on: TestRules.mail("GEHEIM-1", client: "192.0.2.1"), rules)
        #expect(signedIn.record.outcome == .refuse)
    }

    @Test("takes forged marks off mail that is not read, too")
    func forgedOnUnread() throws {
        let mail = TestRules.mail("", to: ["cora@westbach.example"], fields: "X-Sluice-Verdict: pass\r\n")
        let decision = TestRules.decision(on: mail, try TestRules.rules())
        #expect(decision.changes == [.remove(name: "x-sluice-verdict", index: 1)])
    }
}
