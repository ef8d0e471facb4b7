import SluiceModel
import SluicePolicy

/// Words the notes that go with a verdict.
struct NoteTexts {
    private let texts: ReplyTexts
    private let fields: MailFields
    private let keepsName: Bool

    /// `keepsName` says whether the mail server has the mail under the reference of `texts`.
    init(_ texts: ReplyTexts, _ fields: MailFields, keepsName: Bool = true) {
        self.texts = texts
        self.fields = fields
        self.keepsName = keepsName
    }

    private var isGerman: Bool { texts.language == .german }
    private var sender: String? { texts.result.context.sender?.address }
    /// Who is told; nobody where a program wrote the mail, since it would answer, or tell a whole list.
    private var reader: String? { fields.isAutomatic ? nil : sender }

    /// The note to the sender of a mail that went out; none to the null sender.
    var advice: [Note] {
        guard let reader, let advice = texts.advice(texts.result.judgement) else { return [] }
        return [
            Note(
                to: reader, subject: isGerman ? "Hinweis zu Ihrer Nachricht" : "A note on your message",
                replyTo: contacts(advice).first?.address,
                lines: [about, ""] + advice.lines + ["", texts.mark])
        ]
    }

    /// The notes to the sender and to those who decide about a held mail.
    ///
    /// A note that is held itself, where notes are checked, is told to nobody: the next one would be held as well.
    var hold: [Note] {
        guard sender != nil || !fields.isNote else { return [] }
        let advice = texts.advice(texts.result.judgement)
        var contacts = advice.map(contacts) ?? []
        if contacts.isEmpty, let general = texts.generalContact {
            contacts = [general.line(in: texts.language)]
        }
        var notes: [Note] = []
        if let reader {
            notes.append(
                Note(
                    to: reader,
                    subject: isGerman
                        ? "Ihre Nachricht wartet auf eine Freigabe" : "Your message waits for a release",
                    replyTo: contacts.first?.address,
                    lines: [about, ""] + reasons(advice) + contacts.map(ask) + [expiry, "", texts.mark]))
        }
        for address in Set(contacts.compactMap(\.address).filter { $0.contains("@") }).sorted() {
            notes.append(
                Note(
                    to: address,
                    subject: (isGerman
                        ? "Eine Nachricht wartet auf Ihre Entscheidung: " : "A message waits for you: ")
                        + texts.reference,
                    lines: [aboutSender, ""] + reasons(advice) + [""] + commands + [expiry, "", texts.mark]))
        }
        return notes
    }

    private func contacts(_ advice: Advice) -> [Advice.ContactLine] {
        var contacts: [Advice.ContactLine] = []
        for contact in advice.topics.compactMap(\.contact) where !contacts.contains(contact) {
            contacts.append(contact)
        }
        return contacts
    }

    private func reasons(_ advice: Advice?) -> [String] {
        var lines = advice.map { $0.topics.isEmpty ? [] : $0.lines } ?? []
        if !texts.result.causes.isEmpty {
            lines.append((isGerman ? "Nicht geprüft: " : "Not checked: ") + texts.causes)
        }
        return lines
    }

    private var about: String {
        let all = texts.result.context.recipients.compactMap(\.address)
        let names = all.prefix(5).joined(separator: ", ") + (all.count > 5 ? ", …" : "")
        return isGerman ? "Es geht um Ihre Nachricht an \(names)." : "This is about your message to \(names)."
    }

    private var aboutSender: String {
        let from = sender ?? "<>"
        let count = texts.result.context.recipients.count
        return isGerman
            ? "Eine Nachricht von \(from) an \(count) Empfänger wurde angehalten."
            : "A message from \(from) to \(count) recipients is being held."
    }

    private var commands: [String] {
        let name = keepsName ? texts.reference : "ID"
        let lines =
            isGerman
            ? ["Freigeben: sluice release \(name)", "Zurücksenden: sluice return \(name)"]
            : ["To release it: sluice release \(name)", "To send it back: sluice return \(name)"]
        return keepsName ? lines : lines + [whereTheName]
    }

    private var whereTheName: String {
        isGerman
            ? "Die ID nennt postqueue -p, neben dem Absender; hinter ihr steht dort ein Ausrufezeichen."
            : "postqueue -p names the ID, beside the sender; an exclamation mark stands behind it there."
    }

    private var expiry: String {
        let days = texts.rules.policy.gateway.limits.holdDays
        return isGerman
            ? "Entscheidet niemand, geht die Nachricht nach \(days) Tagen an den Absender zurück."
            : "If nobody decides, the message goes back to its sender after \(days) days."
    }

    private func ask(_ contact: Advice.ContactLine) -> String {
        AdviceWords(language: texts.language).ask + ": " + contact.text(in: texts.language)
    }
}
