/// Goes over a text from table to table, and gives each cell that has a telling label.
///
/// A table is a run of lines with tabs, or with bars. Its first row is the header where a line is drawn below it or where it
/// looks like one; in rows of two cells the first may be the label of the second.
struct TableWalk {
    /// A label and what it names.
    typealias Pair = (label: Range<Int>, cell: Range<Int>)

    /// Where the next line begins.
    private var place = 0
    private var row = TableLine()
    /// The next tab and the next bar, so that texts without are passed over at once.
    private var nextTab = -1
    private var nextBar = -1
    /// Whether the line before belongs to the table at hand, and of what kind that is.
    private var kind: TableLine.Kind?
    /// The columns of the table at hand; those that are not telling are empty.
    private var labels: [Range<Int>] = []
    /// Of the row at hand, what is left to give, the last first.
    private var pending: [Pair] = []

    /// A title, a date or a drawn line may stand above a header.
    private static let headerRows = 4

    /// The next cell and its label.
    mutating func next(in text: Span<UInt8>) -> Pair? {
        while pending.isEmpty {
            guard place < text.count, kind != nil || findTable(in: text) else { return nil }
            readRow(in: text)
        }
        return pending.removeLast()
    }

    /// Goes to the line of the next tab or bar, and looks at its table's first rows.
    private mutating func findTable(in text: Span<UInt8>) -> Bool {
        let rest = place..<text.count
        if nextTab < place { nextTab = text.first(0x09, in: rest) ?? text.count }
        if nextBar < place { nextBar = text.first(0x7C, in: rest) ?? text.count }
        let mark = min(nextTab, nextBar)
        guard mark < text.count else { return false }
        place = Lines.start(of: mark, in: text, notBefore: place)
        openTable(in: text)
        return true
    }

    private func line(at start: Int, in text: Span<UInt8>) -> Range<Int> {
        start..<(text.first(0x0A, in: start..<text.count) ?? text.count)
    }

    /// Looks for the header of the table that begins at ``place``, and goes behind it.
    private mutating func openTable(in text: Span<UInt8>) {
        labels.removeAll(keepingCapacity: true)
        kind = nil
        var first = TableLine()
        var start = place
        for _ in 0...TableWalk.headerRows where start < text.count {
            let line = line(at: start, in: text)
            row.read(line, in: text)
            guard row.isRow, kind == nil || row.kind == kind else { break }
            if kind == nil { kind = row.kind }
            if row.isRule ? !first.cells.isEmpty : isHeader(first, above: row, in: text) {
                let behind = row.isRule ? line.upperBound + 1 : start
                return setHeader(first.cells, endingAt: behind, in: text)
            }
            if row.isMarkedHeader { return setHeader(row.cells, endingAt: line.upperBound + 1, in: text) }
            swap(&first, &row)
            if first.isRule { first.clear() }
            start = line.upperBound + 1
        }
        if kind == nil { place = line(at: place, in: text).upperBound + 1 }
    }

    /// Whether `first` is a header although no line is drawn below it.
    private func isHeader(_ first: TableLine, above next: TableLine, in text: Span<UInt8>) -> Bool {
        let cells = first.cells
        guard cells.count > 1, first.isSure, TableLabel.areIn(cells, of: text) else { return false }
        let named = cells.indices.filter { TableLabel.isTelling(cells[$0], in: text) }
        guard named.first == 0, cells.count == 2 else { return !named.isEmpty }
        // `Passwort` and a word beside it, which may be its value: a digit in it tells, or what stands below.
        if TableLabel.hasDigit(cells[1], in: text) { return false }
        return named.count > 1 || next.cells.count > 1 && TableLabel.hasDigit(next.cells[0], in: text)
    }

    private mutating func setHeader(_ cells: [Range<Int>], endingAt end: Int, in text: Span<UInt8>) {
        place = min(end, text.count)
        for cell in cells {
            let isTelling = TableLabel.isTelling(cell, in: text)
            labels.append(isTelling ? TableLabel.name(cell, in: text) : cell.lowerBound..<cell.lowerBound)
        }
    }

    /// Reads one row, or goes behind the table.
    private mutating func readRow(in text: Span<UInt8>) {
        guard let kind, place < text.count else { return }
        let line = line(at: place, in: text)
        row.read(line, in: text)
        guard row.isRow, row.kind == kind else {
            self.kind = nil
            if !row.isRow { place = line.upperBound + 1 }
            return
        }
        // Below a table without a line between stands another, with other columns.
        if !labels.isEmpty, row.cells.count != labels.count, TableLabel.areIn(row.cells, of: text) {
            let (before, known) = (place, labels)
            openTable(in: text)
            if place > before { return }
            // There is none: the row is one of this table, with fewer cells.
            labels = known
            row.read(line, in: text)
        }
        place = line.upperBound + 1
        give(in: text)
    }

    private mutating func give(in text: Span<UInt8>) {
        let cells = row.cells
        for index in cells.indices.reversed() where index < labels.count && !labels[index].isEmpty {
            add(labels[index], cells[index])
        }
        guard cells.count == 2, row.isSure || !labels.isEmpty, TableLabel.isTelling(cells[0], in: text)
        else { return }
        add(TableLabel.name(cells[0], in: text), cells[1])
    }

    private mutating func add(_ label: Range<Int>, _ cell: Range<Int>) {
        guard !cell.isEmpty, cell.count <= LabelledCells.longestCell else { return }
        pending.append((label, cell))
    }
}
