import SluiceModel
import SluicePolicy
import Testing

@Suite("An audience")
struct AudienceTests {
    private static let policy: Policy = {
        var policy = Policy()
        policy.organisation = Organisation(
            domains: ["westbach.example"], partnerDomains: ["partner.example"], names: ["Ines Nord"])
        return policy
    }()

    private func audience(_ addresses: [String], on channel: Channel = .mail) -> Audience? {
        Self.policy.audience(of: addresses.map { Person(address: $0) }, on: channel)
    }

    @Test("is what the farthest recipient is")
    func farthest() {
        #expect(audience(["a@westbach.example"]) == .internal)
        #expect(audience(["a@westbach.example", "b@sub.partner.example"]) == .partner)
        #expect(audience(["b@partner.example", "c@elsewhere.example"]) == .public)
        #expect(audience(["a@notwestbach.example"]) == .public)
    }

    @Test("is public in a forum without recipients, and unknown in a file")
    func withoutRecipients() {
        #expect(audience([], on: .forum) == .public)
        #expect(audience([], on: .social) == .public)
        #expect(audience([], on: .file) == nil)
        #expect(audience([], on: .mail) == nil)
    }

    @Test("knows people of chats by their names")
    func names() {
        let own = Person(name: "Ines Nord")
        let other = Person(name: "Someone Else")
        #expect(Self.policy.audience(of: [own], on: .chat) == .internal)
        #expect(Self.policy.audience(of: [own, other], on: .chat) == .public)
    }

    @Test("is unknown where the organisation has told nothing about itself")
    func untold() {
        #expect(Policy().audience(of: [Person(address: "a@westbach.example")], on: .mail) == nil)
    }

    @Test("is what the policy says of a channel whose recipients are unknown")
    func standing() {
        var policy = Self.policy
        policy.channels[.chat] = ChannelSettings(audience: .partner)
        #expect(policy.audience(of: [], on: .chat) == .partner)
    }
}
