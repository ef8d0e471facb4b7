import SluiceModel

/// Finds the exemption that covers a person without a look at each.
///
/// A person is covered by address only, since anybody may take any name.
struct ExemptionIndex: Sendable {
    private let exemptions: [Exemption]
    /// For each address and each domain, the first exemption that names it.
    private var addresses: [String: Int] = [:]
    private var domains: [String: Int] = [:]

    init(_ exemptions: [Exemption]) {
        self.exemptions = exemptions
        for (index, exemption) in exemptions.enumerated() {
            for address in exemption.addresses where addresses[address] == nil { addresses[address] = index }
            for domain in exemption.domains where domains[domain] == nil { domains[domain] = index }
        }
    }

    var isEmpty: Bool { exemptions.isEmpty }

    /// The exemption that applies to a message; nil where none does.
    ///
    /// It applies where the sender is such an office, or every recipient is one: a copy to the works council
    /// must not open a hole.
    func exemption(sender: Person?, recipients: [Person]) -> Exemption? {
        guard !isEmpty else { return nil }
        if let own = sender.flatMap(first) { return own }
        var found: Exemption?
        for recipient in recipients {
            guard let exemption = first(covering: recipient) else { return nil }
            if found == nil { found = exemption }
        }
        return found
    }

    /// The first exemption that covers a person.
    private func first(covering person: Person) -> Exemption? {
        guard let address = person.address?.lowercased(), let domain = MailDomain(address: address) else {
            return nil
        }
        let found = [addresses[address]] + domain.lineage.map { domains[$0] }
        return found.compactMap(\.self).min().map { exemptions[$0] }
    }
}
