import SluiceModel
import SluicePolicy
import TestSupport
import Testing

@Suite("A policy's page")
struct PageTests {
    private static let topics = [
        PolicyTopic(
            name: "personal-data",
            title: LocalizedText([.german: "Personenbezogene Daten", .english: "Personal data"]),
            why: LocalizedText([.german: "Sie gehören anderen.", .english: "They are somebody's."]),
            instead: LocalizedText([.german: "Weglassen.", .english: "Leave them out."]),
            rules: Dictionary(uniqueKeysWithValues: Samples.rules.prefix(1).map { ($0.id, $0.title) })),
        PolicyTopic(
            name: "credentials", title: LocalizedText([.german: "Zugangsdaten", .english: "Credentials"])),
    ]

    @Test(
        "says rights and duties, why, instead and whom to ask", arguments: Language.allCases,
        PageForm.allCases)
    func guide(language: Language, form: PageForm) throws {
        let page = PolicyPage(try Samples.policy(), topics: Self.topics, language: language)
        let suffix = form == .html ? "html" : "md"
        try expectGolden(page.guide(form), "Fixtures/policy/guide.\(language.rawValue).\(suffix)")
    }

    @Test("has an annex for an agreement", arguments: Language.allCases)
    func annex(language: Language) throws {
        let page = PolicyPage(try Samples.policy(), topics: Self.topics, language: language)
        try expectGolden(page.annex(.markdown), "Fixtures/policy/annex.\(language.rawValue).md")
    }

    @Test("takes nothing from elsewhere, and text for text")
    func contained() throws {
        var policy = try Samples.policy()
        policy.organisationName = "A&B <script src=\"x\">"
        let html = PolicyPage(policy, topics: Self.topics).guide(.html)
        #expect(html.contains("A&amp;B &lt;script src=&quot;x&quot;&gt;"))
        for foreign in ["<script", "src=\"", "href=", "url(", "@import", "http"] {
            #expect(!html.contains(foreign))
        }
    }

    @Test("accuses nobody", arguments: Language.allCases)
    func neutral(language: Language) throws {
        let policy = try Samples.policy()
        let page = PolicyPage(policy, topics: Self.topics, language: language)
        let text = (page.guide(.markdown) + page.annex(.markdown)).lowercased()
        for word in [
            "verstoß", "täter", "verdacht", "vergehen", "violation", "offender", "suspect", "culprit",
        ] {
            #expect(!text.contains(word))
        }
    }

    @Test("says that nothing is held back where the policy only observes")
    func observes() throws {
        var policy = try Samples.policy()
        policy.mode = .observe
        #expect(PolicyPage(policy, topics: []).guide(.markdown).contains("Zurzeit wird nur beobachtet"))
    }

    @Test("names channels that are not read")
    func unread() throws {
        var policy = try Samples.policy()
        policy.channels[.chat] = ChannelSettings(isRead: false)
        #expect(PolicyPage(policy, topics: []).guide(.markdown).contains("Nicht angesehen werden: Chats."))
    }
}
