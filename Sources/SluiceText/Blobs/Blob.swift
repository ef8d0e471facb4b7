public import SluiceModel

/// How a stretch of text is written in other characters.
public enum BlobEncoding: String, CaseIterable, Hashable, Sendable {
    case base64, hex, percent, entities, escapes
    case quotedPrintable = "quoted-printable"
}

/// Text, or a file, that stands within a text in an encoding.
public struct Blob: Sendable {
    /// In the text that was searched; that of the outermost encoding.
    public var span: ByteSpan
    /// The outermost first.
    public var encodings: [BlobEncoding]
    public var storage: TextStorage
    /// Whether it is text in UTF-8; else it is a file of a known form, such as an archive.
    public var isText: Bool
}

/// What a text may hold in an encoding.
public struct BlobSigns: OptionSet, Sendable {
    public let rawValue: UInt8
    /// Runs of base64 or of hexadecimal digits.
    public static let runs = BlobSigns(rawValue: 1)
    /// Characters written as escapes.
    public static let escapes = BlobSigns(rawValue: 2)
    public static let all: BlobSigns = [.runs, .escapes]

    public init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// How far blobs are looked for.
public struct BlobLimits: Hashable, Sendable {
    /// Encodings within encodings.
    public var levels = 3
    /// Decoded bytes in all.
    public var bytes = 16 << 20
    public var count = 10_000

    public init() {}
}

/// The blobs of one text.
public struct BlobSearch: Sendable {
    /// In the order of their places, the outer before the inner.
    public internal(set) var blobs: [Blob] = []
    /// Whether a limit ended the search.
    public internal(set) var isCut = false
    /// How many bytes the blobs hold.
    public internal(set) var bytes = 0
}
