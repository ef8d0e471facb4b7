/// The gravest rows of a report, in a file; memory holds their places only.
///
/// Of rows that are equally grave the earliest stay.
struct GravestRows: Sendable {
    private let limit: Int
    private let spool: Spool
    /// The places of the rows kept, by gravity.
    private var places: [[Range<Int>]] = Array(repeating: [], count: HTMLRow.gravities)
    private var count = 0

    init(limit: Int) throws(OutputFault) {
        self.limit = limit
        spool = try Spool()
    }

    /// Keeps a row, where it is graver than the least grave one or there is room.
    mutating func add(gravity: Int, _ write: (inout [UInt8]) -> Void) throws(OutputFault) {
        if count >= limit {
            guard let least = places.firstIndex(where: { !$0.isEmpty }), least < gravity else { return }
            places[least].removeLast()
            count -= 1
        }
        places[gravity].append(try spool.append(write))
        count += 1
    }

    /// The places of all rows kept, in the order in which they came.
    func inOrder() -> [Range<Int>] {
        places.joined().sorted { $0.lowerBound < $1.lowerBound }
    }

    func copy(_ place: Range<Int>, to output: inout ReportOutput) throws(OutputFault) {
        try spool.copy(place, to: &output)
    }
}
