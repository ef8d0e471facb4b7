import SluiceModel
import SluicePolicy
import Testing

@Suite("An exemption")
struct ExemptionTests {
    private func exemption(to recipients: [String], from sender: String = "a@westbach.example") throws
        -> String?
    {
        try Samples.policy().exemption(
            sender: Person(address: sender), recipients: recipients.map { Person(address: $0) })?.name
    }

    @Test("holds where every recipient is such an office")
    func everyRecipient() throws {
        #expect(try exemption(to: ["Betriebsrat@Westbach.example"]) == "works-council")
        #expect(
            try exemption(to: ["betriebsrat@westbach.example", "mueller@kanzlei.example"]) == "works-council")
        #expect(try exemption(to: ["x@hamburg.kanzlei.example"]) == "lawyer")
    }

    @Test("does not hold where one recipient is not: a copy to the works council opens no hole")
    func mixed() throws {
        #expect(try exemption(to: ["betriebsrat@westbach.example", "x@elsewhere.example"]) == nil)
        #expect(try exemption(to: ["x@notkanzlei.example"]) == nil)
        #expect(try exemption(to: []) == nil)
    }

    @Test("does not hold for a recipient without an address, whatever the name")
    func names() throws {
        let policy = try Samples.policy()
        let named = Person(name: "betriebsrat@westbach.example")
        #expect(policy.exemption(sender: nil, recipients: [named]) == nil)
    }

    @Test("holds for what such an office writes, whoever receives it")
    func sender() throws {
        #expect(
            try exemption(to: ["x@elsewhere.example"], from: "betriebsrat@westbach.example")
                == "works-council")
    }

    @Test(
        "knows the official reporting offices without being told",
        arguments: ["a@bfj.bund.de", "b@bafin.de", "c@bundeskartellamt.bund.de"])
    func official(address: String) throws {
        #expect(
            Policy().exemption(sender: nil, recipients: [Person(address: address)])?.kind == .reportingOffice)
        #expect(Policy().exemption(sender: nil, recipients: [Person(address: address + ".example")]) == nil)
    }

    @Test("comes before all lines, and is named")
    func first() throws {
        let policy = try Samples.policy()
        let context = policy.context(
            channel: .mail, sender: Person(address: "a@westbach.example"),
            recipients: [Person(address: "betriebsrat@westbach.example")])
        let found = policy.judge([try Samples.finding("aws-access-token")], rules: Samples.rules, in: context)
        #expect(found.verdict == Verdict(action: .pass, policyRule: "exemption:works-council"))
        #expect(found.exemption?.kind == .worksCouncil)
    }
}
