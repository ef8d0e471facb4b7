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

    // Bytes and not characters: to tell where characters end takes most of a file's time.
    private static let newline = UInt8(ascii: "\n")
    private static let quotes = [UInt8(ascii: "'"), UInt8(ascii: "\"")]

    init(_ text: String, file: String) {
        var closing: UInt8?
        let bytes = Array(text.utf8)
        let lines = bytes.split(separator: TOMLOutline.newline, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if let quote = closing {
                if TOMLOutline.holdsThree(quote, line) { closing = nil }
                continue
            }
            let content = line.drop(while: TOMLOutline.isBlank)
            let column = content.startIndex - line.startIndex + 1
            let place = SourcePlace(file: file, line: index + 1, column: column)
            if content.first == UInt8(ascii: "[") {
                let name = content.drop { $0 == UInt8(ascii: "[") }.prefix { $0 != UInt8(ascii: "]") }
                let words = name.filter { $0 != UInt8(ascii: " ") }
                tables.append(Table(name: String(decoding: words, as: UTF8.self), place: place))
            }
            guard let equals = content.firstIndex(of: UInt8(ascii: "=")), content.first != UInt8(ascii: "#")
            else { continue }
            let value = content[(equals + 1)...].drop(while: TOMLOutline.isBlank)
            if !tables.isEmpty, let key = content[..<equals].split(separator: UInt8(ascii: " ")).first {
                var there = place
                // Continuation bytes begin no code point.
                there.column += content[..<value.startIndex].count { $0 & 0xC0 != 0x80 }
                tables[tables.count - 1].values[String(decoding: key, as: UTF8.self)] = there
            }
            closing = TOMLOutline.openQuote(in: value)
        }
    }

    /// The places of the `[[rules]]`, each with its keys.
    var rules: [Table] { tables.filter { $0.name == "rules" } }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 0x09 }

    /// The quote that, three times, must close a string of several lines; nil where `value` opens none.
    private static func openQuote(in value: ArraySlice<UInt8>) -> UInt8? {
        guard let quote = value.first, quotes.contains(quote), value.prefix(3).count == 3,
            value.prefix(3).allSatisfy({ $0 == quote })
        else { return nil }
        return holdsThree(quote, value.dropFirst(3)) ? nil : quote
    }

    private static func holdsThree(_ quote: UInt8, _ bytes: ArraySlice<UInt8>) -> Bool {
        var run = 0
        for byte in bytes {
            run = byte == quote ? run + 1 : 0
            if run == 3 { return true }
        }
        return false
    }
}
