/// Rows of text with columns that stand under one another.
public enum TextTable {
    /// The rows as lines; each column is as wide as its widest cell, in code points.
    public static func lines(_ rows: [[String]], rightAligned: Set<Int> = []) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].unicodeScalars.count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].unicodeScalars.count)
                if rightAligned.contains(column) { return space + row[column] }
                return column == row.count - 1 ? row[column] : row[column] + space
            }
            return cells.joined(separator: "  ")
        }
    }
}
