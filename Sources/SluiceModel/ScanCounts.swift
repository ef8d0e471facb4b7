/// What a scan did, for the summary and the exit code.
public struct ScanCounts: Sendable {
    public var files = 0
    public var messages = 0
    /// Of text that was scanned.
    public var bytes = 0
    public var findings: [Severity: Int] = [:]
    public var confidences: [Confidence: Int] = [:]
    /// Findings under the threshold.
    public var below = 0
    /// Findings about which somebody decided earlier; they are among none of the above.
    public var decided = 0
    /// Findings that count again, since what was decided about them held until a day that has passed.
    public var expired = 0
    /// Findings that count, though somebody said that they were removed.
    public var back = 0
    /// Findings that a mark on their line allows; they are among none of the above.
    public var allowed = 0
    /// Marks that were meant to allow a finding and do not.
    public var inlineNotes = NotedList<InlineNote>()
    /// Messages that the policy has left unread: exempt ones, and those of channels that are not read.
    public var unread = 0
    /// Messages outside the period and the channels that were asked for.
    public var unselected = 0
    /// Files without text, by what they are.
    public var skipped: [String: Int] = [:]
    public var unsupported = NotedList<Gap>()
    public var partial = NotedList<Gap>()
    /// Files and folders left out by `--gitignore`, `--include` and `--exclude`.
    public var ignored = 0
    public var wasInterrupted = false

    public init() {}

    /// Adds what another scan, or another part of this one, did.
    public mutating func add(_ other: ScanCounts) {
        files += other.files
        messages += other.messages
        bytes += other.bytes
        findings.merge(other.findings, uniquingKeysWith: +)
        confidences.merge(other.confidences, uniquingKeysWith: +)
        below += other.below
        decided += other.decided
        expired += other.expired
        back += other.back
        allowed += other.allowed
        inlineNotes.append(contentsOf: other.inlineNotes)
        unread += other.unread
        unselected += other.unselected
        skipped.merge(other.skipped, uniquingKeysWith: +)
        unsupported.append(contentsOf: other.unsupported)
        partial.append(contentsOf: other.partial)
        ignored += other.ignored
        wasInterrupted = wasInterrupted || other.wasInterrupted
    }

    public var totalFindings: Int { findings.values.reduce(0, +) }
    /// Whether something that may hold text was not read, or not to its end.
    public var hasGaps: Bool { unsupported.total > 0 || partial.total > 0 }
}

/// The first of many things, and how many there were; so that memory stays bounded.
public struct NotedList<Element: Sendable>: Sendable {
    public private(set) var first: [Element] = []
    public private(set) var total = 0
    private let limit: Int

    public init(limit: Int = 1000) { self.limit = limit }

    /// The first things as somebody else noted them, of `total`.
    public init(_ first: [Element], of total: Int) {
        self.first = first
        self.total = max(total, first.count)
        limit = max(1000, first.count)
    }

    public mutating func append(_ element: Element) {
        total += 1
        if first.count < limit { first.append(element) }
    }

    public mutating func append(contentsOf other: NotedList) {
        total += other.total
        first += other.first.prefix(max(0, limit - first.count))
    }
}
