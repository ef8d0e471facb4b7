import SluiceModel

/// Bytes that entities are read from: the file's own, or what was decoded from an entity that holds others.
struct MailSource {
    var storage: TextStorage
    /// Where in the file the storage's first byte stands; nil where the bytes do not stand in it as they are.
    var fileOffset: Int?
    /// Whether lines that begin with `From ` were quoted, as in an mbox.
    var isMailbox = false
}

/// One entity (RFC 2045, 2.4) that waits to be read.
struct EntityJob {
    enum Kind {
        /// A whole mail: its header fields are the mail's own.
        case message
        /// A part of a multipart.
        case part
        /// What stands before or behind the parts.
        case comment
    }

    var kind: Kind
    var source: MailSource
    var range: Range<Int>
    /// The number of the mail or part as IMAP counts; empty for the outermost mail.
    var number: String
    /// How many multiparts and mails lie around it.
    var level: Int
    /// The mail within the mail that the entity belongs to; nil in the outermost.
    var forwarded: InnerMail?
    /// Whether a missing `Content-Type` means a mail.
    var isInDigest = false

    /// The number of the entity's body where it is not a multipart.
    var leafNumber: String? {
        guard kind == .message else { return number.isEmpty ? nil : number }
        return number.isEmpty ? nil : number + ".1"
    }

    /// The number of the entity's part at `place`, from 1.
    func child(_ place: Int) -> String { number.isEmpty ? "\(place)" : "\(number).\(place)" }
}

/// A mail within a mail, as the layer that covers all its texts; the span is filled in for each.
///
/// A class, because each of its entities and texts points to it.
final class InnerMail: Sendable {
    let layer: Layer
    /// From 1.
    let depth: Int

    init(_ layer: Layer, depth: Int) {
        self.layer = layer
        self.depth = depth
    }
}

/// Where a text stands in its mail.
struct TextPlace {
    var number: String?
    var source: MailSource
    var forwarded: InnerMail?
    var member: String?

    init(_ job: EntityJob, number: String?) {
        self.number = number
        source = job.source
        forwarded = job.forwarded
    }
}
