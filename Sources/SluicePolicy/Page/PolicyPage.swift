public import SluiceModel

/// The policy as people read it: rights and duties, why, what to do instead, whom to ask.
///
/// All of it comes out of the settings in force.
public struct PolicyPage: Sendable {
    let policy: Policy
    /// The packs that are in force.
    let topics: [PolicyTopic]
    let language: Language

    public init(_ policy: Policy, topics: [PolicyTopic], language: Language? = nil) {
        self.policy = policy
        self.topics = topics
        self.language = language ?? policy.language
    }

    /// The guideline for everybody.
    public func guide(_ form: PageForm) -> String { text(guideBlocks, form) }

    /// The annex to an agreement between employer and works council.
    public func annex(_ form: PageForm) -> String { text(annexBlocks, form) }

    private func text(_ blocks: [PageBlock], _ form: PageForm) -> String {
        switch form {
        case .markdown: return PageMarkdown.text(blocks)
        case .html:
            var title = ""
            if case .heading(let text, _) = blocks.first { title = text }
            return PageHTML(language: language, title: title).text(blocks)
        }
    }

    /// The one of two texts that is in the page's language.
    func choose(_ german: String, _ english: String) -> String { language == .german ? german : english }

    var name: String? { policy.organisationName }

    /// Which file this is, so that both sides can see whether it has changed.
    var fingerprint: PageBlock {
        let mode = choose(
            policy.mode == .observe ? "beobachten (es wird nichts angehalten)" : "anwenden",
            policy.mode == .observe ? "observe (nothing is held back)" : "enforce")
        var facts = [PageFact(choose("Betriebsart", "Mode"), mode)]
        if !policy.hash.isEmpty { facts.append(PageFact("SHA-256", policy.hash)) }
        return .facts(facts)
    }

    /// The lines that decide, in words.
    var verdictTable: PageBlock {
        let words = ConditionWords(language: language, topics: topics)
        guard !policy.verdicts.isEmpty else {
            return .paragraph(
                choose(
                    "Keine Zeile greift ein: Jede Nachricht geht hinaus.",
                    "No line steps in: every message goes out."))
        }
        return .table(
            PageTable(
                caption: choose(
                    "Was mit einer Nachricht geschieht; das Strengste, das zutrifft, gilt",
                    "What happens to a message; the strictest that applies counts"),
                header: [choose("Wenn", "Where"), choose("dann", "then"), choose("Zeile", "Line")],
                rows: policy.verdicts.map { line in
                    [words.text(line.conditions), words.text(line.action), line.name]
                }))
    }

    var contactTable: PageBlock? {
        guard !policy.contacts.isEmpty else { return nil }
        let words = ConditionWords(language: language, topics: topics)
        return .table(
            PageTable(
                caption: choose("Ansprechpersonen", "Contacts"),
                header: [
                    choose("Wofür", "What for"), choose("Wer", "Who"), choose("Adresse", "Address"),
                    choose("Antwort innerhalb von", "Answers within"),
                ],
                rows: policy.contacts.map { contact in
                    let line = contact.line(in: language)
                    let topic =
                        contact.topic.isEmpty
                        ? choose("alles andere", "everything else") : words.names(contact.topic)
                    return [topic, line.name, line.address ?? "–", line.answersWithin ?? "–"]
                }))
    }

    var exemptionTable: PageBlock {
        .table(
            PageTable(
                caption: choose("Mit wem ungelesen geschrieben werden kann", "With whom people write unread"),
                header: [choose("Stelle", "Office"), choose("Adressen", "Addresses")],
                rows: policy.allExemptions.map { exemption in
                    let places = exemption.addresses + exemption.domains.map { "@" + $0 }
                    return [
                        exemption.title.text(in: language) ?? exemption.name, places.joined(separator: ", "),
                    ]
                }))
    }
}
