import SluiceModel

/// The annex to an agreement between employer and works council.
extension PolicyPage {
    var annexBlocks: [PageBlock] {
        let title = choose(
            "Anlage: Prüfung ausgehender Nachrichten", "Annex: checking of outgoing messages")
        var blocks: [PageBlock] = [.heading(name.map { "\($0) – \(title)" } ?? title, level: 1)]
        blocks.append(
            .paragraph(
                choose(
                    "Diese Anlage beschreibt die technische Einrichtung (§ 87 Abs. 1 Nr. 6 BetrVG), wie sie nach den "
                        + "geltenden Einstellungen arbeitet. Sie ist aus der Einstellungsdatei erzeugt, deren Prüfsumme "
                        + "hier und in jedem Bericht steht.",
                    "This annex describes the technical facility (section 87(1) no. 6 of the German Works Constitution "
                        + "Act) as it works under the settings in force. It is made from the file of settings, whose "
                        + "checksum stands here and in every report.")))
        blocks.append(fingerprint)
        blocks += purpose + data + place + period + revealing + consequences
        blocks.append(.heading(choose("Ausgenommene Stellen", "Exempt offices"), level: 2))
        blocks.append(.paragraph(exemptionSentence))
        blocks.append(exemptionTable)
        if let contactTable {
            blocks.append(.heading(choose("Ansprechpersonen", "Contacts"), level: 2))
            blocks.append(contactTable)
        }
        blocks.append(
            .signatures([
                choose("Ort, Datum", "Place, date"), choose("Ort, Datum", "Place, date"),
                choose("Arbeitgeber", "Employer"), choose("Betriebsrat", "Works council"),
            ]))
        return blocks
    }

    private var purpose: [PageBlock] {
        let text =
            policy.agreement.purpose.text(in: language)
            ?? choose(
                "Schutz von Geschäftsgeheimnissen (§ 2 GeschGehG) und von personenbezogenen Daten davor, dass sie "
                    + "unbemerkt die Firma verlassen. Zu keinem anderen Zweck, insbesondere nicht zur Kontrolle von "
                    + "Leistung oder Verhalten.",
                "Protection of trade secrets and of personal data from leaving the company unnoticed. For no other "
                    + "purpose, in particular not to monitor performance or conduct.")
        return [.heading(choose("Zweck", "Purpose"), level: 2), .paragraph(text)]
    }

    private var data: [PageBlock] {
        let words = ConditionWords(language: language, topics: topics)
        let read = Channel.allCases.filter { policy.settings(of: $0).isRead }.map(words.name)
        let titles = topics.map { $0.title.text(in: language) ?? $0.name }
        var facts = [
            PageFact(choose("Angesehen", "Looked at"), read.joined(separator: ", ")),
            PageFact(choose("Gesucht wird", "Looked for"), titles.joined(separator: ", ")),
            PageFact(
                choose("Festgehalten je Fund", "Kept of each finding"),
                choose(
                    "Regel, Ort in der Nachricht, der verdeckte Wert mit einigen Worten darum, in denen andere Werte "
                        + "und die Namen der Beteiligten verdeckt sind, Zeitpunkt, Kanal, ein mit Schlüssel gebildetes "
                        + "Pseudonym der schreibenden Person",
                    "the rule, the place in the message, the masked value with some words around it, in which other "
                        + "values and the names of those involved are masked, the time, the channel, a keyed "
                        + "pseudonym of whoever wrote it")),
            PageFact(
                choose("Nicht festgehalten", "Not kept"),
                choose(
                    "der übrige Text der Nachricht, Namen und Adressen, Zahlen zu einzelnen Personen; Auswertungen "
                        + "über weniger als fünf Personen werden unterdrückt",
                    "the rest of the message, names and addresses, figures about single persons; aggregates of fewer "
                        + "than five persons are suppressed")),
        ]
        if !unread.isEmpty {
            facts.insert(PageFact(choose("Nicht angesehen", "Not looked at"), unread), at: 1)
        }
        return [.heading(choose("Daten", "Data"), level: 2), .facts(facts)]
    }

    private var place: [PageBlock] {
        let text =
            policy.agreement.place.text(in: language)
            ?? choose(
                "Auf Rechnern der Firma. Das Programm sendet nichts an Dritte.",
                "On machines of the company. The program sends nothing to anybody else.")
        return [.heading(choose("Ort", "Place"), level: 2), .paragraph(text)]
    }

    private var period: [PageBlock] {
        let limits = policy.gateway.limits
        return [
            .heading(choose("Dauer", "Period"), level: 2),
            .list([
                choose("Funde werden nach \(days) gelöscht.", "Findings are removed after \(days)."),
                choose(
                    "Angehaltene E-Mails gehen nach \(limits.holdDays) Tagen zurück, wenn sie niemand freigibt.",
                    "Held mails go back after \(limits.holdDays) days unless somebody releases them."),
                choose(
                    "Bestätigungen gelten \(limits.confirmHours) Stunden.",
                    "Confirmations hold for \(limits.confirmHours) hours."),
            ]),
        ]
    }

    private var revealing: [PageBlock] {
        let offices = policy.agreement.mayReveal
        let who =
            offices.isEmpty
            ? choose("Niemand ist dazu benannt.", "Nobody is named for it.")
            : choose("Benannt sind: ", "Named for it: ") + offices.joined(separator: ", ") + "."
        return [
            .heading(
                choose("Wer Werte oder Namen aufdecken darf", "Who may reveal values or names"), level: 2),
            .paragraph(
                who + " "
                    + choose(
                        "Jedes Aufdecken hinterlässt eine Zeile in einer Datei, deren Zeilen miteinander verkettet sind, so "
                            + "dass keine unbemerkt fehlen kann.",
                        "Every time leaves a line in a file whose lines are chained, so that none can be missing "
                            + "unnoticed.")),
        ]
    }

    private var consequences: [PageBlock] {
        [
            .heading(choose("Was mit einer Nachricht geschieht", "What happens to a message"), level: 2),
            verdictTable,
            .table(
                PageTable(
                    caption: choose(
                        "Was mit einer E-Mail geschieht, die nicht geprüft werden konnte",
                        "What happens to a mail that could not be checked"),
                    header: [choose("Grund", "Cause"), choose("dann", "then")],
                    rows: GatewayCause.allCases.map { [word($0), word(policy.gateway.answer(to: $0))] })),
        ]
    }

    private func word(_ cause: GatewayCause) -> String {
        switch cause {
        case .error: choose("Fehler im Programm", "error in the program")
        case .timeout: choose("Zeit abgelaufen", "out of time")
        case .oversize: choose("zu groß", "too large")
        case .limit: choose("Grenze beim Entpacken erreicht", "limit of unpacking reached")
        case .encrypted: choose("verschlüsselt", "encrypted")
        case .undecodable: choose("nicht lesbar", "undecodable")
        case .ambiguous: choose("mehrdeutig aufgebaut", "ambiguous")
        case .rulesMissing: choose("Regeln fehlen", "rules missing")
        }
    }

    private func word(_ answer: GatewayAnswer) -> String {
        switch answer {
        case .acceptAndTag:
            choose("geht sie hinaus, mit einem Vermerk im Kopf", "it goes out with a note in its header")
        case .hold:
            choose("wird sie angehalten, bis jemand sie freigibt", "it is held until somebody releases it")
        case .tempfail: choose("wird sie später noch einmal versucht", "it is tried again later")
        case .reject:
            choose("geht sie nicht hinaus, und Sie erfahren warum", "it does not go out, and you learn why")
        }
    }
}
