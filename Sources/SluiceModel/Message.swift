/// How a message travels.
public enum Channel: String, CaseIterable, Sendable, Codable {
    case mail, chat, forum, social, file
}

/// Whose words a message or a layer holds, seen from the organisation that scans.
public enum AuthorRole: String, CaseIterable, Sendable, Codable {
    case own, customer, other, unknown
}

/// Somebody who sent or receives a message.
///
/// Never shown by ``description``: names and addresses belong to the people who write.
public struct Person: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    public var name: String?
    public var address: String?

    public init(name: String? = nil, address: String? = nil) {
        self.name = name
        self.address = address
    }

    public var description: String { "‹person›" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where a message was found: the file, the members inside it, the message's number.
public struct Origin: Hashable, Sendable {
    /// The path as the user gave or would give it; members of archives follow a `!`.
    public var path: String
    /// The message's number within the path, from 1; nil where the file is one message.
    public var message: Int?
    /// The identifier that the message itself carries, such as `Message-ID`.
    public var messageID: String?

    public init(path: String, message: Int? = nil, messageID: String? = nil) {
        self.path = path
        self.message = message
        self.messageID = messageID
    }
}

/// One unit that somebody sent: a mail, a chat line, a post; a plain file is one message.
public struct Message: Sendable {
    public var origin: Origin
    public var channel: Channel
    public var author: Person?
    public var authorRole: AuthorRole
    public var recipients: [Person]
    /// When it was sent, in seconds since 1970; nil where unknown.
    public var time: Double?
    /// The conversation it belongs to; messages of one thread come in their order.
    public var thread: String?
    public var parts: [Part]
    /// Why something in this message could not be read, in the order met; empty where all was.
    public var gaps: [Gap]
    /// Why the message can be read in more than one way, such as `two boundaries`; every reading is among the parts.
    public var ambiguities: [String] = []
    /// Who else writes in its conversation, as far as the reader has seen.
    public var participants: [Person] = []

    public init(
        origin: Origin, channel: Channel = .file, author: Person? = nil, authorRole: AuthorRole = .unknown,
        recipients: [Person] = [], time: Double? = nil, thread: String? = nil, parts: [Part] = [],
        gaps: [Gap] = []
    ) {
        self.origin = origin
        self.channel = channel
        self.author = author
        self.authorRole = authorRole
        self.recipients = recipients
        self.time = time
        self.thread = thread
        self.parts = parts
        self.gaps = gaps
    }
}
