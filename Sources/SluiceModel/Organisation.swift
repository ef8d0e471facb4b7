/// By what the organisation that scans knows its own people and its partners.
public struct Organisation: Sendable {
    /// Mail domains, lower case, without `@`; a domain stands for those below it too.
    public var domains: [String]
    public var partnerDomains: [String]
    /// Names under which its people write in chats and forums.
    public var names: [String]
    /// Telephone numbers, digits with the country's code.
    public var numbers: [String]

    public init(
        domains: [String] = [], partnerDomains: [String] = [], names: [String] = [], numbers: [String] = []
    ) {
        self.domains = domains
        self.partnerDomains = partnerDomains
        self.names = names
        self.numbers = numbers
    }

    /// Whose words `person` writes; unknown where the organisation has told nothing about itself.
    public func role(of person: Person?) -> AuthorRole {
        guard let person, !(domains.isEmpty && names.isEmpty && numbers.isEmpty) else { return .unknown }
        if let address = person.address {
            if let domain = MailDomain(address: address) {
                return domains.contains(where: domain.isWithin) ? .own : .other
            }
            if let digits = Organisation.number(address),
                numbers.contains(where: { Organisation.number($0) == digits })
            {
                return .own
            }
        }
        guard let name = person.name else { return .unknown }
        if names.contains(where: { $0.lowercased() == name.lowercased() }) { return .own }
        if let digits = Organisation.number(name),
            numbers.contains(where: { Organisation.number($0) == digits })
        {
            return .own
        }
        return .other
    }

    /// The digits of what is written as a telephone number; nil where it is none.
    private static func number(_ text: String) -> String? {
        let digits = text.unicodeScalars.filter { ("0"..."9").contains($0) }
        let isNumber = text.unicodeScalars.allSatisfy {
            ("0"..."9").contains($0) || " +-()/\u{A0}\u{202A}\u{202C}".unicodeScalars.contains($0)
        }
        guard isNumber, digits.count >= 6 else { return nil }
        var bare = String(String.UnicodeScalarView(digits))
        while bare.hasPrefix("0") { bare.removeFirst() }
        return bare
    }
}
