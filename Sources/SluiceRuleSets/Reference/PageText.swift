import SluiceRules

extension RulePage {
    /// The page for a terminal of `width` columns.
    ///
    /// `visible` takes out of a line what would steer the terminal, `strong` paints headings.
    public func text(
        width: Int, visible: @escaping (String) -> String = { $0 },
        strong: @escaping (String) -> String = { $0 }
    ) -> String {
        var printer = PagePrinter(width: max(40, width), visible: visible, strong: strong)
        for block in blocks { printer.add(block, indent: 0) }
        return printer.lines.joined(separator: "\n")
    }
}

/// Sets blocks in lines.
private struct PagePrinter {
    let width: Int
    let visible: (String) -> String
    let strong: (String) -> String
    private(set) var lines: [String] = []

    init(width: Int, visible: @escaping (String) -> String, strong: @escaping (String) -> String) {
        self.width = width
        self.visible = visible
        self.strong = strong
    }

    mutating func add(_ block: PageBlock, indent: Int) {
        switch block {
        case .title(let id, let title):
            lines += [strong(visible(id)), ""]
            wrap(title, indent: indent)
            lines.append("")
        case .facts(let rows, let label, let place):
            table(rows + [[label, "\(place.file):\(place.line)"]], indent: indent)
        case .section(let title, let content):
            if !title.isEmpty { lines += ["", strong(title)] }
            for block in content { add(block, indent: 2) }
        case .paragraph(let text): wrap(text, indent: indent)
        case .list(let items): for item in items { wrap(item, indent: indent, bullet: "– ") }
        case .tiers(let rows):
            for row in rows { wrap("\(row[0]) → \(row[1])", indent: indent, bullet: "– ") }
        case .code(let texts), .examples(let texts):
            for text in texts {
                for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                    lines.append(String(repeating: " ", count: indent + 2) + visible(String(line)))
                }
            }
        }
    }

    private mutating func table(_ rows: [[String]], indent: Int) {
        let column = rows.map { $0[0].unicodeScalars.count }.max() ?? 0
        for row in rows {
            let space = String(repeating: " ", count: column - row[0].unicodeScalars.count + 2)
            wrap(
                row[1], indent: indent + column + 2,
                first: String(repeating: " ", count: indent) + row[0] + space)
        }
    }

    private mutating func wrap(_ text: String, indent: Int, bullet: String = "", first: String? = nil) {
        let margin = String(repeating: " ", count: indent + bullet.unicodeScalars.count)
        var line = first ?? String(repeating: " ", count: indent) + bullet
        var isEmpty = true
        for word in visible(text).split(separator: " ") {
            if !isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count > width {
                lines.append(line)
                line = margin
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        lines.append(line)
    }
}
