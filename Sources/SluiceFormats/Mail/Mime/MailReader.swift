import SluiceModel

/// Reads one mail: its fields, and all entities in it one after the other.
///
/// Entities wait on a stack of its own instead of the thread's, so that no nesting can exhaust that.
struct MailReader: ~Copyable {
    /// Multiparts and mails within one another.
    static let deepest = 64
    /// Entities of one mail.
    static let mostEntities = 10_000

    let reader: ContentReader
    /// How many containers lie around the mail.
    let depth: Int
    var draft: MailDraft
    /// The next is the last.
    var jobs: [EntityJob] = []
    var entitiesLeft = MailReader.mostEntities
    /// How many more bytes are searched for borders; honest mails are searched once for each level.
    var searchLeft: Int
    /// The subject of the mail itself.
    var subject: String?
    /// Whether the body at hand may be meant in more than one charset.
    var hasAlternatives = false
    /// Texts already read, once a mail has more than one reading.
    var seen: Set<TextKey>?

    /// What two readings share where they read a text alike.
    struct TextKey: Hashable {
        var storage: ObjectIdentifier
        var range: Range<Int>
        var reading: String
    }

    /// Reads the mail that stands in `range` of `source`; what stands `behind` it is text beside it.
    static func message(
        _ source: MailSource, _ range: Range<Int>, origin: Origin, depth: Int, lines: inout LineCount,
        behind: Range<Int> = 0..<0, with reader: ContentReader
    ) -> Message {
        let message = Message(origin: origin, channel: .mail)
        var mail = MailReader(
            reader: reader, depth: depth, draft: MailDraft(message, lines: lines),
            searchLeft: range.count * (deepest + 16) + 1 << 20)
        if !behind.isEmpty {
            mail.jobs.append(EntityJob(kind: .comment, source: source, range: behind, number: "", level: 0))
        }
        mail.jobs.append(EntityJob(kind: .message, source: source, range: range, number: "", level: 0))
        mail.run()
        lines = mail.draft.lines
        return mail.finish()
    }

    private consuming func finish() -> Message { draft.finish() }

    private mutating func run() {
        while let job = jobs.popLast() {
            job.source.storage.withSpan { bytes in
                switch job.kind {
                case .comment: addStanding(.comment, bytes, job.range, TextPlace(job, number: job.leafNumber))
                case .message, .part: readEntity(job, bytes)
                }
            }
        }
    }

    /// Where a gap at the part `number` is said to be.
    func origin(ofPart number: String?) -> Origin {
        let origin = draft.message.origin
        var path = origin.path
        if let message = origin.message { path += "!message \(message)" }
        if let number { path += "!part \(number)" }
        return Origin(path: path, messageID: origin.messageID)
    }

    mutating func noteGap(_ reason: GapReason, part number: String?) {
        draft.note(Gap(origin: origin(ofPart: number), reason: reason))
    }

    /// Whether a text has been read like this by another reading of the mail.
    mutating func hasRead(_ source: MailSource, _ range: Range<Int>, _ reading: String) -> Bool {
        guard seen != nil else { return false }
        let key = TextKey(storage: ObjectIdentifier(source.storage), range: range, reading: reading)
        return seen?.insert(key).inserted == false
    }

    /// Says that the mail has more than one reading, all of which are read.
    mutating func noteReadings(_ ambiguity: String) {
        draft.note(ambiguity)
        if seen == nil { seen = [] }
    }
}
