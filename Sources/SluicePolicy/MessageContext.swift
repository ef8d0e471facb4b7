public import SluiceModel

/// Who sends a message to whom, as far as it is known: what a verdict depends on beside the findings.
public struct MessageContext: Sendable {
    public var channel: Channel
    /// Whom the message reaches; nil where that is not known.
    public var audience: Audience?
    public var sender: Person?
    public var recipients: [Person]
    public var authorRole: AuthorRole

    public init(
        channel: Channel, audience: Audience?, sender: Person? = nil, recipients: [Person] = [],
        authorRole: AuthorRole = .unknown
    ) {
        self.channel = channel
        self.audience = audience
        self.sender = sender
        self.recipients = recipients
        self.authorRole = authorRole
    }
}

extension Policy {
    /// What is known of a message; the audience comes from its recipients.
    public func context(
        channel: Channel, sender: Person? = nil, recipients: [Person] = [], authorRole: AuthorRole? = nil
    ) -> MessageContext {
        MessageContext(
            channel: channel, audience: audience(of: recipients, on: channel), sender: sender,
            recipients: recipients, authorRole: authorRole ?? organisation.role(of: sender))
    }

    public func context(of message: Message) -> MessageContext {
        context(
            channel: message.channel, sender: message.author, recipients: message.recipients,
            authorRole: message.authorRole)
    }

    /// Whom a message reaches: the farthest of its recipients decides.
    ///
    /// Without recipients the channel decides. Nil where nothing is known, as with a file, or where the policy
    /// names no domain by which own people could be told from others.
    public func audience(of recipients: [Person], on channel: Channel) -> Audience? {
        let standing = settings(of: channel).audience
        guard !recipients.isEmpty else { return standing }
        let known = recipients.compactMap(organisation.audience)
        guard known.count == recipients.count else { return standing }
        return known.max()
    }
}

extension Organisation {
    /// How near somebody is who receives a message; nil where the organisation has told nothing about itself.
    public func audience(of person: Person) -> Audience? {
        switch role(of: person) {
        case .unknown: return nil
        case .own: return .internal
        case .customer, .other: break
        }
        guard let domain = person.address.flatMap(MailDomain.init) else { return .public }
        return partnerDomains.contains(where: domain.isWithin) ? .partner : .public
    }
}
