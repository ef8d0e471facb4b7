public import SluiceFormats
public import SluiceModel
public import SluicePolicy

/// Something to be scanned, as the user named it.
public enum ScanInput: Hashable, Sendable {
    /// A file, or a folder with all that lies below it.
    case path(PathBytes)
    /// A stream that is open already, and the name that its findings carry.
    case stream(descriptor: CInt, name: String)
    /// What is staged in a git repository.
    case staged(StagedFiles)
}

/// How a scan goes about its work; what counts as a finding is said by ``Threshold``.
public struct ScanSettings: Sendable {
    public var threads: Int
    public var reading: ReadingOptions
    /// What verification may take for each message, in seconds.
    public var deadline: Double
    public var selection: FileSelection
    public var threshold: Threshold
    /// Whether the output is told of every file, with a hash of its bytes.
    public var recordsFiles = false
    /// By path: files that were read earlier, and are left alone where they have not changed.
    public var known: [String: FileRecord] = [:]
    /// Says how a finding stands to what somebody decided earlier; nil where nobody did.
    ///
    /// Asked for findings at or above the threshold, in their order, one at a time.
    public var standing: (@Sendable (Finding) -> DecisionStanding)?
    /// Whether findings about which somebody decided are told all the same; they never count.
    public var tellsDecided = false
    /// Whether marks such as `sluice:allow` on a finding's line are honoured.
    public var honoursMarks = true
    /// Which messages are looked at.
    public var messages = MessageSelection()
    /// What the policy says of findings; nil where none is in force.
    public var judge: Judge?
    /// The name that a path has among ``known``.
    public var knownName: @Sendable (String) -> String = { $0 }
    /// How many messages before and behind one with findings are given with them, where it belongs to a conversation.
    public var neighbours = 0
    /// The bytes for which one segment of a long text answers.
    public var segmentSize: Int

    public init(
        threads: Int = 1, reading: ReadingOptions = ReadingOptions(), deadline: Double = 10,
        selection: FileSelection = FileSelection(), threshold: Threshold = Threshold(),
        segmentSize: Int = 4 << 20
    ) {
        self.threads = max(1, threads)
        self.reading = reading
        self.deadline = deadline
        self.selection = selection
        self.threshold = threshold
        self.segmentSize = max(1, segmentSize)
    }
}
