/// The text form of a dictionary: one term a line, lines that begin with `#` are comments, and what follows
/// a tab is the label that is shown instead of the term.
enum TermDictionary {
    /// The terms in the order of their lines; white space around them is dropped, and so are repeated lines.
    static func terms(in text: String) -> [Term] {
        var terms: [Term] = []
        var seen: Set<Substring> = []
        var text = Substring(text)
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        where line.first != UInt8(ascii: "#") {
            let fields = line.split(separator: 0x09, maxSplits: 1, omittingEmptySubsequences: false)
            let term = trimmed(fields[0])
            guard !term.isEmpty, seen.insert(term).inserted else { continue }
            let label = fields.count > 1 ? trimmed(fields[1]) : ""
            terms.append(Term(String(term), label: label.isEmpty ? nil : String(label)))
        }
        return terms
    }

    private static func trimmed(_ field: Substring.UTF8View) -> Substring {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let start = field.drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return Substring(start[...last])
    }
}
