/// What cells look like that name other cells.
enum TableLabel {
    /// Whether a row may be a header: most cells say something, and each is short and no value.
    static func areIn(_ cells: [Range<Int>], of text: Span<UInt8>) -> Bool {
        var named = 0
        for cell in cells where !cell.isEmpty {
            guard isName(cell, in: text) else { return false }
            named += 1
        }
        return named * 2 > cells.count
    }

    /// Whether a cell is a name and no value: words, and behind them perhaps a unit or a year.
    static func isName(_ cell: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard cell.count <= TellingLabels.longest else { return false }
        var letters = 0
        var words = 1
        for place in cell {
            switch text[place] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...:
                letters += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"): if letters < 3 { return false }
            case 0x20: words += 1
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "%"),
                UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "?"):
                break
            default: return false
            }
        }
        return letters > 1 && words <= 5
    }

    /// Whether a cell names what stands beside or below it, and that is worth knowing.
    static func isTelling(_ cell: Range<Int>, in text: Span<UInt8>) -> Bool {
        isName(cell, in: text) && TellingLabels.contain(cell, in: text)
    }

    /// A cell without the colon and the star that may stand behind a name.
    static func name(_ cell: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
        var end = cell.upperBound
        while end > cell.lowerBound, [UInt8(ascii: ":"), 0x2A, 0x20].contains(text[end - 1]) { end -= 1 }
        return cell.lowerBound..<end
    }

    /// Whether a digit stands in the cell.
    static func hasDigit(_ cell: Range<Int>, in text: Span<UInt8>) -> Bool {
        cell.contains { text[$0] &- 0x30 < 10 }
    }
}
