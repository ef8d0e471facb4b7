public import SluiceFormats
public import SluiceModel

/// Something to be scanned, as the user named it.
public enum ScanInput: Hashable, Sendable {
    /// A file, or a folder with all that lies below it.
    case path(PathBytes)
    /// A stream that is open already, and the name that its findings carry.
    case stream(descriptor: CInt, name: String)
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
    /// The name that a path has among ``known``.
    public var knownName: @Sendable (String) -> String = { $0 }
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
