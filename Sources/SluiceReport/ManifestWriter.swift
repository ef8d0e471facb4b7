import Glibc
public import SluiceModel

/// Writes the list of files that a scan has read, one JSON record each, as the scan goes on.
///
/// A file's findings stand before its record, masked as the report has them, so that a run that was broken off can be
/// taken up again and its report be whole. Whatever stands behind the last record of a file is not counted.
public struct ManifestWriter: ~Copyable {
    private static let bufferSize = 1 << 16

    private var target: ReportTarget
    private var buffer: [UInt8] = []
    /// How many bytes of ``buffer`` end with a file's record.
    private var settled = 0

    /// Begins a new list.
    ///
    /// - Throws: ``OutputFault`` where the file is there already, or cannot be made.
    public init(file path: String, run: RunRecord, basis: ManifestBasis) throws(OutputFault) {
        target = try ReportTarget(continuing: path, at: 0, isNew: true)
        JSONWriter.line(into: &buffer) {
            $0.object {
                $0.key("manifest")
                $0.object {
                    $0.field("schema", RunRecord.schema)
                    $0.field("version", run.version)
                    $0.field("rulesHash", run.rulesHash)
                    $0.field("started", Timestamp.text(run.started))
                    $0.key("basis")
                    $0.object { object in
                        for part in ManifestBasis.Part.allCases {
                            guard let hash = basis.hashes[part] else { continue }
                            object.key(named: part.rawValue)
                            object.value(hash)
                        }
                    }
                }
            }
        }
        settled = buffer.count
    }

    /// Goes on with the list that was read.
    ///
    /// - Throws: ``OutputFault`` where the file cannot be written.
    public init(continuing list: ManifestReader) throws(OutputFault) {
        target = try ReportTarget(continuing: list.path, at: list.settled, isNew: false)
    }

    /// By which a scan knows the file and leaves it alone.
    public var descriptor: CInt { target.number }

    /// What takes findings for ``add(draft:)``.
    public static func draft() -> FindingDraft { JSONLinesDraft() }

    public mutating func add(draft: FindingDraft) throws(OutputFault) {
        draft.bytes.withBytes { unsafe buffer.append(contentsOf: $0) }
        // A file with very many findings is not kept in memory until it ends.
        if buffer.count >= 16 * ManifestWriter.bufferSize { try flush() }
    }

    public mutating func add(_ record: FileRecord) throws(OutputFault) {
        JSONWriter.line(into: &buffer) {
            $0.object {
                $0.key("file")
                $0.object { ManifestWriter.write(record, to: &$0) }
            }
        }
        settled = buffer.count
        if buffer.count >= ManifestWriter.bufferSize { try flush() }
    }

    /// Writes what is settled; findings of a file that was not read to its end go.
    public mutating func finish() throws(OutputFault) {
        buffer.removeSubrange(settled...)
        try flush()
    }

    private mutating func flush() throws(OutputFault) {
        try target.write(buffer)
        buffer.removeAll(keepingCapacity: true)
        settled = 0
    }

    private static func write(_ record: FileRecord, to json: inout JSONWriter) {
        let counts = record.counts
        json.field("path", record.stamp.path)
        json.field("size", record.stamp.size)
        json.field("modified", Timestamp.text(Double(record.stamp.modified / 1_000_000_000)))
        json.field("modifiedNanoseconds", record.stamp.modified)
        json.field("sha256", record.sha256)
        json.field("status", record.status.rawValue)
        let reasons = counts.partial.first + counts.unsupported.first
        if !reasons.isEmpty {
            json.key("reasons")
            json.array { array in
                for gap in reasons {
                    array.object {
                        $0.field("path", gap.origin.path)
                        $0.field("message", gap.origin.message)
                        $0.field("reason", gap.reason.description)
                    }
                }
            }
        }
        json.field("messages", counts.messages)
        json.field("bytes", counts.bytes)
        json.field("below", counts.below)
        json.field("decided", counts.decided)
        json.field("expired", counts.expired)
        json.field("back", counts.back)
        json.field("allowed", counts.allowed)
        json.field("unread", counts.unread)
        if counts.unselected > 0 { json.field("unselected", counts.unselected) }
        json.field("partial", counts.partial.total)
        json.field("unsupported", counts.unsupported.total)
        write("skipped", counts.skipped, to: &json)
        write(
            "findings", Dictionary(uniqueKeysWithValues: counts.findings.map { ($0.rawValue, $1) }), to: &json
        )
        write(
            "confidences", Dictionary(uniqueKeysWithValues: counts.confidences.map { ($0.rawValue, $1) }),
            to: &json)
    }

    private static func write(_ name: StaticString, _ numbers: [String: Int], to json: inout JSONWriter) {
        guard !numbers.isEmpty else { return }
        json.key(name)
        json.object { object in
            for (key, number) in numbers.sorted(by: { $0.key < $1.key }) {
                object.key(named: key)
                object.value(number)
            }
        }
    }
}
