/// Breaks long lines as mails have them (RFC 5322, 2.1.1): 78 characters at most where words let it, never over 998 bytes.
enum TextLines {
    private static let width = 76
    /// A word such as a link stays whole up to here.
    private static let longestWord = 200

    /// One line as lines of 76 characters; those that go on are indented as the text of the first one is.
    static func wrapped(_ line: String) -> [String] {
        guard line.count > width else { return [line] }
        let start = line.prefix { $0 == " " || $0 == "–" }
        let indent = String(repeating: " ", count: start.count)
        var lines: [String] = []
        var current = String(start)
        var isEmpty = true
        for word in line.dropFirst(start.count).split(separator: " ").flatMap(pieces) {
            if !isEmpty, current.count + 1 + word.count > width {
                lines.append(current)
                (current, isEmpty) = (indent, true)
            }
            current += isEmpty ? word : " " + word
            isEmpty = false
        }
        return lines + [current]
    }

    private static func pieces(of word: Substring) -> [Substring] {
        var rest = word
        var pieces: [Substring] = []
        while !rest.isEmpty {
            pieces.append(rest.prefix(longestWord))
            rest = rest.dropFirst(longestWord)
        }
        return pieces
    }
}
