import Glibc

/// One line of a text, as the row of a table.
struct TableLine {
    /// What parts the cells.
    enum Kind {
        /// As programs lay sheets and pages out, and as they are copied from there.
        case tabs
        /// As Markdown, wikis and the terminals of databases draw them.
        case bars
    }

    /// Cells without the space around them.
    private(set) var cells: [Range<Int>] = []
    /// Whether all of it is drawn, as the line below a header is.
    private(set) var isRule = false
    /// Whether the line marks its cells as a header, as wikis do with two bars.
    private(set) var isMarkedHeader = false
    /// Whether bars stand at both ends, which no line of a program or a shell has.
    private(set) var isFramed = false
    private(set) var kind = Kind.tabs

    /// Rows of more cells are data that nobody reads.
    private static let mostCells = 256

    /// Takes the cells of the line at `range`, its line end left out.
    mutating func read(_ range: Range<Int>, in text: Span<UInt8>) {
        cells.removeAll(keepingCapacity: true)
        (isRule, isMarkedHeader, isFramed) = (false, false, false)
        let line = TableLine.trimmed(range, in: text)
        guard !line.isEmpty else { return }
        kind = text[line.lowerBound] == UInt8.bar || !text.has(.tab, in: range) ? .bars : .tabs
        if kind == .tabs { return readTabs(range, in: text) }
        isRule = TableLine.isRule(line, in: text)
        if !isRule { readBars(line, in: text) }
    }

    private mutating func readTabs(_ line: Range<Int>, in text: Span<UInt8>) {
        var start = line.lowerBound
        while cells.count < TableLine.mostCells {
            let end = text.first(.tab, in: start..<line.upperBound) ?? line.upperBound
            cells.append(TableLine.trimmed(start..<end, in: text))
            guard end < line.upperBound else { break }
            start = end + 1
        }
        while cells.last?.isEmpty == true { cells.removeLast() }
    }

    private mutating func readBars(_ line: Range<Int>, in text: Span<UInt8>) {
        var start = line.lowerBound
        isFramed = line.count > 1 && text[start] == .bar && text[line.upperBound - 1] == .bar
        isMarkedHeader = line.count > 4 && text[start] == .bar && text[start + 1] == .bar
        if text[start] == .bar { start += isMarkedHeader ? 2 : 1 }
        while start < line.upperBound, cells.count < TableLine.mostCells {
            var end = start
            // A bar behind a backslash belongs to the cell.
            while end < line.upperBound, text[end] != .bar || end > start && text[end - 1] == .backslash {
                end += 1
            }
            cells.append(TableLine.bare(TableLine.trimmed(start..<end, in: text), in: text))
            start = end + 1
            if isMarkedHeader, start < line.upperBound, text[start] == .bar { start += 1 }
        }
    }

    /// Whether a line has nothing but what draws tables: `|---|:-:|`, `+----+`, `----+----`.
    private static func isRule(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
        var (dashes, borders) = (0, 0)
        for place in line {
            switch text[place] {
            case UInt8(ascii: "-"), UInt8(ascii: "="): dashes += 1
            case .bar, UInt8(ascii: "+"): borders += 1
            case UInt8(ascii: ":"), 0x20: break
            default: return false
            }
        }
        return dashes > 1 && borders > 0
    }

    /// A cell without the marks that only make it bold or a piece of code: `**`, `__` or a back tick at both ends.
    private static func bare(_ cell: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
        guard cell.count > 2, let length = markLength(text[cell.lowerBound]), cell.count > 2 * length else {
            return cell
        }
        let mark = text[cell.lowerBound]
        for step in 0..<length
        where text[cell.lowerBound + step] != mark || text[cell.upperBound - 1 - step] != mark {
            return cell
        }
        return cell.lowerBound + length..<cell.upperBound - length
    }

    /// How often a byte stands before and behind what it marks; nil for one that marks nothing.
    private static func markLength(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "_"): 2
        case UInt8(ascii: "`"): 1
        default: nil
        }
    }

    static func trimmed(_ range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isSpace(text[start]) { start += 1 }
        while end > start, isSpace(text[end - 1]) { end -= 1 }
        return start..<end
    }

    /// Whether the line belongs to a table at all.
    var isRow: Bool { isRule || cells.count > 1 }

    /// Forgets the line.
    mutating func clear() { cells.removeAll(keepingCapacity: true) }

    /// Whether the row is laid out with tabs, or drawn in a way that only tables are.
    var isSure: Bool { kind == .tabs || isFramed || isRule }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D || byte == .tab }
}

extension UInt8 {
    fileprivate static let bar = UInt8(ascii: "|")
    fileprivate static let tab = UInt8(ascii: "\t")
    fileprivate static let backslash = UInt8(ascii: "\\")
}

extension Span<UInt8> {
    /// The first place of `byte` in `range`.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return unsafe withUnsafeBufferPointer { buffer -> Int? in
            guard let base = buffer.baseAddress,
                let found = unsafe memchr(base + range.lowerBound, CInt(byte), range.count)
            else { return nil }
            return unsafe base.distance(to: found.assumingMemoryBound(to: UInt8.self))
        }
    }

    func has(_ byte: UInt8, in range: Range<Int>) -> Bool { first(byte, in: range) != nil }
}
