public import SluiceModel

/// Somebody with whom people may write without being read: the works council, a reporting office, a lawyer.
public struct Exemption: Hashable, Sendable {
    /// Names it in reports and in `policyRule`.
    public var name: String
    public var kind: ExemptionKind
    public var title: LocalizedText
    /// Whole addresses, lower case.
    public var addresses: [String]
    /// Mail domains, lower case, without `@`; a domain stands for those below it too.
    public var domains: [String]
    /// Where it stands in the policy; nil for the official offices.
    public var place: PolicyPlace?

    public init(
        name: String, kind: ExemptionKind, title: LocalizedText, addresses: [String] = [],
        domains: [String] = [], place: PolicyPlace? = nil
    ) {
        self.place = place
        self.name = name
        self.kind = kind
        self.title = title
        self.addresses = addresses.map { $0.lowercased() }
        self.domains = domains.map { $0.lowercased() }
    }
}

/// What kind of office an exemption is for.
public enum ExemptionKind: String, CaseIterable, Sendable {
    case worksCouncil = "works-council"
    case dataProtection = "data-protection"
    /// Inside the organisation or outside, under the German HinSchG or a law like it.
    case reportingOffice = "reporting-office"
    case lawyer, union, court, other
}

extension ExemptionKind {
    /// What people read where the policy gives no title.
    public var title: LocalizedText {
        switch self {
        case .worksCouncil: LocalizedText([.german: "Betriebsrat", .english: "Works council"])
        case .dataProtection:
            LocalizedText([.german: "Datenschutzbeauftragte", .english: "Data protection officer"])
        case .reportingOffice: LocalizedText([.german: "Meldestelle", .english: "Reporting office"])
        case .lawyer: LocalizedText([.german: "Rechtsanwältinnen und Rechtsanwälte", .english: "Lawyers"])
        case .union: LocalizedText([.german: "Gewerkschaft", .english: "Trade union"])
        case .court: LocalizedText([.german: "Gerichte", .english: "Courts"])
        case .other: LocalizedText([.german: "Vertrauliche Stelle", .english: "Confidential office"])
        }
    }
}

extension Policy {
    /// The organisation's own exemptions and the official reporting offices.
    public var allExemptions: [Exemption] { exemptions + OfficialOffices.all }

    /// The exemption that applies to a message; nil where none does.
    ///
    /// Whoever asks often keeps a ``Judge``.
    public func exemption(sender: Person?, recipients: [Person]) -> Exemption? {
        ExemptionIndex(allExemptions).exemption(sender: sender, recipients: recipients)
    }
}
