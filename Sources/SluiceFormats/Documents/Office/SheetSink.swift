/// The shared strings of a workbook, and which of them a cell shows.
struct SharedStrings: XMLSink {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var used: [Bool] = []
    private var inText = false

    mutating func open(_ element: borrowing XMLElement) {
        if element.name == "t" { inText = true }
    }

    mutating func close(_ name: String) {
        if name == "t" { inText = false }
        if name == "si" {
            ends.append(bytes.count)
            used.append(false)
        }
    }

    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        if inText { unsafe bytes.append(contentsOf: text) }
    }

    /// The string of that number; nil where there is none.
    mutating func take(_ number: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(number) else { return nil }
        used[number] = true
        return bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }

    /// What no cell shows any more and still lies in the file.
    var unused: [UInt8] {
        var lines: [UInt8] = []
        for number in ends.indices where !used[number] {
            lines += bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
            lines.append(.newline)
        }
        return lines
    }
}

/// The rows of a sheet, each a line with its cells parted by tabs (ECMA-376, part 1, 18.3).
struct SheetSink: XMLSink {
    private(set) var texts = DocumentTexts()
    private(set) var strings: SharedStrings
    private var cell: [UInt8] = []
    private var aside: [UInt8] = []
    private var type: String?
    private var leaf: Leaf?

    private enum Leaf { case value, aside, line }

    init(_ strings: SharedStrings) { self.strings = strings }

    mutating func open(_ element: borrowing XMLElement) {
        switch element.name {
        case "c": type = element["t"]
        case "v", "t": leaf = .value
        case "f", "formula", "formula1", "formula2": leaf = .aside
        case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter": leaf = .line
        case "hyperlink":
            for name in ["display", "tooltip", "location"] { texts.notes.appendLine(element[name]) }
        case "dataValidation":
            for name in ["promptTitle", "prompt", "error"] { texts.notes.appendLine(element[name]) }
        default: break
        }
    }

    mutating func close(_ name: String) {
        switch name {
        case "c": endCell()
        case "row":
            if texts.body.last == .tab { texts.body.removeLast() }
            texts.body.endLine()
        case "v", "t", "f", "formula", "formula1", "formula2":
            leaf = nil
            // A formula says something of its own only where a text stands in it.
            if aside.contains(0x22) { texts.notes += aside + [.newline] }
            aside = []
        case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter":
            leaf = nil
            texts.body.endLine()
        default: break
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        switch leaf {
        case .value: unsafe cell.append(contentsOf: bytes)
        case .aside: unsafe aside.append(contentsOf: bytes)
        case .line: unsafe texts.body.append(contentsOf: bytes)
        case nil: break
        }
    }

    private mutating func endCell() {
        if type == "s", let number = Int(String(decoding: cell, as: UTF8.self)) {
            if let text = strings.take(number) { texts.body += text }
        } else {
            texts.body += SheetSink.plain(cell)
        }
        texts.body.append(.tab)
        cell = []
    }

    /// A whole number that is written with an exponent, as long ones are, in digits.
    private static func plain(_ value: [UInt8]) -> [UInt8] {
        guard value.contains(0x45), value.count < 32,
            let number = Double(String(decoding: value, as: UTF8.self)),
            abs(number) < 1e18, number == number.rounded()
        else { return value }
        return Array("\(Int(number))".utf8)
    }
}
