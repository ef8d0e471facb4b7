import SluiceModel
import SluiceText

/// Records and cells of delimited text (RFC 4180), read leniently.
///
/// A quote counts only where a cell begins with it. One that is not closed within ``longestCell`` is a letter like any other.
enum TableRecords {
    static let longestCell = 1 << 20
    /// A cell with so many quotes that are not doubled is not quoted at all.
    private static let mostWrongQuotes = 16

    /// Behind the line end of the first record; nil where it may go on behind `bytes`.
    static func end(of bytes: Span<UInt8>, _ delimiter: UInt8, atEnd: Bool) -> Int? {
        var place = 0
        while true {
            let rest = bytes.extracting(place..<bytes.count)
            guard let newline = BytePlaces.first(0x0A, in: rest) else { return atEnd ? bytes.count : nil }
            if BytePlaces.first(0x22, in: rest.extracting(first: newline)) == nil {
                return place + newline + 1
            }
            // A quote in sight: look at each cell of the line.
            switch endOfQuotedLine(bytes, from: place, delimiter, atEnd: atEnd) {
            case .ends(let end): return end
            case .goesOn(let next): place = next
            case .unknown: return nil
            }
        }
    }

    private enum LineEnd {
        case ends(Int)
        /// Within a record, behind a quoted cell.
        case goesOn(Int)
        case unknown
    }

    /// Goes over cells from `start`, where one begins, to the end of the line or behind the first quoted cell.
    private static func endOfQuotedLine(
        _ bytes: Span<UInt8>, from start: Int, _ delimiter: UInt8, atEnd: Bool
    ) -> LineEnd {
        var place = start
        while place < bytes.count {
            if bytes[place] == 0x22 {
                switch closingQuote(bytes, from: place + 1, delimiter, atEnd: atEnd) {
                case .ends(let close): place = close + 1
                case .goesOn: place += 1
                case .unknown: return .unknown
                }
            }
            while place < bytes.count, bytes[place] != delimiter, bytes[place] != 0x0A { place += 1 }
            guard place < bytes.count else { break }
            place += 1
            if bytes[place - 1] == 0x0A { return .ends(place) }
            let rest = bytes.extracting(place..<bytes.count)
            let newline = BytePlaces.first(0x0A, in: rest) ?? rest.count
            if BytePlaces.first(0x22, in: rest.extracting(first: newline)) == nil { return .goesOn(place) }
        }
        return atEnd ? .ends(bytes.count) : .unknown
    }

    /// The quote that closes a cell: the first before a delimiter or line end; `goesOn` where there is none.
    private static func closingQuote(
        _ bytes: Span<UInt8>, from start: Int, _ delimiter: UInt8, atEnd: Bool
    ) -> LineEnd {
        let limit = min(bytes.count, start + longestCell)
        var place = start
        var wrong = 0
        while place < limit {
            guard let found = BytePlaces.first(0x22, in: bytes.extracting(place..<limit)) else { break }
            place += found
            guard place + 1 < bytes.count else { return atEnd ? .ends(place) : .unknown }
            switch bytes[place + 1] {
            case 0x22: place += 2
            case delimiter, 0x0A, 0x0D: return .ends(place)
            // A quote within a cell that is not doubled is wrong, and closes nothing.
            default:
                wrong += 1
                guard wrong < mostWrongQuotes else { return .goesOn(start) }
                place += 1
            }
        }
        return limit == bytes.count && !atEnd ? .unknown : .goesOn(start)
    }

    /// The cells of one record, its line end left out.
    static func cells(in record: Span<UInt8>, _ delimiter: UInt8) -> [TableCell] {
        var cells: [TableCell] = []
        readCells(in: record, delimiter, &cells)
        return cells
    }

    /// Replaces `cells` by those of one record.
    static func readCells(in record: Span<UInt8>, _ delimiter: UInt8, _ cells: inout [TableCell]) {
        cells.removeAll(keepingCapacity: true)
        var end = record.count
        if end > 0, record[end - 1] == 0x0A { end -= 1 }
        if end > 0, record[end - 1] == 0x0D { end -= 1 }
        var place = 0
        while true {
            let start = place
            var quoted: Range<Int>?
            if place < end, record[place] == 0x22,
                case .ends(let close) = closingQuote(record, from: place + 1, delimiter, atEnd: true),
                close < end
            {
                quoted = place + 1..<close
                place = close + 1
            }
            while place < end, record[place] != delimiter { place += 1 }
            // Text behind the closing quote belongs to the cell as well.
            let isClean = quoted.map { $0.upperBound + 1 == place } ?? false
            if let quoted, isClean {
                cells.append(TableCell(range: quoted, isQuoted: true))
            } else {
                cells.append(TableCell(range: start..<place, isQuoted: false))
            }
            guard place < end else { return }
            place += 1
        }
    }

    /// A cell's text, with its quotes once.
    static func text(of cell: TableCell, in record: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(cell.range.count)
        var place = cell.range.lowerBound
        while place < cell.range.upperBound {
            text.append(record[place])
            let isDouble =
                cell.isQuoted && record[place] == 0x22 && place + 1 < cell.range.upperBound
                && record[place + 1] == 0x22
            place += isDouble ? 2 : 1
        }
        return text
    }

    /// A cell's text for names and the like.
    static func string(of cell: TableCell, in record: Span<UInt8>, _ charset: Charset?) -> String {
        let text = text(of: cell, in: record)
        if let charset, UTF8Check(text.span).validCount < text.count,
            let decoded = CharsetDecoder.decode(text.span, label: charset.name).storage
        {
            return decoded.string(in: 0..<decoded.count)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
