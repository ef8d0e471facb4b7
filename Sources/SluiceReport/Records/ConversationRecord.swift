public import SluiceModel

/// What was said around a finding's message, as it may be published.
public struct ConversationRecord: Hashable, Sendable {
    /// In their order; the nearest one is the last.
    public var before: [NeighbourRecord]
    /// In their order; the nearest one is the first.
    public var after: [NeighbourRecord]

    public init(before: [NeighbourRecord] = [], after: [NeighbourRecord] = []) {
        self.before = before
        self.after = after
    }
}

/// A message near a finding's, masked.
public struct NeighbourRecord: Hashable, Sendable {
    /// A pseudonym.
    public var author: String?
    public var authorRole: AuthorRole
    /// In seconds since 1970.
    public var time: Double?
    public var text: String

    public init(
        author: String? = nil, authorRole: AuthorRole = .unknown, time: Double? = nil, text: String
    ) {
        self.author = author
        self.authorRole = authorRole
        self.time = time
        self.text = text
    }
}

extension ConversationRecord {
    init(_ conversation: Conversation, mask: Mask, people: PeopleNames) {
        func record(_ neighbour: Neighbour) -> NeighbourRecord {
            NeighbourRecord(
                author: neighbour.author.map(people.name), authorRole: neighbour.authorRole,
                time: neighbour.time, text: mask.text(neighbour.excerpt))
        }
        self.init(before: conversation.before.map(record), after: conversation.after.map(record))
    }
}
