import SluiceModel

/// A row that is kept: its columns, and where its pieces stand one behind the other.
struct KeptRow: Sendable {
    var columns: RowColumns
    private var start: Int
    /// Of the text, the rest, the path, the value's name and the fingerprint.
    private var lengths: (UInt32, UInt32, UInt32, UInt32, UInt32)

    init(_ columns: RowColumns, start: Int, ends: [Int]) {
        self.columns = columns
        self.start = start
        func length(_ index: Int) -> UInt32 { UInt32(ends[index] - (index > 0 ? ends[index - 1] : 0)) }
        lengths = (length(0), length(1), length(2), length(3), length(4))
    }

    private func place(behind before: UInt32..., length: UInt32) -> Range<Int> {
        let start = before.reduce(start) { $0 + Int($1) }
        return start..<start + Int(length)
    }

    var text: Range<Int> { place(length: lengths.0) }
    var rest: Range<Int> { place(behind: lengths.0, length: lengths.1) }
    /// Path, value's name and fingerprint together.
    var names: Range<Int> {
        place(behind: lengths.0, lengths.1, length: lengths.2 + lengths.3 + lengths.4)
    }

    /// Takes ``names`` apart.
    func split(_ names: [UInt8]) -> (path: String, value: String, fingerprint: String) {
        let (path, value) = (Int(lengths.2), Int(lengths.2 + lengths.3))
        return (
            String(decoding: names[..<path], as: UTF8.self),
            String(decoding: names[path..<value], as: UTF8.self),
            String(decoding: names[value...], as: UTF8.self)
        )
    }

    static func isBefore(_ left: KeptRow, _ right: KeptRow) -> Bool { left.start < right.start }
}

/// The gravest rows of a report, in a file; memory holds their columns and places only.
///
/// Of rows that are equally grave the earliest stay.
struct GravestRows: Sendable {
    private let limit: Int
    private let spool: Spool
    /// The rows kept, by gravity.
    private var rows: [[KeptRow]] = Array(repeating: [], count: HTMLRow.gravities)
    private var count = 0

    init(limit: Int) throws(OutputFault) {
        self.limit = limit
        spool = try Spool()
    }

    /// Keeps a row, where it is graver than the least grave one or there is room.
    mutating func add(gravity: Int, _ row: () -> HTMLRow) throws(OutputFault) {
        if count >= limit {
            guard let least = rows.firstIndex(where: { !$0.isEmpty }), least < gravity else { return }
            rows[least].removeLast()
            count -= 1
        }
        let row = row()
        var ends: [Int] = []
        let place = try spool.append { bytes in
            let start = bytes.count
            func end() { ends.append(bytes.count - start) }
            row.writeText(to: &bytes)
            end()
            row.writeRest(to: &bytes)
            end()
            bytes += row.finding.location.origin.path.utf8
            end()
            bytes += row.finding.valueID.utf8
            end()
            bytes += row.finding.fingerprint.utf8
            end()
        }
        rows[gravity].append(KeptRow(row.columns, start: place.lowerBound, ends: ends))
        count += 1
    }

    /// All rows kept, in the order in which they came.
    func inOrder() -> [KeptRow] { rows.joined().sorted(by: KeptRow.isBefore) }

    func copy(_ place: Range<Int>, to output: inout ReportOutput) throws(OutputFault) {
        try spool.copy(place, to: &output)
    }
}
