/// The text form of a dictionary: one term a line, lines that begin with `#` are comments, and what follows
/// a tab is the label that is shown instead of the term.
enum TermDictionary {
    /// The terms in the order of their lines, without white space around them.
    ///
    /// Works on bytes, because a dictionary may have a million lines.
    static func terms(in text: String) -> [Term] {
        let bytes = Array(text.utf8)
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        var terms: [Term] = []
        var start = hasMark ? 3 : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            if let term = term(bytes[start..<end]) { terms.append(term) }
            start = end + 1
        }
        return terms
    }

    private static func term(_ line: ArraySlice<UInt8>) -> Term? {
        guard line.first != UInt8(ascii: "#") else { return nil }
        let tab = line.firstIndex(of: 0x09) ?? line.endIndex
        let text = trimmed(line[..<tab])
        guard !text.isEmpty else { return nil }
        let label = trimmed(line[tab...])
        return Term(text, label: label.isEmpty ? nil : label)
    }

    private static func trimmed(_ field: ArraySlice<UInt8>) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        let start = field.drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: start[...last], as: UTF8.self)
    }
}
