public import SluiceModel

/// Whom to ask about a topic, and how soon there is an answer.
public struct Contact: Hashable, Sendable {
    /// An office or a person, as the policy names it.
    public var name: LocalizedText
    /// A mail address or a telephone number.
    public var address: String?
    /// The time within which an answer comes; nil where none is promised.
    public var answersWithin: AnswerTime?
    /// Empty for everything that no other contact answers for.
    public var topic: RuleTopic

    public init(
        name: LocalizedText, address: String? = nil, answersWithin: AnswerTime? = nil,
        topic: RuleTopic = RuleTopic()
    ) {
        self.name = name
        self.address = address
        self.answersWithin = answersWithin
        self.topic = topic
    }
}

/// A time that somebody needs to answer: a whole number of minutes, hours or days.
public struct AnswerTime: Hashable, Sendable {
    public enum Unit: String, CaseIterable, Sendable { case minutes = "min", hours = "h", days = "d" }

    public var count: Int
    public var unit: Unit

    public init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// Reads `30min`, `2h` or `1d`; nil where `text` is not of that form.
    public init?(_ text: some StringProtocol) {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let count = Int(digits), (1...999).contains(count), let unit = Unit(rawValue: String(unit))
        else { return nil }
        self.init(count, unit)
    }

    public func text(in language: Language) -> String {
        let words =
            switch (unit, language) {
            case (.minutes, .german): ("Minute", "Minuten")
            case (.minutes, .english): ("minute", "minutes")
            case (.hours, .german): ("Stunde", "Stunden")
            case (.hours, .english): ("hour", "hours")
            case (.days, .german): ("Tag", "Tagen")
            case (.days, .english): ("day", "days")
            }
        return "\(count) \(count == 1 ? words.0 : words.1)"
    }
}

extension Contact {
    /// As reports say it.
    var information: ContactInformation {
        let times = answersWithin.map { time in
            Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, time.text(in: $0)) })
        }
        return ContactInformation(name: name, address: address, answersWithin: LocalizedText(times ?? [:]))
    }
}

extension Policy {
    /// Whom to ask about a finding of `rule`; nil where the policy names nobody.
    ///
    /// A contact that names the rule comes before one that names its pack, and that before one for everything.
    public func contact(for rule: RuleID, pack: String?) -> Contact? {
        contacts.first { $0.topic.rules.contains(rule) }
            ?? contacts.first { contact in pack.map(contact.topic.packs.contains) ?? false }
            ?? contacts.first { $0.topic.isEmpty }
    }

    /// Rules as reports name them, each with whom to ask about its findings.
    public func withContacts(_ rules: [RuleInformation]) -> [RuleInformation] {
        guard !contacts.isEmpty else { return rules }
        return rules.map { rule in
            var rule = rule
            rule.contact = contact(for: rule.id, pack: rule.pack)?.information
            return rule
        }
    }
}
