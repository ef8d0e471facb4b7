public import SluiceModel
public import SluiceNames

/// Makes records of findings: masks what was found, and names people by pseudonyms.
public struct Recorder: Sendable {
    private let mask: Mask
    private let names: NameKey
    private let people: PeopleNames

    /// Begins with a key; people's names are shown as they are only where the user asked for it by name.
    public init(mask: Mask, names: NameKey, revealsAuthors: Bool = false) {
        self.mask = mask
        self.names = names
        people = PeopleNames(names, reveals: revealsAuthors)
    }

    /// Lends some findings to forms of report, one after the other.
    public func forEach(_ findings: [Finding], _ body: (inout MaskedFinding) -> Void) {
        unsafe findings.withUnsafeBufferPointer { findings in
            guard let first = findings.baseAddress, !findings.isEmpty else { return }
            var masked = unsafe MaskedFinding(first, mask: mask, names: names, people: people)
            for index in findings.indices {
                if index > 0 { unsafe masked.move(to: first + index) }
                body(&masked)
            }
        }
    }

    /// The records of some findings.
    public func records(_ findings: [Finding]) -> [FindingRecord] {
        var records: [FindingRecord] = []
        records.reserveCapacity(findings.count)
        forEach(findings) { records.append(FindingRecord(&$0)) }
        return records
    }

    public func record(_ finding: Finding) -> FindingRecord {
        FindingRecord(finding, mask: mask, names: names, people: people)
    }

    /// Names the key under which everything gets its names.
    public var keyID: String { names.identifier }

    /// The program's arguments as a report may show them.
    public func arguments(_ arguments: [String]) -> [String] { people.arguments(arguments) }

    public func summary(_ counts: ScanCounts, seconds: Double) -> SummaryRecord {
        var counts = counts
        counts.unsupported = shown(counts.unsupported)
        counts.partial = shown(counts.partial)
        return SummaryRecord(counts: counts, seconds: seconds)
    }

    /// What became of a file, as a list of files may show it.
    public func file(_ record: FileRecord) -> FileRecord {
        var record = record
        record.stamp.path = people.path(record.stamp.path)
        record.counts.unsupported = shown(record.counts.unsupported)
        record.counts.partial = shown(record.counts.partial)
        return record
    }

    /// A path as a report may show it.
    public func path(_ path: String) -> String { people.path(path) }

    private func shown(_ gaps: NotedList<Gap>) -> NotedList<Gap> {
        let first = gaps.first.map { gap in
            var gap = gap
            gap.origin.path = people.path(gap.origin.path)
            gap.origin.messageID = nil
            return gap
        }
        return NotedList(first, of: gaps.total)
    }
}

extension FindingRecord {
    /// Masks a finding; ``Recorder`` does so for one finding after another.
    public init(_ finding: Finding, mask: Mask, names: NameKey) {
        self.init(finding, mask: mask, names: names, people: PeopleNames(names, reveals: false))
    }

    fileprivate init(_ finding: Finding, mask: Mask, names: NameKey, people: PeopleNames) {
        self = unsafe withUnsafePointer(to: finding) { finding in
            var masked = unsafe MaskedFinding(finding, mask: mask, names: names, people: people)
            return FindingRecord(&masked)
        }
    }

    /// What a form of report sees of a finding, to be kept.
    public init(_ finding: inout MaskedFinding) {
        var value = ""
        var excerpt = ExcerptRecord("", value: ByteSpan(0, 0))
        var names = (value: "", fingerprint: "")
        finding.withValue { value = unsafe String(decoding: $0, as: UTF8.self) }
        finding.withExcerpt {
            excerpt = unsafe ExcerptRecord(String(decoding: $0, as: UTF8.self), value: $1)
        }
        finding.withValueID { names.value = unsafe String(decoding: $0, as: UTF8.self) }
        finding.withFingerprint { names.fingerprint = unsafe String(decoding: $0, as: UTF8.self) }
        self.init(
            rule: finding.rule, severity: finding.severity, confidence: finding.confidence,
            location: finding.location, excerpt: excerpt, value: value, label: finding.label,
            valueID: names.value, fingerprint: names.fingerprint, evidence: finding.evidence,
            also: finding.also, author: finding.author, authorRole: finding.authorRole, time: finding.time,
            channel: finding.channel, audience: finding.audience, verdict: finding.verdict,
            decision: finding.decision)
        end = finding.end
        conversation = finding.conversation
    }
}

extension MaskedFinding {
    /// The place, with pseudonyms for people.
    fileprivate var location: Location {
        Location(
            origin: Origin(path: path, message: message, messageID: messageID), partKind: partKind,
            part: part,
            member: member, layer: layer, line: line, column: column, span: span, fileOffset: fileOffset,
            fileLine: fileLine)
    }
}
