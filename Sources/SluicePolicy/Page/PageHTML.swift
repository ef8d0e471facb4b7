import SluiceModel

/// Writes blocks as one HTML page that needs nothing beside it.
struct PageHTML {
    let language: Language
    let title: String

    func text(_ blocks: [PageBlock]) -> String {
        """
        <!doctype html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(PageHTML.escaped(title))</title>
        <style>
        \(PageHTML.style)
        </style>
        </head>
        <body>
        <main>
        \(sections(blocks))
        </main>
        </body>
        </html>

        """
    }

    /// Each heading of the second level begins a section that it names.
    private func sections(_ blocks: [PageBlock]) -> String {
        var lines: [String] = []
        var number = 0
        for block in blocks {
            if case .heading(let text, level: 2) = block {
                if number > 0 { lines.append("</section>") }
                number += 1
                lines.append("<section aria-labelledby=\"s\(number)\">")
                lines.append("<h2 id=\"s\(number)\">\(PageHTML.escaped(text))</h2>")
            } else {
                lines.append(PageHTML.block(block))
            }
        }
        if number > 0 { lines.append("</section>") }
        return lines.joined(separator: "\n")
    }

    private static func block(_ block: PageBlock) -> String {
        switch block {
        case .heading(let text, let level): "<h\(level)>\(escaped(text))</h\(level)>"
        case .paragraph(let text): "<p>\(escaped(text))</p>"
        case .list(let entries):
            "<ul>\n" + entries.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n") + "\n</ul>"
        case .questions(let questions):
            "<ol class=\"questions\">\n" + questions.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n")
                + "\n</ol>"
        case .facts(let facts):
            "<dl>\n"
                + facts.map { "<dt>\(escaped($0.label))</dt><dd>\(escaped($0.text))</dd>" }
                .joined(separator: "\n") + "\n</dl>"
        case .table(let table): self.table(table)
        case .signatures(let names):
            "<div class=\"signatures\">\n" + names.map { "<p>\(escaped($0))</p>" }.joined(separator: "\n")
                + "\n</div>"
        }
    }

    private static func table(_ table: PageTable) -> String {
        var lines = [
            "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(table.caption))\">"
        ]
        lines.append("<table>")
        lines.append("<caption>\(escaped(table.caption))</caption>")
        lines.append("<thead><tr>\(cells(table.header) { "<th scope=\"col\">\($0)</th>" })</tr></thead>")
        lines.append("<tbody>")
        for row in table.rows { lines.append("<tr>\(cells(row) { "<td>\($0)</td>" })</tr>") }
        lines += ["</tbody>", "</table>", "</div>"]
        return lines.joined(separator: "\n")
    }

    private static func cells(_ texts: [String], _ cell: (String) -> String) -> String {
        texts.map { cell(escaped($0)) }.joined()
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    /// Readable on paper and on any screen; the colours keep a contrast of 7 to 1 in either scheme.
    private static let style = """
        :root { --text: #1b1f24; --quiet: #444c56; --ground: #ffffff; --line: #c8ced6; --mark: #eef3f8; }
        @media (prefers-color-scheme: dark) {
          :root { --text: #e8ecf1; --quiet: #b9c2cd; --ground: #14181d; --line: #3c4650; --mark: #1f272f; }
        }
        body { margin: 0; background: var(--ground); color: var(--text);
          font: 1.0625rem/1.55 system-ui, sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
        h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
        h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
        .questions { background: var(--mark); padding: 1rem 1rem 1rem 2.5rem; font-size: 1.25rem; font-weight: 600; }
        dl { margin: .25rem 0 1rem; display: grid; grid-template-columns: 8rem 1fr; gap: .25rem 1rem; }
        dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .95rem; }
        caption { text-align: left; color: var(--quiet); padding: .25rem 0 .5rem; }
        th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0;
          border-bottom: 1px solid var(--line); }
        .signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 4rem 2rem; margin-top: 4rem; }
        .signatures p { border-top: 1px solid var(--text); padding-top: .25rem; margin: 0; }
        @media (max-width: 34rem) { dl { grid-template-columns: 1fr; } }
        @media print {
          :root { --text: #000; --quiet: #333; --ground: #fff; --line: #999; --mark: #f2f2f2; }
          main { max-width: none; padding: 0; } h2, h3 { break-after: avoid; } tr, dl { break-inside: avoid; }
          .wide { overflow: visible; }
        }
        """
}
