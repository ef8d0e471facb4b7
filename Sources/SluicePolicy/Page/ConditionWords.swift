import SluiceModel

/// Conditions and actions as people read them.
struct ConditionWords {
    let language: Language
    let topics: [PolicyTopic]

    private func choose(_ german: String, _ english: String) -> String {
        language == .german ? german : english
    }

    func text(_ conditions: VerdictConditions) -> String {
        var words: [String] = []
        if !conditions.topic.isEmpty { words.append(names(conditions.topic)) }
        if let severity = conditions.severity {
            words.append(choose("Schaden mindestens ", "harm at least ") + word(severity))
        }
        if let confidence = conditions.confidence {
            words.append(choose("Gewissheit mindestens ", "certainty at least ") + word(confidence))
        }
        if let distinct = conditions.distinct {
            words.append(
                choose(
                    "mindestens \(distinct) verschiedene Werte in einer Nachricht",
                    "at least \(distinct) different values in a message"))
        }
        add(conditions.channels.map(word), choose("in ", "in "), &words)
        add(conditions.audiences.map(word), choose("an ", "to "), &words)
        add(conditions.layers.map(layer), choose("im ", "in the "), &words)
        add(conditions.authors.map(word), choose("geschrieben von ", "written by "), &words)
        return words.joined(separator: "; ")
    }

    /// The titles of packs and rules, one or the other.
    func names(_ topic: RuleTopic) -> String {
        let packs = topic.packs.map { name in
            topics.first { $0.name == name }?.title.text(in: language) ?? name
        }
        let rules = topic.rules.map { rule in
            topics.lazy.compactMap { $0.rules[rule]?.text(in: language) }.first ?? rule.description
        }
        return any(packs + rules)
    }

    private func add(_ alternatives: [String], _ lead: String, _ words: inout [String]) {
        guard !alternatives.isEmpty else { return }
        words.append(lead + any(alternatives))
    }

    private func any(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + choose(" oder ", " or ") + last
    }

    /// What happens to a message, as the end of a sentence.
    func text(_ action: Action) -> String {
        switch action {
        case .pass: choose("geht sie hinaus", "it goes out")
        case .tag:
            choose("geht sie hinaus, mit einem Vermerk im Kopf", "it goes out with a note in its header")
        case .advise:
            choose("geht sie hinaus, und Sie bekommen einen Hinweis", "it goes out, and you get a note")
        case .confirm: choose("wartet sie auf Ihre Bestätigung", "it waits for your confirmation")
        case .hold:
            choose("wird sie angehalten, bis jemand sie freigibt", "it is held until somebody releases it")
        case .refuse:
            choose("geht sie nicht hinaus, und Sie erfahren warum", "it does not go out, and you learn why")
        }
    }

    private func word(_ severity: Severity) -> String {
        switch severity {
        case .info: choose("unerheblich", "negligible")
        case .low: choose("gering", "low")
        case .medium: choose("mittel", "medium")
        case .high: choose("hoch", "high")
        case .critical: choose("sehr hoch", "critical")
        }
    }

    private func word(_ confidence: Confidence) -> String {
        switch confidence {
        case .low: choose("gering", "low")
        case .medium: choose("mittel", "medium")
        case .high: choose("hoch", "high")
        }
    }

    /// The channel as the subject of a sentence.
    func name(_ channel: Channel) -> String {
        channel == .social ? choose("soziale Netzwerke", "social networks") : word(channel)
    }

    private func word(_ channel: Channel) -> String {
        switch channel {
        case .mail: choose("E-Mails", "mails")
        case .chat: choose("Chats", "chats")
        case .forum: choose("Foren", "forums")
        case .social: choose("sozialen Netzwerken", "social networks")
        case .file: choose("Dateien", "files")
        }
    }

    private func word(_ audience: AudienceCondition) -> String {
        switch audience {
        case .internal: choose("Empfänger in der Firma", "recipients in the company")
        case .partner: choose("Partner", "partners")
        case .public: choose("alle anderen", "everybody else")
        case .unknown: choose("unbekannte Empfänger", "unknown recipients")
        }
    }

    private func layer(_ name: String) -> String {
        switch name {
        case "own": choose("eigenen Text", "author's own text")
        case "quoted": choose("Zitat", "quotation")
        case "forwarded": choose("weitergeleiteten Text", "forwarded text")
        case "signature": choose("Signaturblock", "signature block")
        default: choose("Haftungshinweis", "disclaimer")
        }
    }

    private func word(_ role: AuthorRole) -> String {
        switch role {
        case .own: choose("eigenen Leuten", "own people")
        case .customer: choose("Kunden", "customers")
        case .other: choose("anderen", "others")
        case .unknown: choose("Unbekannten", "unknown people")
        }
    }
}
