public import SluiceModel

/// A form in which findings are given out, one after the other.
///
/// The same forms serve a scan and the reports that are made of its records later.
public protocol ReportFormat: Sendable {
    mutating func begin(_ run: RunRecord, to output: inout ReportOutput) throws(OutputFault)
    mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) throws(OutputFault)
    mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) throws(OutputFault)

    /// Takes findings in any order and on any thread; nil where the form needs them in their order.
    ///
    /// Asked for once the report has begun, and as often as there are threads.
    func draft() -> FindingDraft?
    /// Adds what a draft holds, whose findings follow those added before.
    mutating func add(_ draft: FindingDraft, to output: inout ReportOutput) throws(OutputFault)
}

/// Some findings as a form of report will write them.
///
/// `@unchecked` because a draft is in the hands of one thread at a time: of the one that fills it, then of the one that
/// adds it to the report.
open class FindingDraft: @unchecked Sendable {
    /// Room beyond that goes when a draft is emptied, so that a flood of long findings is not paid for ever.
    private static let mostRoom = 1 << 18

    /// What was written.
    public final var bytes = GrowingBytes()

    public init() {}

    /// Writes a finding behind those that are there.
    open func add(_ finding: inout MaskedFinding) {}

    /// Makes it as good as new.
    open func empty() { bytes.removeAll(keepingAtMost: FindingDraft.mostRoom) }
}

extension ReportFormat {
    public func draft() -> FindingDraft? { nil }

    public mutating func add(_ draft: FindingDraft, to output: inout ReportOutput) throws(OutputFault) {
        try output.append(draft.bytes)
    }
}

/// Where a form of report writes: it appends to ``bytes``, which go on to the target in larger pieces.
public struct ReportOutput: ~Copyable {
    private static let pieceSize = 1 << 16

    /// What has not been given on yet.
    public var bytes: [UInt8] = []
    /// Of the file or stream behind it; nil where the output only gathers.
    public let descriptor: CInt?
    private var target: ReportTarget?

    /// An output that only gathers.
    public init() {
        target = nil
        descriptor = nil
    }

    public init(_ target: consuming ReportTarget) {
        descriptor = target.number
        self.target = .some(target)
    }

    /// Gives on what was gathered, where that is much.
    public mutating func flushIfFull() throws(OutputFault) {
        if bytes.count >= ReportOutput.pieceSize { try flush() }
    }

    mutating func append(_ more: ArraySlice<UInt8>) { bytes += more }

    /// Adds bytes, without the first `skipped` ones; many of them go on without being gathered.
    mutating func append(_ more: borrowing GrowingBytes, skipping skipped: Int = 0) throws(OutputFault) {
        guard target != nil, more.count - skipped >= ReportOutput.pieceSize else {
            more.withBytes { unsafe bytes.append(contentsOf: $0.dropFirst(skipped)) }
            return
        }
        try flush()
        try target?.write(more, from: skipped)
    }

    /// Gives on what was gathered.
    public mutating func flush() throws(OutputFault) {
        guard target != nil, !bytes.isEmpty else { return }
        try target?.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Gives on the rest; a file gets its name.
    mutating func finish() throws(OutputFault) {
        try flush()
        try target?.finish()
    }
}

/// One report: a format and the place where it goes.
public struct Report: ~Copyable {
    private var format: any ReportFormat
    private var output: ReportOutput
    private let flushesAlways: Bool

    /// Creates a report; on a terminal every finding is to be written at once.
    public init(_ format: any ReportFormat, to target: consuming ReportTarget, flushesAlways: Bool) {
        self.format = format
        output = ReportOutput(target)
        self.flushesAlways = flushesAlways
    }

    public var descriptor: CInt? { output.descriptor }

    public mutating func begin(_ run: RunRecord) throws(OutputFault) {
        try format.begin(run, to: &output)
        try flushIfFull()
    }

    public mutating func add(_ findings: some Collection<FindingRecord>) throws(OutputFault) {
        for finding in findings {
            try format.add(finding, to: &output)
            try output.flushIfFull()
        }
        try flushIfFull()
    }

    /// What takes findings for ``add(draft:)``; nil where they have to be added one after the other.
    public func draft() -> FindingDraft? { format.draft() }

    public mutating func add(draft: FindingDraft) throws(OutputFault) {
        try format.add(draft, to: &output)
        try flushIfFull()
    }

    public mutating func end(_ summary: SummaryRecord) throws(OutputFault) {
        try format.end(summary, to: &output)
        try output.finish()
    }

    private mutating func flushIfFull() throws(OutputFault) {
        if flushesAlways { try output.flush() } else { try output.flushIfFull() }
    }
}
