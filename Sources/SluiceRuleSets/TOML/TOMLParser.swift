/// Reads TOML 1.0 (https://toml.io/en/v1.0.0).
///
/// Values come with their places, which a person who writes rules is told; and a file of some thousand lines is read in
/// less than a millisecond, since each scan with such a file begins with it.
struct TOMLParser {
    let bytes: [UInt8]
    var index = 0
    private var line = 1
    private var lineStart = 0
    private let root: TOMLTable

    /// - Throws: The first thing that is no TOML.
    static func table(of text: String) throws(TOMLFault) -> TOMLTable {
        var parser = TOMLParser(Array(text.utf8))
        try parser.document()
        return parser.root
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        root = TOMLTable(.header, TOMLPlace(line: 1, column: 1))
        // A byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        lineStart = index
    }

    // MARK: Reading

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    func peek(_ distance: Int) -> UInt8? {
        index + distance < bytes.count ? bytes[index + distance] : nil
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    var place: TOMLPlace {
        // Continuation bytes begin no code point.
        let column = bytes[lineStart..<index].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return TOMLPlace(line: line, column: column)
    }

    func fault(_ message: String) -> TOMLFault { TOMLFault(message: message, place: place) }

    /// Takes a line's end, if there is one.
    mutating func takeLineEnd() -> Bool {
        guard next == 0x0A || next == 0x0D && peek(1) == 0x0A else { return false }
        index += next == 0x0A ? 1 : 2
        line += 1
        lineStart = index
        return true
    }

    mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 { index += 1 }
    }

    /// Passes over a comment up to the line's end, if there is one.
    mutating func skipComment() throws(TOMLFault) {
        guard take(UInt8(ascii: "#")) else { return }
        while let byte = next, byte != 0x0A, !(byte == 0x0D && peek(1) == 0x0A) {
            if TOMLParser.isControl(byte) { throw fault("a control character in a comment") }
            index += 1
        }
    }

    /// Passes over blanks, comments and line ends.
    mutating func skipLines() throws(TOMLFault) {
        repeat {
            skipBlanks()
            try skipComment()
        } while takeLineEnd()
    }

    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x09 || byte == 0x7F }

    // MARK: Structure

    private mutating func document() throws(TOMLFault) {
        var table = root
        while true {
            try skipLines()
            guard let byte = next else { return }
            if byte == UInt8(ascii: "[") {
                table = try header()
            } else {
                try keyAndValue(into: table)
            }
            skipBlanks()
            try skipComment()
            guard next == nil || takeLineEnd() else { throw fault("more than one thing on a line") }
        }
    }

    /// `[a.b]` or `[[a.b]]`: the table that the following keys belong to.
    private mutating func header() throws(TOMLFault) -> TOMLTable {
        let start = place
        index += 1
        let isList = take(UInt8(ascii: "["))
        var names = try keys()
        guard take(UInt8(ascii: "]")), !isList || take(UInt8(ascii: "]")) else {
            throw fault("a table's name without its closing bracket")
        }
        let last = names.removeLast()
        var outer = root
        for name in names { outer = try inner(name, of: outer, start, isHeader: true) }
        let table = TOMLTable(.header, start)
        switch (outer[last]?.value, isList) {
        case (nil, true): outer.add(.tables(TOMLTables(table)), as: last, at: start)
        case (nil, false): outer.add(.table(table), as: last, at: start)
        case (.tables(let tables), true): tables.all.append(table)
        case (.table(let known), false) where known.origin == .implied:
            known.origin = .header
            return known
        default: throw TOMLFault(message: "'\(last)' is defined twice", place: start)
        }
        return table
    }

    /// The table of a name within another; made if there is none.
    private func inner(
        _ name: String, of outer: TOMLTable, _ start: TOMLPlace, isHeader: Bool
    ) throws(TOMLFault) -> TOMLTable {
        switch outer[name]?.value {
        case nil:
            let table = TOMLTable(isHeader ? .implied : .dotted, start)
            outer.add(.table(table), as: name, at: start)
            return table
        case .table(let table) where isHeader ? table.origin != .inline : table.origin == .dotted:
            return table
        case .tables(let tables) where isHeader: if let last = tables.all.last { return last }
        default: break
        }
        throw TOMLFault(message: "'\(name)' is defined twice", place: start)
    }

    mutating func keyAndValue(into table: TOMLTable, depth: Int = 0) throws(TOMLFault) {
        let start = place
        var names = try keys()
        guard take(UInt8(ascii: "=")) else { throw fault("a key without '='") }
        skipBlanks()
        let last = names.removeLast()
        var outer = table
        for name in names { outer = try inner(name, of: outer, start, isHeader: false) }
        guard outer[last] == nil else {
            throw TOMLFault(message: "the key '\(last)' is given twice", place: start)
        }
        let place = place
        outer.add(try value(depth: depth), as: last, at: place)
    }

    /// Names with full stops between them, and the blanks around.
    private mutating func keys() throws(TOMLFault) -> [String] {
        var names: [String] = []
        repeat {
            skipBlanks()
            names.append(try key())
            skipBlanks()
        } while take(UInt8(ascii: "."))
        return names
    }

    private mutating func key() throws(TOMLFault) -> String {
        if next == UInt8(ascii: "\"") { return try basicText() }
        if next == UInt8(ascii: "'") { return try literalText() }
        let start = index
        while let byte = next, TOMLParser.isOfBareKey(byte) { index += 1 }
        guard index > start else { throw fault("a key is missing") }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private static func isOfBareKey(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
