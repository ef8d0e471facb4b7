import Foundation
import TestSupport
import Testing

@Suite("sluice under a policy")
struct PolicyProgramTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.folder.write(
            """
            organisation: { domains: [westbach.example], partner-domains: [partner.example] }
            dictionaries:
              - { name: projects, title: { de: Projektname, en: Project name }, terms: [Projekt Falke], inflect: de }
            exemptions:
              - { kind: works-council, addresses: [betriebsrat@westbach.example] }
            verdicts:
              - { name: outside, action: advise, when: { severity: medium, audience: [partner, public] } }
              - { name: tokens, action: refuse, when: { rule: token, audience: public } }
            """, "sluice.yaml")
    }

    /// A mail from somebody of the organisation.
    private func mail(to recipients: String, _ body: String) -> String {
        "From: A <a@westbach.example>\nTo: \(recipients)\nSubject: Hallo\n\n\(body)\n"
    }

    @Test("says in every record whom the message reaches, what should happen and which line says so")
    func records() throws {
        try program.folder.write(mail(to: "x@elsewhere.example", "TOKEN-12345678"), "out.eml")
        let ending = try program.run(["scan", "--format", "jsonl", "out.eml"])
        #expect(ending.status == 1)
        #expect(ending.output.contains(#""audience":"public","verdict":"refuse","policyRule":"tokens""#))
        #expect(ending.output.contains(#""authorRole":"own""#))
        #expect(ending.output.contains(#""policyHash":""#))
        #expect(ending.errors.contains("policy: sluice.yaml (observes only)\n"))
    }

    @Test("shows verdicts in text")
    func text() throws {
        try program.folder.write(mail(to: "x@partner.example", "Termine des Projektes Falke"), "out.eml")
        let ending = try program.run(["scan", "out.eml"])
        #expect(ending.output.contains("→ advise (outside)"))
    }

    @Test("reads no mail to the works council, but one that also goes to others")
    func exemptions() throws {
        try program.folder.write(mail(to: "betriebsrat@westbach.example", "TOKEN-12345678"), "a.eml")
        let unread = try program.run(["scan", "--format", "jsonl", "a.eml"])
        #expect(unread.status == 0)
        #expect(unread.output.contains(#""messages":0"#))
        #expect(unread.output.contains(#""unread":1"#))
        let mixed = mail(to: "betriebsrat@westbach.example, x@elsewhere.example", "TOKEN-12345678")
        try program.folder.write(mixed, "b.eml")
        let read = try program.run(["scan", "--format", "jsonl", "b.eml"])
        #expect(read.status == 1)
        #expect(read.output.contains(#""verdict":"refuse""#))
    }

    @Test("leaves alone the channels that are not read")
    func channels() throws {
        try program.folder.write("channels: { file: { read: off } }\n", "quiet.yaml")
        try program.folder.write("TOKEN-12345678\n", "note.txt")
        let ending = try program.run(["scan", "--config", "quiet.yaml", "note.txt"])
        #expect(ending.status == 0)
        #expect(ending.errors.contains("left unread by the policy: 1"))
    }

    @Test("is found from a folder below, and named with its way up")
    func lookup() throws {
        try program.folder.write("Projekt Falke\n", "deep/er/note.txt")
        let ending = try program.run(
            ["scan", "--rules", "../../rules", "note.txt"], ownRules: false,
            in: program.folder.url.appendingPathComponent("deep/er"))
        #expect(ending.status == 1)
        #expect(ending.errors.contains("policy: ../../sluice.yaml"))
    }

    @Test("takes thresholds from it where no option says otherwise")
    func thresholds() throws {
        try program.folder.write("thresholds: { severity: critical }\n", "strict.yaml")
        try program.folder.write("TOKEN-12345678\n", "note.txt")
        #expect(try program.run(["scan", "--config", "strict.yaml", "note.txt"]).status == 0)
        let asked = ["scan", "--config", "strict.yaml", "--min-severity", "low", "note.txt"]
        #expect(try program.run(asked).status == 1)
    }

    @Test("stops at a faulty one, with the place")
    func faults() throws {
        try program.folder.write("mode: observed\n", "sluice.yaml")
        let ending = try program.run(["scan", "."])
        #expect(ending.status == 2)
        #expect(
            ending.errors.hasPrefix("sluice.yaml:1:7: error: 'observed' is not a mode\n  help: did you mean"))
        let missing = try program.run(["scan", "--config", "none.yaml", "."])
        #expect(missing.status == 2)
        #expect(missing.errors == "none.yaml: error: there is no such file\n")
    }

    @Test("stops where a list of words cannot be read")
    func missingList() throws {
        try program.folder.write(
            "dictionaries:\n  - { name: own-names, file: terms/none.txt }\n", "sluice.yaml")
        let ending = try program.run(["scan", "."])
        #expect(ending.status == 2)
        #expect(
            ending.errors.hasPrefix("sluice.yaml:2:5: error: the dictionary 'terms/none.txt' cannot be read"))
    }

    @Test("shows the policy as a page and as an annex")
    func show() throws {
        let page = try program.run(["policy", "show"], ownRules: false)
        #expect(page.status == 0)
        #expect(page.output.hasPrefix("<!doctype html>\n<html lang=\"de\">"))
        #expect(page.output.contains("Wer fragt, und warum?"))
        #expect(page.output.contains("<h3>Eigene Begriffe</h3>"))
        let arguments = ["policy", "show", "--annex", "--format", "markdown", "--language", "en"]
        let annex = try program.run(arguments, ownRules: false)
        #expect(annex.output.contains("## Purpose\n"))
        #expect(annex.output.contains("| outside |"))
    }

    @Test("checks the policy: nothing to say, warnings, errors")
    func check() throws {
        let warned = try program.run(["policy", "check"], ownRules: false)
        #expect(warned.status == 2)
        #expect(warned.output.contains("there is no rule 'token'"))
        try program.folder.write("verdicts: []\ncontacts: [{ name: A }]\n", "bare.yaml")
        #expect(try program.run(["policy", "check", "--config", "bare.yaml"], ownRules: false).status == 1)
        try program.folder.write(
            "verdicts: [{ action: tag, when: { severity: low } }]\ncontacts: [{ name: A }]\n", "good.yaml")
        let good = try program.run(["policy", "check", "--config", "good.yaml"], ownRules: false)
        #expect(good.status == 0)
        #expect(good.output == "")
    }

    @Test("says which verdicts a new policy would alter")
    func simulate() throws {
        try program.folder.write(mail(to: "x@elsewhere.example", "TOKEN-12345678 Projekt Falke"), "out.eml")
        _ = try program.run(["scan", "-o", "f.jsonl", "out.eml"])
        try program.folder.write(
            "verdicts: [{ name: softer, action: confirm, when: { severity: medium, audience: public } }]\n",
            "new.yaml")
        let ending = try program.run(["policy", "simulate", "new.yaml", "f.jsonl"], ownRules: false)
        #expect(ending.status == 1)
        #expect(
            ending.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") } == [
                "1 projects advise → confirm softer", "1 token refuse → confirm softer",
            ])
        #expect(ending.errors == "2 findings, 2 other verdicts\n")
        let records = try String(
            contentsOf: program.folder.url.appendingPathComponent("f.jsonl"), encoding: .utf8)
        let piped = try program.run(
            ["policy", "simulate", "new.yaml", "-"], input: records, ownRules: false)
        #expect(piped.output == ending.output)
        #expect(piped.errors == ending.errors)
        let same = try program.run(["policy", "simulate", "sluice.yaml", "f.jsonl"], ownRules: false)
        #expect(same.status == 0)
        #expect(same.output == "")
    }

    @Test("warns of names that there are not and of a missing key; a filter keeps the mail then")
    func typos() throws {
        try program.folder.write(
            "key: none.key\nverdicts:\n  - { action: refuse, when: { pack: credentails, audience: public } }\n",
            "sluice.yaml")
        let ending = try program.run(["scan"], input: "nichts\n", ownRules: false)
        #expect(ending.status == 0)
        #expect(
            ending.errors.contains(
                "sluice.yaml:3:37: warning: there is no pack 'credentails'\n  help: did you mean 'credentials'?"
            ))
        #expect(ending.errors.contains("the policy's key 'none.key' is missing"))
        let filter = try program.run(["filter"], input: mail(to: "x@y.example", "x"), ownRules: false)
        #expect(filter.status == 75)
        #expect(filter.errors.contains("sluice.yaml:3:37: error: there is no pack 'credentails'"))
    }
}
