public import SluiceModel

/// The standing words of advice; neutral, without blame.
public struct AdviceWords: Sendable {
    public var language: Language

    public init(language: Language) { self.language = language }

    public func heading(_ action: Action) -> String {
        switch (action, language) {
        case (.pass, .german): "Die Nachricht geht hinaus."
        case (.pass, .english): "The message goes out."
        case (.tag, .german): "Die Nachricht geht hinaus und trägt einen Hinweis."
        case (.tag, .english): "The message goes out and carries a note."
        case (.advise, .german):
            "Die Nachricht geht hinaus. Ein Hinweis dazu: Sie enthält etwas, das in der Firma bleiben sollte."
        case (.advise, .english):
            "The message goes out. A note on it: it holds something that should stay in the company."
        case (.confirm, .german):
            "Die Nachricht wartet auf Ihre Bestätigung: Sie enthält etwas, das in der Firma bleiben sollte."
        case (.confirm, .english):
            "The message waits for your confirmation: it holds something that should stay in the company."
        case (.hold, .german):
            "Die Nachricht wird angehalten, bis jemand sie freigibt: Sie enthält etwas, das in der Firma "
                + "bleiben sollte."
        case (.hold, .english):
            "The message is held until somebody releases it: it holds something that should stay in the "
                + "company."
        case (.refuse, .german):
            "Die Nachricht geht nicht hinaus: Sie enthält etwas, das in der Firma bleiben muss."
        case (.refuse, .english):
            "The message does not go out: it holds something that has to stay in the company."
        }
    }

    public var why: String { language == .german ? "Warum" : "Why" }
    public var instead: String { language == .german ? "Stattdessen" : "Instead" }
    public var ask: String { language == .german ? "Fragen beantwortet" : "Whom to ask" }

    /// What everybody may ask before sending.
    public var questions: [String] {
        switch language {
        case .german: ["Wer fragt, und warum?", "Was folgt daraus, für die Firma und für mich?"]
        case .english:
            ["Who is asking, and why?", "What follows from it, for the company and for me?"]
        }
    }

    func exemptPath(own: [String], official: [String]) -> String {
        let all = (own + official).joined(separator: "; ")
        switch language {
        case .german: return "Immer offen, ungelesen und nicht aufgezeichnet: Nachrichten nur an \(all)."
        case .english: return "Always open, unread and not recorded: messages to none but \(all)."
        }
    }
}
