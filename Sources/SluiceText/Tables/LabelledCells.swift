import SluiceModel

/// The cells of a text's tables, each behind the name of its column or row: `Passwort: ` and what stands below it.
///
/// In a table the word that says what a value is stands above or beside it, where no pattern sees it. Only cells
/// with a telling label are taken (``TellingLabels``), so that most tables cost no more than a look at their lines.
public struct LabelledCells: Sendable {
    /// A line for each cell.
    public private(set) var text: [UInt8] = []
    private var cells: [Cell] = []

    private struct Cell {
        /// Where it stands in ``LabelledCells/text``.
        var place: Int
        /// Where it stands in the text that the table is in.
        var source: Range<Int>
    }

    /// Longer cells are texts, in which a label has no part.
    static let longestCell = 1 << 10

    /// Nil where no table of `text` has a telling label.
    public init?(in text: Span<UInt8>) {
        guard LabelledCells.mayStand(in: text) else { return nil }
        var walk = TableWalk()
        while let (label, cell) = walk.next(in: text) { add(cell, label, text) }
        if cells.isEmpty { return nil }
    }

    /// Whether there are any in `text`.
    public static func stand(in text: Span<UInt8>) -> Bool {
        guard mayStand(in: text) else { return false }
        var walk = TableWalk()
        return walk.next(in: text) != nil
    }

    /// Whether anything in `text` could part cells.
    public static func mayStand(in text: Span<UInt8>) -> Bool {
        text.has(0x09, in: 0..<text.count) || text.has(0x7C, in: 0..<text.count)
    }

    private mutating func add(_ cell: Range<Int>, _ label: Range<Int>, _ source: Span<UInt8>) {
        for place in label { text.append(source[place]) }
        text += [UInt8(ascii: ":"), 0x20]
        cells.append(Cell(place: text.count, source: cell))
        for place in cell { text.append(source[place]) }
        text.append(0x0A)
    }

    /// How many cells there are.
    public var count: Int { cells.count }

    /// Where a cell stands in ``text``, its label included, and where in the text that the table is in.
    public subscript(index: Int) -> (own: Range<Int>, source: Range<Int>) {
        let cell = cells[index]
        let start = index == 0 ? 0 : cells[index - 1].place + cells[index - 1].source.count + 1
        return (start..<cell.place + cell.source.count + 1, cell.source)
    }

    /// Where `range` of ``text`` stands in the text that the table is in; nil where it is not within one cell.
    public func source(of range: Range<Int>) -> Range<Int>? {
        guard let cell = cell(before: range.lowerBound),
            range.upperBound <= cell.place + cell.source.count
        else { return nil }
        let shift = cell.source.lowerBound - cell.place
        return range.lowerBound + shift..<range.upperBound + shift
    }

    /// The last cell that begins at or before `place`.
    private func cell(before place: Int) -> Cell? {
        var (low, high) = (0, cells.count)
        while low < high {
            let middle = (low + high) / 2
            if cells[middle].place <= place { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : cells[low - 1]
    }
}
