/// What became of one file of the input.
public struct FileRecord: Sendable {
    /// The file as it was when it was listed.
    public var stamp: FileStamp
    /// Of the bytes, in hexadecimal; nil where they could not be read again.
    public var sha256: String?
    /// Of this file alone.
    public var counts: ScanCounts

    public init(stamp: FileStamp, sha256: String? = nil, counts: ScanCounts) {
        self.stamp = stamp
        self.sha256 = sha256
        self.counts = counts
    }

    /// Whether the file was read, from the worst to the best that can be said of it.
    public var status: Status {
        if counts.partial.total > 0 { return .partial }
        if counts.unsupported.total > 0 { return .unsupported }
        return counts.messages == 0 && !counts.skipped.isEmpty ? .skipped : .complete
    }

    public enum Status: String, CaseIterable, Sendable, Codable {
        case complete, partial, skipped, unsupported
    }
}

/// By what it is known whether a file has changed.
public struct FileStamp: Hashable, Sendable {
    public var path: String
    /// In bytes.
    public var size: Int
    /// In nanoseconds since 1970.
    public var modified: Int

    public init(path: String, size: Int, modified: Int) {
        self.path = path
        self.size = size
        self.modified = modified
    }
}
