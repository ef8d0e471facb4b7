import SluiceModel
import SluiceYAML

/// Who is who: the organisation, whom to ask, with whom people write unread.
extension PolicyReader {
    mutating func readOrganisation(_ value: YAMLValue) {
        guard let mapping = value.mapping(keys: ["name", "domains", "partner-domains", "names", "numbers"])
        else { return }
        policy.organisationName = mapping["name"]?.words()
        policy.organisation = Organisation(
            domains: texts(mapping["domains"]) { $0.domain() },
            partnerDomains: texts(mapping["partner-domains"]) { $0.domain() },
            names: texts(mapping["names"]) { $0.words() },
            numbers: texts(mapping["numbers"]) { $0.words() })
        for name in mapping["partner-domains"]?.list() ?? []
        where name.isText && policy.organisation.domains.contains(name.domain() ?? "") {
            name.fault("own-partner", "a domain is either one's own or a partner's")
        }
    }

    /// The texts of a list; an empty list is as good as none.
    func texts(_ value: YAMLValue?, _ read: (YAMLValue) -> String?) -> [String] {
        guard let value else { return [] }
        if value.isText { return [read(value)].compactMap(\.self) }
        return (value.list() ?? []).compactMap(read)
    }

    func exemption(_ value: YAMLValue) -> Exemption? {
        guard let mapping = value.mapping(keys: ["name", "kind", "title", "addresses", "domains"]) else {
            return nil
        }
        let kind: ExemptionKind? = mapping.required("kind")?.choice("a kind of office")
        let name = mapping["name"]?.name()?.description ?? kind?.rawValue
        let title = mapping["title"]?.sentence()
        let addresses = texts(mapping["addresses"]) { $0.address() }
        let domains = texts(mapping["domains"]) { $0.domain() }
        let own = policy.organisation.domains.first(where: domains.contains)
        if let own {
            mapping["domains"]?.fault(
                "own-domain-exempt",
                "'\(own)' is the organisation's own domain: nothing would be read any more",
                help: "name the office's addresses under 'addresses:'")
        }
        if !mapping.has("addresses"), !mapping.has("domains") {
            value.fault("missing-key", "the exemption has neither 'addresses' nor 'domains'")
        }
        guard let kind, let name else { return nil }
        return Exemption(
            name: name, kind: kind, title: title ?? kind.title, addresses: addresses, domains: domains,
            place: value.policyPlace)
    }

    mutating func readContact(_ value: YAMLValue) {
        let keys = ["name", "address", "answers-within", "packs", "rules"]
        guard let mapping = value.mapping(keys: keys) else { return }
        let name = mapping.required("name")?.sentence()
        let address = mapping["address"]?.words()
        let time = mapping["answers-within"].flatMap(answerTime)
        let topic = topic(packs: mapping["packs"], rules: mapping["rules"])
        if topic.isEmpty, policy.contacts.contains(where: \.topic.isEmpty) {
            value.fault(
                "second-default", "a second contact for everything else",
                help: "say what it answers for: packs: […] or rules: […]")
        }
        guard let name else { return }
        policy.contacts.append(Contact(name: name, address: address, answersWithin: time, topic: topic))
    }

    private func answerTime(_ value: YAMLValue) -> AnswerTime? {
        guard let text = value.words() else { return nil }
        if let time = AnswerTime(text) { return time }
        value.fault("bad-time", "'\(text)' is no time to answer", help: "such as 30min, 2h or 1d")
        return nil
    }
}
