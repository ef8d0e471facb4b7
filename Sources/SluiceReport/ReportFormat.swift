/// A form in which findings are given out, one after the other.
///
/// The same forms serve a scan and the reports that are made of its records later.
public protocol ReportFormat: Sendable {
    mutating func begin(_ run: RunRecord, to output: inout ReportOutput) throws(OutputFault)
    mutating func add(_ finding: FindingRecord, to output: inout ReportOutput) throws(OutputFault)
    mutating func end(_ summary: SummaryRecord, to output: inout ReportOutput) throws(OutputFault)

    /// What writes a finding without looking at those before it; nil where the form needs them in their order.
    ///
    /// Asked for once the report has begun.
    var drafter: (any FindingDrafter)? { get }
    /// Adds what ``drafter`` made of some findings, in their order.
    mutating func add(drafted bytes: [UInt8], to output: inout ReportOutput) throws(OutputFault)
}

/// Writes findings in a form of report, many threads at once.
public protocol FindingDrafter: Sendable {
    func draft(_ finding: FindingRecord, to bytes: inout [UInt8])
}

extension ReportFormat {
    public var drafter: (any FindingDrafter)? { nil }

    public mutating func add(
        drafted bytes: [UInt8], to output: inout ReportOutput
    ) throws(OutputFault) {
        try output.append(bytes[...])
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

    /// Adds bytes; many of them go on without being gathered.
    mutating func append(_ more: ArraySlice<UInt8>) throws(OutputFault) {
        guard target != nil, more.count >= ReportOutput.pieceSize else {
            bytes += more
            return
        }
        try flush()
        try target?.write(more)
    }

    /// Gives on what was gathered.
    public mutating func flush() throws(OutputFault) {
        guard target != nil, !bytes.isEmpty else { return }
        try target?.write(bytes[...])
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

    /// What drafts findings for ``add(drafted:)``; nil where they have to be added one after the other.
    public var drafter: (any FindingDrafter)? { format.drafter }

    public mutating func add(drafted bytes: [UInt8]) throws(OutputFault) {
        try format.add(drafted: bytes, to: &output)
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
