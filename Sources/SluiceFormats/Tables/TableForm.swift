import SluiceModel
import SluiceText

/// How a table of delimited text is written: what parts its cells, and what its columns are called.
struct TableForm: Hashable, Sendable {
    var delimiter: UInt8
    /// The names in the first row; empty where it is no header.
    var columns: [String] = []
    /// What stands before the first record: a byte order mark, a line `sep=;`.
    var preamble = 0
    /// In what the first records are written, where that is not UTF-8: Excel writes the charset of its country.
    var charset: Charset?

    /// How many records are looked at.
    private static let sampleSize = 32
    private static let delimiters: [UInt8] = [0x3B, 0x2C, 0x09, 0x7C]

    /// Guesses the form of a table from its first bytes.
    ///
    /// With `isAsked` somebody said that it is a table, so that any guess will do.
    init?(_ head: Span<UInt8>, isWhole: Bool, isAsked: Bool) {
        preamble = BytePlaces.markLength(head)
        var said: UInt8?
        if let (byte, length) = TableForm.saidDelimiter(head.extracting(preamble..<head.count)) {
            said = byte
            preamble += length
        }
        let text = head.extracting(preamble..<head.count)
        var best: (delimiter: UInt8, share: Double, columns: Int)?
        for candidate in said.map({ [$0] }) ?? TableForm.delimiters {
            let counts = TableForm.counts(text, candidate, isWhole: isWhole)
            guard let usual = TableForm.mostFrequent(counts.map(\.columns)), usual > 1 || said != nil else {
                continue
            }
            let share = Double(counts.count { $0.columns == usual }) / Double(counts.count)
            let isTable = counts.count >= 5 ? share >= 0.9 : counts.count >= 2 && share == 1
            guard isTable || isAsked || said != nil else { continue }
            if best.map({ (share, usual) > ($0.share, $0.columns) }) ?? true {
                best = (candidate, share, usual)
            }
        }
        guard let delimiter = best?.delimiter ?? said ?? (isAsked ? 0x2C : nil) else { return nil }
        self.delimiter = delimiter
        if UTF8Check(text).validCount + 3 < text.count { charset = MessageBuilder.charset(of: text) }
        columns = header(of: text, isWhole: isWhole)
    }

    /// The delimiter in a first line `sep=;`, as Excel writes it, and the line's length.
    private static func saidDelimiter(_ text: Span<UInt8>) -> (byte: UInt8, length: Int)? {
        let word = Array("sep=".utf8)
        guard text.count > 5, word.indices.allSatisfy({ text[$0] | 0x20 == word[$0] | 0x20 }) else {
            return nil
        }
        if text[5] == 0x0A { return (text[4], 6) }
        return text.count > 6 && text[5] == 0x0D && text[6] == 0x0A ? (text[4], 7) : nil
    }

    /// How many cells each of the first records has; a record that is cut off does not count.
    private static func counts(
        _ text: Span<UInt8>, _ delimiter: UInt8, isWhole: Bool
    ) -> [(columns: Int, end: Int)] {
        var counts: [(Int, Int)] = []
        var place = 0
        while place < text.count, counts.count < sampleSize {
            let rest = text.extracting(place..<text.count)
            guard let end = TableRecords.end(of: rest, delimiter, atEnd: isWhole) else { break }
            let cells = TableRecords.cells(in: rest.extracting(first: end), delimiter)
            if cells.count > 1 || cells.first?.range.isEmpty == false {
                counts.append((cells.count, place + end))
            }
            place += end
        }
        return counts
    }

    private static func mostFrequent(_ numbers: [Int]) -> Int? {
        var counts: [Int: Int] = [:]
        for number in numbers { counts[number, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }

    /// The names of the columns, where the first record looks like a header: short, different, no numbers.
    private func header(of text: Span<UInt8>, isWhole: Bool) -> [String] {
        guard let end = TableRecords.end(of: text, delimiter, atEnd: isWhole) else { return [] }
        let record = text.extracting(first: end)
        let names = TableRecords.cells(in: record, delimiter).map { cell in
            TableRecords.string(of: cell, in: record, charset)
        }
        let isHeader =
            names.count > 1 && Set(names).count == names.count
            && names.allSatisfy { name in
                name.utf8.count <= 64 && !name.contains("@") && !name.contains("\n")
                    && !(name.utf8.first.map { (0x30...0x39).contains($0) } ?? false)
            }
            && names.count { !$0.isEmpty } * 2 > names.count
        return isHeader ? names : []
    }
}

/// One cell of a record.
struct TableCell: Hashable {
    /// Its text in the record, without quotes around it.
    var range: Range<Int>
    /// Whether quotes in it are written twice.
    var isQuoted: Bool
}
