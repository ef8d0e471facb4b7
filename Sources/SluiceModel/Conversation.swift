/// What was said before and behind a message in its conversation, as much as a person is shown.
public struct Conversation: Hashable, Sendable {
    /// In their order; the nearest one is the last.
    public var before: [Neighbour]
    /// In their order; the nearest one is the first.
    public var after: [Neighbour]

    public init(before: [Neighbour] = [], after: [Neighbour] = []) {
        self.before = before
        self.after = after
    }

    public var isEmpty: Bool { before.isEmpty && after.isEmpty }
}

/// A message near another one of the same conversation.
public struct Neighbour: Hashable, Sendable {
    public var author: Person?
    public var authorRole: AuthorRole
    /// In seconds since 1970; nil where unknown.
    public var time: Double?
    /// The beginning of its text, with what must be masked in it; no value stands in it.
    public var excerpt: Excerpt

    public init(
        author: Person? = nil, authorRole: AuthorRole = .unknown, time: Double? = nil, excerpt: Excerpt
    ) {
        self.author = author
        self.authorRole = authorRole
        self.time = time
        self.excerpt = excerpt
    }
}
