import SluiceModel

/// What is known of an input before its messages are read.
struct ShapeInput: Sendable {
    var hints: ContentHints
    var companions: (any Companions)?
    var options: ReadingOptions

    /// Reads the input from its beginning once more, where it matters who writes in it.
    var preview: (@Sendable (_ body: (Span<UInt8>) -> Bool) -> Void)?

    /// The last bytes, where they can be known beforehand.
    var tail: TextStorage?

    /// How many bytes the tail has at most.
    static let tailLength = 16 << 10

    init(_ input: SplitInput) {
        hints = input.hints
        companions = input.companions
        options = input.options
        if options.chats?.asksForParticipants == true { preview = input.preview }
        // Only there does something follow the messages that belongs to each.
        guard hints.name?.hasPrefix("message_") == true, let preview = input.preview else { return }
        var last: [UInt8] = []
        preview { bytes in
            let kept = bytes.extracting(last: ShapeInput.tailLength)
            last.removeFirst(max(0, last.count + kept.count - ShapeInput.tailLength))
            JSONEscapes.append(kept, to: &last)
            return true
        }
        tail = TextStorage(last)
    }

    /// What is known of a content that is held whole.
    init(_ content: Content, _ options: ReadingOptions) {
        self.init(
            SplitInput(
                origin: content.origin, hints: content.hints, companions: content.companions,
                options: options))
        let storage = content.storage
        tail = TextStorage(slice: max(0, storage.count - ShapeInput.tailLength)..<storage.count, of: storage)
        if options.chats?.asksForParticipants == true { preview = { _ = storage.withSpan($0) } }
    }

    /// The nearest folder's name.
    var folder: String? { hints.folders.last }

    /// The document that stands beside the input at one of `paths`, the first that is there.
    func companion(_ paths: [String], _ body: (JSONValue) -> Void) {
        for path in paths {
            guard let storage = companions?.content(at: path) else { continue }
            let start = storage.withSpan { bytes in
                // A script of X's archive begins with a name.
                bytes.count > 0 && bytes[0] == UInt8(ascii: "w")
                    ? (BytePlaces.first(0x3D, in: bytes.extracting(first: 128)) ?? -1) + 1
                    : BytePlaces.markLength(bytes)
            }
            JSONIndexer().withTokens(of: storage, in: start..<storage.count) { tokens in
                var linker = JSONLinker()
                guard tokens.count > 0, linker.link(tokens, 0..<tokens.count) == tokens.count else { return }
                body(JSONValue(tokens: tokens, token: 0))
            }
            return
        }
    }
}

/// Tells by the names of members which program wrote a document.
enum ExportShapes {
    static func shape(_ sample: JSONSample?, _ input: ShapeInput) -> any ExportShape {
        guard let sample, input.options.map == nil else { return UnknownExport() }
        if let part = sample.archivePart { return XArchive(part: part, input) }
        let names = sample.names
        if names.isSuperset(of: ["guild", "channel", "messages"]) { return DiscordExport(input) }
        if names.isSuperset(of: ["sender_name", "timestamp_ms"]) { return MetaMessages(input) }
        if names.isSuperset(of: ["senderName", "timestamp", "messages"]) { return MetaMessages(input) }
        if names.isSuperset(of: ["createdDateTime", "body"]), names.contains("contentType") {
            return TeamsExport()
        }
        if TelegramExport.recognises(names) { return TelegramExport() }
        if MetaPosts.recognises(names) { return MetaPosts() }
        if names.isSuperset(of: ["username", "created_at"]), names.contains("raw") || names.contains("cooked")
        {
            return DiscourseExport()
        }
        if SkypeExport.recognises(names) { return SkypeExport(input) }
        if SlackExport.recognises(names) { return SlackExport(input) }
        if SignalExport.recognises(names) { return SignalExport(input) }
        return UnknownExport()
    }
}
