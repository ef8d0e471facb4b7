public import SluiceModel

/// What readers are told by whoever starts them.
public struct ReadingOptions: Sendable {
    public var form: InputForm
    public var limits: ReadingLimits
    /// By what own people are told from others.
    public var organisation: Organisation
    /// Which chats are read; nil for all.
    public var chats: ChatSelection?
    /// Which fields of JSON Lines, JSON and tables hold what; nil where their names decide.
    public var map: FieldMap?
    /// What takes archives apart.
    public var unpacker: Unpacker
    /// Whether what was made of a long mail may take the place of its bytes: whoever reads wants messages alone.
    public var givesUpSources = false
    /// Whether what says a message's text once more is read too: who replaces values must see each of their places.
    public var readsCopies = false

    public init(
        form: InputForm = .auto, limits: ReadingLimits = .scan, organisation: Organisation = Organisation(),
        chats: ChatSelection? = nil, map: FieldMap? = nil, unpacker: Unpacker = Unpacker()
    ) {
        self.chats = chats
        self.form = form
        self.limits = limits
        self.organisation = organisation
        self.map = map
        self.unpacker = unpacker
    }
}

/// How far readers go into one input; whatever lies beyond is named.
public struct ReadingLimits: Hashable, Sendable {
    /// Containers within containers.
    public var depth: Int
    /// Members of one archive; nil for any number.
    public var members: Int?
    /// Bytes that one input may become, unpacked; nil for any number.
    public var unpackedBytes: Int?
    /// Unpacked bytes for each packed one, beyond 10 MiB.
    public var ratio: Int
    /// Seconds for one archive; where nil, ``idleSeconds`` alone holds.
    public var seconds: Double?
    /// Seconds without progress.
    public var idleSeconds: Double
    /// Memory of a child process, in bytes.
    public var childMemory: Int
    /// The longest content that is held whole, in bytes.
    public var wholeContent: Int

    /// For local files that somebody chose to scan.
    public static let scan = ReadingLimits(
        depth: 8, members: nil, unpackedBytes: nil, ratio: 200, seconds: nil, idleSeconds: 30,
        childMemory: 512 << 20, wholeContent: 256 << 20)
    /// For what strangers send to a gateway.
    public static let gateway = ReadingLimits(
        depth: 8, members: 10_000, unpackedBytes: 1 << 30, ratio: 200, seconds: 30, idleSeconds: 30,
        childMemory: 512 << 20, wholeContent: 256 << 20)
}
