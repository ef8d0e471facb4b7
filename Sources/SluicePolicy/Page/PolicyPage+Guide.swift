import SluiceModel

/// The guideline for everybody.
extension PolicyPage {
    var guideBlocks: [PageBlock] {
        let title = choose("Was hinausgehen darf, und was nicht", "What may go out, and what may not")
        var blocks: [PageBlock] = [.heading(name.map { "\($0): \(title)" } ?? title, level: 1)]
        blocks += introduction
        blocks += rights
        blocks += duties
        blocks.append(
            .heading(choose("Was mit einer Nachricht geschieht", "What happens to a message"), level: 2))
        blocks.append(.paragraph(modeSentence))
        blocks.append(verdictTable)
        if let override { blocks.append(.paragraph(override)) }
        blocks.append(.heading(choose("Wen Sie fragen können", "Whom you can ask"), level: 2))
        blocks.append(contactTable ?? .paragraph(choose("Es ist niemand benannt.", "Nobody is named.")))
        blocks.append(
            .heading(choose("Mit wem Sie ungelesen schreiben", "With whom you write unread"), level: 2))
        blocks.append(.paragraph(exemptionSentence))
        blocks.append(exemptionTable)
        blocks.append(.heading(choose("Welche Fassung das ist", "Which version this is"), level: 2))
        blocks.append(fingerprint)
        return blocks
    }

    private var introduction: [PageBlock] {
        [
            .paragraph(
                choose(
                    "Wer schreibt, will meist helfen, antworten, etwas zeigen. Dabei geht manchmal etwas mit, das in "
                        + "der Firma bleiben sollte. Bevor eine Nachricht hinausgeht, sieht ein Programm nach und "
                        + "sagt, was ihm auffällt, warum, und was Sie stattdessen tun können. Vorher helfen zwei "
                        + "Fragen:",
                    "Whoever writes mostly wants to help, to answer, to show something. Sometimes a thing goes along "
                        + "that should stay in the company. Before a message goes out, a program has a look and says "
                        + "what it noticed, why, and what you can do instead. Two questions help before that:"
                )),
            .questions(AdviceWords(language: language).questions),
        ]
    }

    private var rights: [PageBlock] {
        var entries = [
            choose(
                "Ihre Meinung gehört Ihnen. Es geht um Tatsachen aus der Firma, nie um Ansichten.",
                "Your opinion is yours. This is about facts from inside the company, never about views."),
            choose(
                "Es gibt keine Auswertung nach Personen: keine Ranglisten, keine Zahlen zu Einzelnen. Wer "
                    + "geschrieben hat, steht in Berichten nur als Pseudonym.",
                "There are no figures about persons: no rankings, no numbers for anybody. Reports name those who wrote "
                    + "by pseudonyms only."),
            choose(
                "Gefundene Werte werden in Berichten verdeckt.",
                "Values that were found are masked in reports."),
            choose("Funde werden nach \(days) gelöscht.", "Findings are removed after \(days)."),
            choose(
                "Fragen dürfen Sie immer, vor dem Absenden und danach.",
                "You may always ask, before sending and afterwards."),
        ]
        if !unread.isEmpty {
            entries.append(choose("Nicht angesehen werden: \(unread).", "Not looked at: \(unread)."))
        }
        return [.heading(choose("Ihre Rechte", "Your rights"), level: 2), .list(entries)]
    }

    private var duties: [PageBlock] {
        var blocks: [PageBlock] = [
            .heading(choose("Ihre Pflichten", "Your duties"), level: 2),
            .paragraph(
                choose(
                    "Das Folgende bleibt in der Firma, solange es niemand freigegeben hat.",
                    "The following stays in the company as long as nobody has released it.")),
        ]
        for topic in topics {
            blocks.append(.heading(topic.title.text(in: language) ?? topic.name, level: 3))
            blocks.append(.facts(facts(of: topic)))
        }
        return blocks
    }

    private func facts(of topic: PolicyTopic) -> [PageFact] {
        let words = AdviceWords(language: language)
        var facts: [PageFact] = []
        let titles = Set(topic.rules.values.compactMap { $0.text(in: language) }).sorted()
        if !titles.isEmpty {
            facts.append(PageFact(choose("Dazu gehört", "Includes"), titles.joined(separator: ", ")))
        }
        if let why = topic.why.text(in: language) { facts.append(PageFact(words.why, why)) }
        if let instead = topic.instead.text(in: language) { facts.append(PageFact(words.instead, instead)) }
        let contact =
            policy.contacts.first { $0.topic.packs.contains(topic.name) }
            ?? policy.contacts.first { $0.topic.isEmpty }
        if let contact {
            facts.append(PageFact(words.ask, contact.line(in: language).text(in: language)))
        }
        return facts
    }

    private var modeSentence: String {
        switch policy.mode {
        case .observe:
            choose(
                "Zurzeit wird nur beobachtet: Das Programm stellt fest, was gelten würde, und hält keine Nachricht an.",
                "For now it only observes: the program finds out what would apply, and holds no message back."
            )
        case .enforce:
            choose(
                "Keine Nachricht verschwindet, und niemand ändert Ihre Worte. Geht etwas nicht hinaus, erfahren Sie "
                    + "es sofort.",
                "No message disappears, and nobody changes your words. Where something does not go out, you learn it "
                    + "at once.")
        }
    }

    /// How to let a mail pass that waits for a confirmation; nil where no line asks for one.
    private var override: String? {
        guard policy.verdicts.contains(where: { $0.action == .confirm }) else { return nil }
        let hours = policy.gateway.limits.confirmHours
        let words = ConditionWords(language: language, topics: topics)
        var text = choose(
            "Bestätigen heißt: dieselbe E-Mail noch einmal senden, mit [ok …] und dem genannten Kürzel im Betreff. "
                + "Das gilt \(hours) Stunden lang und wird festgehalten.",
            "To confirm means to send the same mail again with [ok …] and the code you were given in its subject. "
                + "That holds for \(hours) hours and is logged.")
        let topic = policy.gateway.withoutOverride
        if !topic.isEmpty {
            text += choose(
                " Nicht bestätigen lassen sich: \(words.names(topic)).",
                " This cannot be confirmed: \(words.names(topic)).")
        }
        return text
    }

    var exemptionSentence: String {
        choose(
            "Nachrichten, die nur an diese Stellen gehen oder von ihnen kommen, werden weder gelesen noch "
                + "aufgezeichnet. Geht eine Nachricht auch an andere, gilt das nicht.",
            "Messages that go to these offices only, or come from them, are neither read nor recorded. Where a "
                + "message goes to others too, this does not hold.")
    }

    /// How long findings are kept.
    var days: String {
        let count = policy.retentionDays
        return choose(count == 1 ? "einem Tag" : "\(count) Tagen", count == 1 ? "1 day" : "\(count) days")
    }

    /// The channels that are not read, in words; empty where there is none.
    var unread: String {
        let words = ConditionWords(language: language, topics: topics)
        return Channel.allCases.filter { !policy.settings(of: $0).isRead }.map(words.name).joined(
            separator: ", ")
    }
}
