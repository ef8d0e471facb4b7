import SluiceModel

/// The interface's words in the reader's language.
struct Words {
    enum Label { case because, harm, instead, ask, also }

    let language: Language

    init(_ language: Language) { self.language = language }

    func choose(_ german: String, _ english: String) -> String {
        switch language {
        case .german: german
        case .english: english
        }
    }

    /// A number's text with the language's sign before the decimals.
    func decimal(_ number: String) -> String {
        choose(String(number.map { $0 == "." ? "," : $0 }), number)
    }

    func severity(_ severity: Severity) -> String {
        severity.name(in: language)
    }

    func confidence(_ confidence: Confidence) -> String {
        switch confidence {
        case .low: choose("wenig sicher", "low confidence")
        case .medium: choose("ziemlich sicher", "medium confidence")
        case .high: choose("sehr sicher", "high confidence")
        }
    }

    func label(_ label: Label) -> String {
        switch label {
        case .because: choose("Beleg: ", "evidence: ")
        case .harm: choose("Schaden: ", "harm: ")
        case .instead: choose("Besser: ", "instead: ")
        case .ask: choose("Fragen: ", "ask: ")
        case .also: choose("Auch: ", "also: ")
        }
    }

    /// What the policy says of a finding, and which of its lines.
    func verdict(_ verdict: Verdict) -> String {
        let german: [Action: String] = [
            .pass: "geht hinaus", .tag: "Vermerk", .advise: "Hinweis", .confirm: "bestätigen",
            .hold: "anhalten",
            .refuse: "nicht hinaus",
        ]
        let word = choose(german[verdict.action] ?? "", verdict.action.rawValue)
        return "→ " + word + (verdict.policyRule.map { " (\($0))" } ?? "")
    }

    /// Whom to ask, and how soon there is an answer.
    func contact(_ contact: ContactInformation) -> String {
        let name = contact.name.text(in: language)
        let address = contact.address == name ? nil : contact.address
        let line = [name, address].compactMap(\.self).joined(separator: ", ")
        guard let time = contact.answersWithin.text(in: language) else { return line }
        return line + choose(" (Antwort innerhalb von \(time))", " (answers within \(time))")
    }

    /// What a file without text is; readers name it in English.
    func kind(_ kind: String) -> String {
        guard language == .german else { return kind }
        let german = [
            "picture": "Bild", "program": "Programm", "font": "Schrift", "sound or film": "Ton oder Film",
            "picture, sound or film": "Bild, Ton oder Film", "binary file": "Binärdatei",
            "signature or certificates": "Unterschrift oder Zertifikate",
            "not read: private": "nicht gelesen: privat",
            "symbolic link": "symbolischer Verweis", "special file": "Spezialdatei",
        ]
        return german[kind] ?? kind
    }
}
