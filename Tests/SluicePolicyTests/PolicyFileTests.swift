import Foundation
import SluiceModel
import SluicePolicy
import TestSupport
import Testing

@Suite("A policy's file")
struct PolicyFileTests {
    @Test(
        "says what is wrong with it, where, and what would be right",
        arguments: ["keys", "people", "verdicts", "rest"])
    func faults(name: String) throws {
        let file = packageFolder.appendingPathComponent("Fixtures/policy/errors/\(name).yaml")
        let bytes = try Array(Data(contentsOf: file))
        let faults = #expect(throws: Diagnostics.self) {
            try PolicyFile.policy(in: bytes, path: "sluice.yaml")
        }
        try expectGolden("\(try #require(faults))\n", "Fixtures/policy/errors/\(name).txt")
    }

    @Test("is named by the SHA-256 of its bytes")
    func hash() throws {
        let policy = try Samples.policy(of: "mode: observe\n")
        #expect(policy.hash == "d7c5e99c8a84dccd5fb2c1efea37b8b08049fe0aa7c95523b593969869956ae2")
        #expect(try Samples.policy(of: "mode: observe\n\n").hash != policy.hash)
    }

    @Test("observes, keeps for 90 days and fails closed where it says nothing")
    func defaults() throws {
        let policy = try Samples.policy(of: "language: en\n")
        #expect(policy.mode == .observe)
        #expect(policy.retentionDays == 90)
        #expect(policy.gateway.answer(to: .error) == .tempfail)
        #expect(policy.gateway.answer(to: .timeout) == .tempfail)
        #expect(policy.gateway.answer(to: .rulesMissing) == .tempfail)
        #expect(policy.gateway.answer(to: .oversize) == .hold)
        #expect(policy.gateway.answer(to: .limit) == .hold)
        #expect(policy.gateway.answer(to: .undecodable) == .hold)
        #expect(policy.gateway.answer(to: .ambiguous) == .hold)
        #expect(policy.gateway.answer(to: .encrypted) == .acceptAndTag)
        #expect(policy.gateway.trusts(client: "127.0.0.1"))
        #expect(!policy.gateway.trusts(client: "192.0.2.7"))
    }

    @Test("says what a gateway does")
    func gateway() throws {
        let gateway = try Samples.policy().gateway
        #expect(gateway.answer(to: .encrypted) == .hold)
        #expect(gateway.answer(to: .error) == .reject)
        #expect(gateway.answer(to: .timeout) == .tempfail)
        #expect(gateway.trusts(client: "10.255.0.1"))
        #expect(gateway.trusts(client: "::ffff:10.0.0.1"))
        #expect(gateway.trusts(client: "fd12::1"))
        #expect(!gateway.trusts(client: "11.0.0.1"))
        #expect(!gateway.trusts(client: "127.0.0.1"))
        #expect(!gateway.letsInternalThrough)
        #expect(gateway.withoutOverride.packs == ["credentials"])
        #expect(gateway.limits.messageBytes == 10 << 20)
    }

    @Test("names files that are relative to its own folder")
    func paths() throws {
        let text = "key: k.key\ndictionaries: [{ name: projects, file: [terms/a.txt, /b.txt] }]\n"
        let policy = try PolicyFile.policy(in: Array(text.utf8), path: "../up/sluice.yaml")
        #expect(policy.keyFile == "../up/k.key")
        #expect(policy.dictionaries.first?.files == ["../up/terms/a.txt", "/b.txt"])
    }

    @Test("keeps its terms with their labels")
    func terms() throws {
        let dictionary = try #require(try Samples.policy().dictionaries.first)
        #expect(
            dictionary.terms == [PolicyTerm("Projekt Falke"), PolicyTerm("Graureiher", label: "Vorhaben G")])
        #expect(dictionary.inflection == .german)
    }

    @Test("is refused where it is no UTF-8")
    func encoding() {
        #expect(throws: Diagnostics.self) { try PolicyFile.policy(in: [0xFF, 0xFE], path: "sluice.yaml") }
    }

    @Test("that is not there is said to be missing")
    func missing() {
        let faults = #expect(throws: Diagnostics.self) { try PolicyFile.load("no/such/sluice.yaml") }
        #expect(faults?.description == "no/such/sluice.yaml: error: there is no such file")
    }
}
