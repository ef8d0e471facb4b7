public import SluiceModel
public import SluicePolicy

/// What senders are told, by the answer of the mail server or by a note.
struct ReplyTexts {
    let rules: CheckRules
    let result: CheckResult
    let reference: String

    init(_ rules: CheckRules, _ result: CheckResult, reference: String) {
        self.rules = rules
        self.result = result
        self.reference = reference
    }

    var language: Language { rules.policy.language }
    private var isGerman: Bool { language == .german }

    /// What the policy says about the findings, line by line.
    func advice(_ judgement: MessageVerdict?) -> Advice? {
        judgement.map { rules.policy.advice(on: $0, result.findings, rules: rules.information) }
    }

    func refusal(_ judgement: MessageVerdict?) -> SMTPReply {
        guard judgement?.action == .refuse, let advice = advice(judgement) else {
            return .refusal([
                isGerman
                    ? "Die Nachricht konnte nicht geprüft werden und geht deshalb nicht hinaus: \(causes)."
                    : "The message could not be checked, so it does not go out: \(causes).", contactLine,
                mark,
            ])
        }
        return .refusal(advice.lines + [mark])
    }

    func confirmation(_ judgement: MessageVerdict?, code: String?) -> SMTPReply {
        var lines = advice(judgement)?.lines ?? []
        let hours = rules.policy.gateway.limits.confirmHours
        if let code {
            lines.append(
                isGerman
                    ? "Soll die Nachricht trotzdem hinausgehen, senden Sie sie innerhalb von \(hours) Stunden noch "
                        + "einmal mit [ok \(code)] im Betreff; das wird vermerkt, und der Zusatz wird entfernt."
                    : "If the message is to go out nevertheless, send it once more within \(hours) hours with "
                        + "[ok \(code)] in its subject; that is noted, and the mark is taken out.")
        } else {
            lines.append(
                isGerman
                    ? "Für dieses Thema kann die Nachricht nicht durch eine Bestätigung hinausgehen."
                    : "For this topic the message cannot go out by a confirmation.")
        }
        return .refusal(lines + [mark])
    }

    var later: SMTPReply {
        .later([
            isGerman
                ? "Die Nachricht konnte gerade nicht geprüft werden und wird später noch einmal versucht."
                : "The message could not be checked just now and will be tried again later.", mark,
        ])
    }

    /// Why a mail could not be judged, in words.
    var causes: String {
        result.causes.sorted { $0.rawValue < $1.rawValue }.map { CauseWords.text($0, language) }
            .joined(separator: "; ")
    }

    var mark: String { (isGerman ? "Kennzeichen: " : "Reference: ") + reference }

    /// Whom to ask where no topic names anybody.
    var generalContact: Contact? { rules.policy.contacts.first { $0.topic.isEmpty } }

    private var contactLine: String {
        guard let contact = generalContact else { return "" }
        return AdviceWords(language: language).ask + ": " + contact.line(in: language).text(in: language)
    }
}

/// Names the causes as people read them.
public enum CauseWords {
    public static func text(_ cause: GatewayCause, _ language: Language) -> String {
        switch (cause, language) {
        case (.error, .german): "Fehler bei der Prüfung"
        case (.error, .english): "an error while it was checked"
        case (.timeout, .german): "die Prüfung dauerte zu lange"
        case (.timeout, .english): "checking it took too long"
        case (.oversize, .german): "die Nachricht ist zu groß"
        case (.oversize, .english): "the message is too large"
        case (.limit, .german): "ein Anhang überschreitet die Grenzen der Prüfung"
        case (.limit, .english): "an attachment is beyond what can be checked"
        case (.encrypted, .german): "ein Teil ist verschlüsselt"
        case (.encrypted, .english): "a part is encrypted"
        case (.undecodable, .german): "ein Teil ist nicht lesbar"
        case (.undecodable, .english): "a part cannot be read"
        case (.ambiguous, .german): "die Nachricht lässt sich auf mehr als eine Weise lesen"
        case (.ambiguous, .english): "the message can be read in more than one way"
        case (.rulesMissing, .german): "die Regeln fehlen"
        case (.rulesMissing, .english): "the rules are missing"
        }
    }
}
