import SluiceRules

/// Where the tables and keys of a TOML file stand; TOMLKit gives values without their places.
struct TOMLOutline {
    struct Table {
        /// As between the brackets: `rules` for `[[rules]]`.
        let name: String
        let place: SourcePlace
        /// Where the values of its keys begin.
        var values: [String: SourcePlace] = [:]
    }

    private(set) var tables: [Table] = []

    init(_ text: String, file: String) {
        var closing: String?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let end = closing {
                if line.contains(end) { closing = nil }
                continue
            }
            let indent = line.prefix { $0 == " " || $0 == "\t" }
            let content = line[indent.endIndex...]
            let place = SourcePlace(file: file, line: index + 1, column: indent.unicodeScalars.count + 1)
            if content.hasPrefix("[") {
                let name = content.drop { $0 == "[" }.prefix { $0 != "]" }
                tables.append(Table(name: name.filter { $0 != " " }, place: place))
            }
            guard let equals = content.firstIndex(of: "="), !content.hasPrefix("#") else { continue }
            let value = content[content.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
            if !tables.isEmpty, let key = content[..<equals].split(separator: " ").first {
                var there = place
                there.column += content[..<value.startIndex].unicodeScalars.count
                tables[tables.count - 1].values[String(key)] = there
            }
            closing = Self.openQuote(in: value)
        }
    }

    /// The places of the `[[rules]]`, each with its keys.
    var rules: [Table] { tables.filter { $0.name == "rules" } }

    /// The quote that must close a string of several lines which `value` opens; nil where it opens none.
    private static func openQuote(in value: Substring) -> String? {
        for quote in ["'''", "\"\"\""] where value.hasPrefix(quote) {
            return value.dropFirst(3).contains(quote) ? nil : quote
        }
        return nil
    }
}
