import SluiceModel

/// A row that is kept: its columns, and where its pieces stand in the file of rows.
struct KeptRow: Sendable {
    var columns: RowColumns
    var pieces: RowPieces

    static func isBefore(_ left: KeptRow, _ right: KeptRow) -> Bool { left.pieces.start < right.pieces.start }
}

/// The gravest rows of a report, in a file; memory holds their columns and places only.
///
/// Of rows that are equally grave the earliest stay.
struct GravestRows: Sendable {
    private let limit: Int
    private let spool: Spool
    /// What a row has to be graver than.
    let floor = HTMLFloor()
    /// The rows kept, by gravity.
    private var rows: [[KeptRow]] = Array(repeating: [], count: RowColumns.gravities)
    private var count = 0

    init(limit: Int) throws(OutputFault) {
        self.limit = limit
        spool = try Spool()
    }

    /// Keeps a row of a draft, where it is graver than the least grave one or there is room.
    mutating func add(
        _ columns: RowColumns, _ pieces: RowPieces, of draft: borrowing GrowingBytes
    ) throws(OutputFault) {
        let gravity = columns.gravity
        if count >= limit {
            guard let least = rows.firstIndex(where: { !$0.isEmpty }), least < gravity else { return }
            rows[least].removeLast()
            count -= 1
        }
        let place = try spool.append { target in
            draft.withBytes { unsafe target += $0[pieces.all] }
        }
        rows[gravity].append(KeptRow(columns: columns, pieces: pieces.moved(to: place.lowerBound)))
        count += 1
        if count >= limit, let least = rows.firstIndex(where: { !$0.isEmpty }) { floor.rise(to: least) }
    }

    /// All rows kept, in the order in which they came.
    func inOrder() -> [KeptRow] { rows.joined().sorted(by: KeptRow.isBefore) }

    func copy(_ place: Range<Int>, to output: inout ReportOutput) throws(OutputFault) {
        try spool.copy(place, to: &output)
    }
}
