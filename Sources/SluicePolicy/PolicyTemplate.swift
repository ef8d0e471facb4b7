public import SluiceModel

/// What an organisation says of itself when it begins; the first files are made of it.
public struct PolicyTemplate: Sendable {
    public static let keyFile = ".sluice.key"
    public static let projectFile = "terms/projects.txt"
    public static let customerFile = "terms/customers.txt"

    public var language: Language
    public var name: String?
    public var domains: [String]
    public var partners: [String]
    /// The address of whoever answers questions.
    public var contact: String?
    public var worksCouncil: String?

    public init(
        language: Language, name: String? = nil, domains: [String] = [], partners: [String] = [],
        contact: String? = nil, worksCouncil: String? = nil
    ) {
        self.language = language
        self.name = name
        self.domains = domains
        self.partners = partners
        self.contact = contact
        self.worksCouncil = worksCouncil
    }

    /// The commented `sluice.yaml`; it loads without a fault where the addresses and domains are ones.
    public var policy: String {
        let texts = TemplateTexts(language: language)
        var text = texts.head
        text += "language: \(language.rawValue)\n\n"
        text += texts.mode + "mode: observe\n\n"
        text += texts.organisation + "organisation:\n"
        text += name.map { "  name: \(PolicyTemplate.quoted($0))\n" } ?? ""
        text += "  domains: \(PolicyTemplate.list(domains))\n"
        text += "  partner-domains: \(PolicyTemplate.list(partners))\n"
        text += texts.names + "\n"
        text += texts.dictionaries + dictionaries + "\n"
        text += texts.packs + "packs: {}\n\n"
        text += texts.verdicts + PolicyTemplate.verdicts + "\n"
        text += texts.exemptions + exemptions + "\n"
        text += texts.contacts + contacts + "\n"
        text += texts.rest
        return text
    }

    /// A list of terms for people to go on with.
    public func terms(_ terms: [String], isProjects: Bool) -> String {
        let texts = TemplateTexts(language: language)
        return (isProjects ? texts.projectTerms : texts.customerTerms) + terms.map { $0 + "\n" }.joined()
    }

    private var dictionaries: String {
        let inflection = "    inflect: \(language.rawValue)\n"
        return """
            dictionaries:
              - name: projects
                title: { de: Projektname, en: Project name }
                severity: high
                file: \(PolicyTemplate.projectFile)
            \(inflection)  - name: customers
                title: { de: Kundenname, en: Customer name }
                severity: medium
                file: \(PolicyTemplate.customerFile)
            \(inflection)
            """
    }

    private var exemptions: String {
        guard let worksCouncil else { return "exemptions: []\n" }
        return """
            exemptions:
              - { kind: works-council, addresses: [\(PolicyTemplate.quoted(worksCouncil))] }

            """
    }

    private var contacts: String {
        guard let contact else { return "contacts: []\n" }
        return """
            contacts:
              - name: { de: Informationssicherheit, en: Information security }
                address: \(PolicyTemplate.quoted(contact))
                answers-within: 1d

            """
    }

    private static let verdicts = """
        verdicts:
          - { name: note-everything, action: tag, when: { severity: low } }
          - { name: advise-outside, action: advise, when: { severity: medium, audience: [partner, public] } }
          - { name: confirm-grave, action: confirm, when: { severity: high, confidence: high, audience: public } }
          - { name: hold-many-people, action: hold, when: { pack: personal-data, distinct: 20, audience: public } }
          - { name: never-credentials, action: refuse, when: { pack: credentials, confidence: high, audience: public } }

        """

    private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }

    /// A text as YAML has it between single quotation marks; as it is where that is plain.
    static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && !text.allSatisfy(\.isNumber)
            && text.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
                    || ".-".unicodeScalars.contains($0)
            } && text.first?.isLetter == true
            && !["yes", "no", "on", "off", "true", "false", "null"].contains(text)
        if isPlain { return text }
        let line = text.map { $0.isNewline ? " " : $0 == "'" ? "''" : String($0) }.joined()
        return "'\(line)'"
    }
}
