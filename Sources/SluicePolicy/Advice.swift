public import SluiceModel

/// What a person is told because of a verdict: what it is about, why, what to do instead, whom to ask.
///
/// It holds no value and no text of the message, so it may go into mails and answers of a mail server.
public struct Advice: Hashable, Sendable {
    /// What is said about the findings of one rule.
    public struct Topic: Hashable, Sendable {
        public var rule: RuleID
        public var action: Action
        public var title: String
        public var why: String?
        public var instead: String?
        public var contact: ContactLine?
        /// How many findings there are.
        public var count: Int
    }

    /// Whom to ask, in words.
    public struct ContactLine: Hashable, Sendable {
        public var name: String
        public var address: String?
        /// Such as `2 hours`; nil where no time is promised.
        public var answersWithin: String?

        /// All of it as one phrase.
        public func text(in language: Language) -> String {
            var text = name
            if let address { text += ", " + address }
            guard let answersWithin else { return text }
            let words = language == .german ? "Antwort innerhalb von" : "answers within"
            return text + " (\(words) \(answersWithin))"
        }
    }

    public var language: Language
    public var action: Action
    /// One sentence that says what happens to the message.
    public var heading: String
    /// The strictest first.
    public var topics: [Topic]
    /// The two questions that everybody may ask before sending.
    public var questions: [String]
    /// The way that is open to everybody, such as the works council; only where a message is held back.
    public var exemptPath: String?

    /// All of it as plain text, a line each; nothing is wrapped.
    public var lines: [String] {
        let words = AdviceWords(language: language)
        var lines = [heading]
        for topic in topics {
            lines.append("– " + topic.title + (topic.count > 1 ? " (\(topic.count))" : ""))
            if let why = topic.why { lines.append("  \(words.why): \(why)") }
            if let instead = topic.instead { lines.append("  \(words.instead): \(instead)") }
            if let contact = topic.contact {
                lines.append("  \(words.ask): \(contact.text(in: language))")
            }
        }
        lines += questions
        if let exemptPath { lines.append(exemptPath) }
        return lines
    }
}

extension Policy {
    /// What to tell a person about a message's verdict; findings that pass are left out.
    ///
    /// `judgement` is what a ``Judge`` said of just these `findings`.
    public func advice(
        on judgement: MessageVerdict, _ findings: [Finding], rules: [RuleInformation],
        language: Language? = nil
    ) -> Advice {
        let language = language ?? self.language
        let words = AdviceWords(language: language)
        let information = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var topics: [RuleID: Advice.Topic] = [:]
        for (finding, verdict) in zip(findings, judgement.findings) where verdict.action > .pass {
            if var known = topics[finding.rule] {
                known.count += 1
                known.action = max(known.action, verdict.action)
                topics[finding.rule] = known
            } else {
                topics[finding.rule] = topic(
                    finding.rule, verdict.action, information[finding.rule], language)
            }
        }
        let action = judgement.action
        return Advice(
            language: language, action: action, heading: words.heading(action),
            topics: topics.values.sorted { left, right in
                left.action == right.action ? left.rule < right.rule : left.action > right.action
            },
            questions: words.questions, exemptPath: action >= .confirm ? exemptPath(in: language) : nil)
    }

    private func topic(
        _ rule: RuleID, _ action: Action, _ information: RuleInformation?, _ language: Language
    ) -> Advice.Topic {
        let contact = contact(for: rule, pack: information?.pack)
        return Advice.Topic(
            rule: rule, action: action, title: information?.title.text(in: language) ?? rule.description,
            why: information?.why.text(in: language), instead: information?.instead.text(in: language),
            contact: contact.map { $0.line(in: language) }, count: 1)
    }

    /// The sentence that names the ways that are open to everybody.
    public func exemptPath(in language: Language) -> String {
        let own = exemptions.map { exemption in
            let title = exemption.title.text(in: language) ?? exemption.name
            return exemption.addresses.first.map { "\(title) (\($0))" } ?? title
        }
        let official = OfficialOffices.all.compactMap { $0.title.text(in: language) }
        return AdviceWords(language: language).exemptPath(own: own, official: official)
    }
}

extension Contact {
    public func line(in language: Language) -> Advice.ContactLine {
        Advice.ContactLine(
            name: name.text(in: language) ?? address ?? "", address: address,
            answersWithin: answersWithin?.text(in: language))
    }
}
