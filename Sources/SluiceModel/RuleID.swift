/// The name of a rule: lower-case words joined by hyphens, 80 bytes at most, unique in a rule set.
public struct RuleID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let description: String

    /// Nil where `name` is not of that form.
    public init?(_ name: some StringProtocol) {
        let bytes = Array(name.utf8)
        guard (1...80).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D else { return nil }
        let isWord = bytes.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard isWord, !zip(bytes, bytes.dropFirst()).contains(where: { $0 == 0x2D && $1 == 0x2D }) else {
            return nil
        }
        description = String(name)
    }

    public static func < (left: RuleID, right: RuleID) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}

/// What a report says of a rule.
public struct RuleInformation: Hashable, Sendable {
    public var id: RuleID
    public var title: LocalizedText
    public var severity: Severity
    public var why: LocalizedText
    public var instead: LocalizedText
    public var pack: String?
    public var references: [String]
    /// Whom to ask about its findings, as the policy in force says; nil where it names nobody.
    public var contact: ContactInformation?

    public init(
        id: RuleID, title: LocalizedText, severity: Severity, why: LocalizedText = .init(),
        instead: LocalizedText = .init(), pack: String? = nil, references: [String] = []
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.why = why
        self.instead = instead
        self.pack = pack
        self.references = references
    }
}

/// Whom to ask, and how soon there is an answer, as reports say it.
public struct ContactInformation: Hashable, Sendable {
    /// An office or a person, as the policy names it.
    public var name: LocalizedText
    /// A mail address or a telephone number.
    public var address: String?
    /// Such as *2 hours*; empty where no time is promised.
    public var answersWithin: LocalizedText

    public init(name: LocalizedText, address: String? = nil, answersWithin: LocalizedText = LocalizedText()) {
        self.name = name
        self.address = address
        self.answersWithin = answersWithin
    }
}
