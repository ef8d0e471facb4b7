import SluiceModel

/// Names the conversation that a message belongs to.
struct ConversationID: Hashable, Sendable {
    private let path: String
    private let thread: String?

    /// Nil where a message stands alone: mails do, and posts and records that belong to no thread.
    init?(_ message: Message) {
        switch message.channel {
        case .chat: break
        case .forum, .social, .file: if message.thread == nil { return nil }
        case .mail: return nil
        }
        path = message.origin.path
        thread = message.thread
    }
}
