/// What a part is to its message.
public enum PartKind: String, CaseIterable, Sendable, Codable {
    case body, subject, displayName = "display-name", address, fileName = "file-name", attachment, blob,
        comment
    /// A sensitivity label, as a header field or a document carries it.
    case label
}

/// How the lines of a text are folded, as `format=flowed` (RFC 3676) and calendars do it.
public enum LineFlow: Hashable, Sendable {
    /// Every line end is one.
    case fixed
    /// A line that ends with a space goes on in the next; with `deletesSpace` that space is not part of the text.
    case flowed(deletesSpace: Bool)
    /// A line that begins with a space or a tab goes on with the one before, and a backslash stands before what is meant
    /// as it is, or before the `n` of a line end: iCalendar (RFC 5545, 3.1, 3.3.11) and vCard (RFC 6350, 3.2, 3.4).
    case contentLines
}

/// Who wrote a stretch of a part, and when in its history.
public enum LayerKind: Hashable, Sendable {
    case own
    /// Somebody's earlier words, quoted; depth from 1.
    case quoted(depth: Int)
    /// A forwarded message; depth from 1.
    case forwarded(depth: Int)
    case signature
    case disclaimer
}

extension LayerKind: CustomStringConvertible {
    public var description: String {
        switch self {
        case .own: "own"
        case .quoted(let depth): "quoted:\(depth)"
        case .forwarded(let depth): "forwarded:\(depth)"
        case .signature: "signature"
        case .disclaimer: "disclaimer"
        }
    }
}

/// A span of a part that somebody else wrote earlier, or a signature, or a disclaimer.
///
/// A forwarded layer keeps the header fields that stand in the text.
public struct Layer: Sendable {
    public var kind: LayerKind
    /// In the part's decoded text.
    public var span: ByteSpan
    public var from: Person?
    public var to: [Person]
    public var date: Double?
    public var subject: String?

    public init(
        kind: LayerKind, span: ByteSpan, from: Person? = nil, to: [Person] = [], date: Double? = nil,
        subject: String? = nil
    ) {
        self.kind = kind
        self.span = span
        self.from = from
        self.to = to
        self.date = date
        self.subject = subject
    }
}

/// How the bytes of a part stand in their file.
public struct RawForm: Hashable, Sendable {
    /// Where the encoded part stands in the file.
    public var span: ByteSpan
    /// As MIME names it, such as `quoted-printable`.
    public var transferEncoding: String
    /// As IANA names it.
    public var charset: String
    /// The line of the file on which the span begins, from 1; nil where it was not counted.
    public var line: Int?
    /// How many bytes at the beginning of the text stand elsewhere: the name of the column in which a cell stands.
    public var lead = 0

    public init(
        span: ByteSpan, transferEncoding: String = "8bit", charset: String = "utf-8", line: Int? = nil
    ) {
        self.span = span
        self.transferEncoding = transferEncoding
        self.charset = charset
        self.line = line
    }

    /// Whether the decoded text is the file's bytes as they stand, so that places can be given in the file.
    public var isVerbatim: Bool {
        charset == "utf-8" && ["7bit", "8bit", "binary"].contains(transferEncoding)
    }
}

/// One text of a message: body, subject, a display name, a file name, an attachment, a decoded blob.
public struct Part: Sendable {
    public var kind: PartKind
    /// The part's number within its message, as IMAP counts: `1`, `1.2`; nil where there is just one.
    public var number: String?
    /// The path within an attachment that is itself a container, such as `word/document.xml`.
    public var member: String?
    public var text: TextSegment
    public var flow = LineFlow.fixed
    /// Sorted by start; what no layer covers is the author's own text.
    public var layers: [Layer]
    /// Nil where the part has no bytes of its own in the file.
    public var raw: RawForm?
    /// Where ``raw`` is nil because the part lies in an encoded attachment: how that stands in the file, and then how
    /// each further attachment or text stands in the one before.
    public var carried: [RawForm] = []
    /// The line, from 1, on which the text begins in the file that its message names, where the part is a stretch of
    /// whole lines out of it; places then count from there.
    public var firstLine: Int?

    public init(
        kind: PartKind = .body, number: String? = nil, member: String? = nil, text: TextSegment,
        flow: LineFlow = .fixed, layers: [Layer] = [], raw: RawForm? = nil
    ) {
        self.kind = kind
        self.number = number
        self.member = member
        self.text = text
        self.flow = flow
        self.layers = layers
        self.raw = raw
    }

    /// The layer at `offset` of the part's text: the last one that covers it; nil for the author's own words.
    public func layer(at offset: Int) -> Layer? {
        layers.last { $0.span.start <= offset && offset < $0.span.end }
    }
}
