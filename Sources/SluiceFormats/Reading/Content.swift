public import SluiceModel

/// Bytes that are held whole and wait to be understood: a file, a member of an archive, an attachment.
public struct Content: Sendable {
    public var storage: TextStorage
    public var origin: Origin
    /// What is said about the bytes; a hint only, since content decides.
    public var hints: ContentHints
    /// How many containers lie around it: archives, mails, documents.
    public var depth: Int
    /// Files that belong to the same export; nil where there are none.
    public var companions: (any Companions)?

    public init(
        _ storage: TextStorage, origin: Origin, hints: ContentHints = ContentHints(), depth: Int = 0,
        companions: (any Companions)? = nil
    ) {
        self.storage = storage
        self.origin = origin
        self.hints = hints
        self.depth = depth
        self.companions = companions
    }
}

/// What is said about a content by those who handed it on.
public struct ContentHints: Hashable, Sendable {
    /// The file's name without its folders.
    public var name: String? { didSet { suffix = ContentHints.suffix(of: name) } }
    /// The name's suffix, lower case, without its dot.
    public private(set) var suffix: String?
    /// The folders above it, nearest last, as far as they are known.
    public var folders: [String]
    /// As MIME names it, lower case, such as `text/html`.
    public var mediaType: String?
    /// As MIME names it, lower case.
    public var charset: String?

    public init(
        name: String? = nil, folders: [String] = [], mediaType: String? = nil, charset: String? = nil
    ) {
        self.name = name
        suffix = ContentHints.suffix(of: name)
        self.folders = folders
        self.mediaType = mediaType
        self.charset = charset
    }

    /// The hints that a path gives; slashes part folders, in archives too.
    public init(path: String) {
        var steps = path.split(separator: "/").map(String.init)
        let name = steps.popLast()
        self.init(name: name, folders: Array(steps.suffix(4)))
    }

    private static func suffix(of name: String?) -> String? {
        guard let name, let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        return name[name.index(after: dot)...].lowercased()
    }
}

/// Reads files that stand beside a content, such as the `users.json` of an export.
public protocol Companions: Sendable {
    /// The bytes of the file at `path`, relative to the content's folder (`../users.json`); nil where there is none.
    ///
    /// Files of more than 64 MiB are not given. Asking twice is cheap.
    func content(at path: String) -> TextStorage?
}
