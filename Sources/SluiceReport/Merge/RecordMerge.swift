public import SluiceModel

/// Makes one stream of the records of some runs: the newest run first, and each finding as the newest run has it.
///
/// Two places of one value in one message have one fingerprint, so within a run all findings stay; what a newer run has
/// found, too, is left out of the older ones.
public struct RecordMerge: ~Copyable {
    /// What happened to findings that are not given.
    public struct Omissions: Hashable, Sendable {
        /// A newer run has them, too.
        public var repeated = 0
        /// Their run began too long ago.
        public var expired = 0
        public var expiredRuns = 0
        /// Under the threshold.
        public var below = 0
        /// Files whose last line was broken off, or that have no summary.
        public var unfinished: [String] = []
    }

    /// A file is held by an object, since an array cannot hold what cannot be copied.
    private final class Source {
        var reader: RecordReader
        let run: RunRecord

        init(_ reader: consuming RecordReader, _ run: RunRecord) {
            self.reader = reader
            self.run = run
        }
    }

    /// What findings must be to be given.
    public struct Selection: Sendable {
        public var severity = Severity.info
        public var confidence = Confidence.low
        /// Seconds since 1970; runs that began before it are left out.
        public var earliest = -Double.infinity

        public init() {}

        func admits(_ finding: FindingRecord) -> Bool {
            finding.severity >= severity && finding.confidence >= confidence
        }
    }

    private let sources: [Source]
    private let selection: Selection
    private var counts = ScanCounts()
    private var seconds = 0.0
    public private(set) var omissions = Omissions()
    /// Of newer runs; kept only where an older one follows.
    private var newer: Set<UInt128> = []
    private var found: Set<UInt128> = []
    /// Runs whose summary has been counted: a run may stand in several files, or be given twice.
    private var counted: Set<String> = []

    /// Opens the files and reads which runs they are of.
    ///
    /// - Throws: A ``Diagnostic`` where one of them cannot be read or is no list of findings.
    public init(_ paths: [String], _ selection: Selection) throws(Diagnostic) {
        var sources: [Source] = []
        for path in paths {
            var reader = try RecordReader(path)
            guard case .run(let run)? = try reader.next() else {
                throw Diagnostic("bad-findings", "no record of a run stands first", file: path, line: 1)
            }
            sources.append(Source(reader, run))
        }
        self.sources = sources.sorted { $0.run.started > $1.run.started }
        self.selection = selection
    }

    /// The runs as one: of the newest, with the rules of all.
    public var run: RunRecord {
        guard var run = sources.first?.run else {
            return RunRecord(id: "", version: "", rulesHash: "", arguments: [], started: 0, rules: [])
        }
        guard sources.count > 1 else { return run }
        var known = Set(run.rules.map(\.id))
        for source in sources { run.rules += source.run.rules.filter { known.insert($0.id).inserted } }
        run.sources = sources.flatMap { source in
            source.run.sources.isEmpty
                ? [
                    RunRecord.Source(
                        id: source.run.id, started: source.run.started, rulesHash: source.run.rulesHash,
                        keyID: source.run.keyID)
                ] : source.run.sources
        }
        if sources.contains(where: { $0.run.keyID != run.keyID }) { run.keyID = nil }
        return run
    }

    /// Whether the runs had different keys, so that what they have in common cannot be told.
    public var mixesKeys: Bool { Set(sources.map(\.run.keyID)).count > 1 || sources.first?.run.keyID == nil }

    /// Gives all findings to `body`, and then what the runs have done.
    ///
    /// - Throws: What `body` throws, or a ``Diagnostic`` where a line is no record.
    public mutating func forEach(_ body: (FindingRecord) throws -> Void) throws -> SummaryRecord {
        for (index, source) in sources.enumerated() {
            try read(source, isLast: index == sources.count - 1, body)
            newer.formUnion(found)
            found.removeAll()
        }
        return SummaryRecord(counts: counts, seconds: seconds)
    }

    private mutating func read(
        _ source: Source, isLast: Bool, _ body: (FindingRecord) throws -> Void
    ) throws {
        var isExpired = source.run.started < selection.earliest
        if isExpired { omissions.expiredRuns += 1 }
        var hasSummary = false
        var id = source.run.id
        while let record = try source.reader.next() {
            switch record {
            case .run(let run):
                isExpired = run.started < selection.earliest
                if isExpired { omissions.expiredRuns += 1 }
                hasSummary = false
                id = run.id
            case .summary(let summary):
                hasSummary = true
                if !isExpired, counted.insert(id).inserted { add(summary) }
            case .finding where isExpired: omissions.expired += 1
            case .finding(let finding): try take(finding, isLast: isLast, body)
            case .other: break
            }
        }
        guard !hasSummary || source.reader.isCutOff else { return }
        omissions.unfinished.append(source.reader.path)
        counts.wasInterrupted = true
    }

    private mutating func take(
        _ finding: FindingRecord, isLast: Bool, _ body: (FindingRecord) throws -> Void
    ) throws {
        if sources.count > 1, let name = UInt128(finding.fingerprint, radix: 16) {
            guard !newer.contains(name) else { return omissions.repeated += 1 }
            if !isLast { found.insert(name) }
        }
        guard selection.admits(finding) else { return omissions.below += 1 }
        counts.findings[finding.severity, default: 0] += 1
        counts.confidences[finding.confidence, default: 0] += 1
        try body(finding)
    }

    /// Findings are counted as they are given; the rest is what the runs say of themselves.
    private mutating func add(_ summary: SummaryRecord) {
        var rest = summary.counts
        rest.findings = [:]
        rest.confidences = [:]
        counts.add(rest)
        seconds += summary.seconds
    }
}
