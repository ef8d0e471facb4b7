import SluiceModel

/// The messages of a stretch of a chat as places in it.
///
/// A message is no more than that until somebody wants to see it: most hold nothing.
struct ChatMessages: Sendable {
    var entries: [ChatEntry] = []
    /// What people wrote, and the names of files sent with it.
    var texts: [Range<Int>] = []
    /// Which texts are whose, once a message was met that has more than one.
    private(set) var gathered: [GatheredMessage] = []
    /// Everybody who wrote, in the order met.
    var people: [Person] = []

    init(capacity: Int) {
        entries.reserveCapacity(capacity)
        texts.reserveCapacity(capacity)
    }

    /// Adds a message; `isWords` where it is known to be one line and no file.
    @inline(__always)
    mutating func add(
        _ entry: ChatEntry, _ kind: ChatKind, isWords: Bool = false, in text: Span<UInt8>
    ) {
        entries.append(entry)
        if kind == .whatsApp, isWords || ChatContent.isPlain(entry, in: text) {
            texts.append(entry.range)
            if !gathered.isEmpty { endMessage(bytes: entry.range.count) }
        } else {
            addTexts(of: entry, kind, in: text)
        }
    }

    private mutating func addTexts(of entry: ChatEntry, _ kind: ChatKind, in text: Span<UInt8>) {
        let content = ChatContent(entry, kind, in: text)
        if gathered.isEmpty, content?.fileNames.isEmpty ?? true {
            texts.append(content?.body ?? entry.range.prefix(0))
            return
        }
        var own = content?.fileNames ?? []
        if let body = content?.body, !body.isEmpty { own.append(body) }
        guard own.count > 1 || !gathered.isEmpty else {
            texts.append(own.first ?? entry.range.prefix(0))
            return
        }
        if gathered.isEmpty {
            gathered = texts.indices.map { GatheredMessage(textsEnd: $0 + 1, bytes: texts[$0].count) }
        }
        texts += own
        endMessage(bytes: own.reduce(0) { $0 + $1.count })
    }

    private mutating func endMessage(bytes: Int) {
        gathered.append(GatheredMessage(textsEnd: texts.count, bytes: bytes))
    }
}
