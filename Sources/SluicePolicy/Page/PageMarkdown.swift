/// Writes blocks as Markdown.
enum PageMarkdown {
    static func text(_ blocks: [PageBlock]) -> String {
        blocks.map(block).joined(separator: "\n\n") + "\n"
    }

    private static func block(_ block: PageBlock) -> String {
        switch block {
        case .heading(let text, let level): String(repeating: "#", count: level) + " " + escaped(text)
        case .paragraph(let text): escaped(text)
        case .list(let entries): entries.map { "- " + escaped($0) }.joined(separator: "\n")
        case .questions(let questions): questions.map { "> **\(escaped($0))**" }.joined(separator: "\n>\n")
        case .facts(let facts):
            facts.map { "- **\(escaped($0.label)):** \(escaped($0.text))" }.joined(separator: "\n")
        case .table(let table): self.table(table)
        case .signatures(let names):
            names.map { "\(escaped($0)): ______________________" }.joined(separator: "\n\n")
        }
    }

    private static func table(_ table: PageTable) -> String {
        let rule = table.header.map { _ in "---" }
        return ([table.header, rule] + table.rows).enumerated().map { index, row in
            "| " + row.map { index == 1 ? $0 : cell($0) }.joined(separator: " | ") + " |"
        }.joined(separator: "\n")
    }

    private static func cell(_ text: String) -> String {
        escaped(text).split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    /// What Markdown would take as its own signs; a line break is a space.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if character.isNewline {
                result.append(" ")
                continue
            }
            if "\\`*_<>[]#".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
