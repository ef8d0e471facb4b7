/// An answer of a mail server in several lines (RFC 5321, 4.2; RFC 3463), as the sender's mail program shows it.
public struct SMTPReply: Hashable, Sendable {
    /// The longest line is 512 bytes with code and line end (RFC 5321, 4.5.3.1.5); programs show shorter ones better.
    static let longestLine = 160
    static let mostLines = 40

    public var code: Int
    /// As RFC 3463 has it, such as `5.7.1`.
    public var status: String
    public var lines: [String]

    /// Any text becomes ASCII, since RFC 6531 allows no other reply to a client that did not ask for `SMTPUTF8`.
    ///
    /// Bounces of older servers would show it broken, too.
    public init(code: Int, status: String, lines: [String]) {
        self.code = code
        self.status = status
        let wrapped = lines.flatMap { SMTPReply.wrapped(ASCIIText.spelt($0)) }.filter { !$0.isEmpty }
        if wrapped.count > SMTPReply.mostLines, let last = wrapped.last {
            // The last line names the case, and stays.
            self.lines = wrapped.prefix(SMTPReply.mostLines - 2) + ["[...]", last]
        } else {
            self.lines = wrapped.isEmpty ? ["-"] : wrapped
        }
    }

    public static func refusal(_ lines: [String]) -> SMTPReply {
        SMTPReply(code: 550, status: "5.7.1", lines: lines)
    }

    public static func later(_ lines: [String]) -> SMTPReply {
        SMTPReply(code: 451, status: "4.7.1", lines: lines)
    }

    /// The lines with their codes, parted by CR LF; without a line end behind the last.
    public var text: String {
        lines.enumerated().map { index, line in
            "\(code)\(index == lines.count - 1 ? " " : "-")\(status) \(line)"
        }.joined(separator: "\r\n")
    }

    /// What pipe(8) takes for the reason of a bounce: the status first, then the text.
    public var pipeText: String { status + " " + lines.joined(separator: "\n") + "\n" }

    /// Cuts a text between its words; lines that go on begin with two spaces.
    private static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        let indent = line + "  "
        for word in text.split(separator: " ") {
            var word = word
            if !line.allSatisfy({ $0 == " " }), line.utf8.count + 1 + word.utf8.count > longestLine {
                lines.append(line)
                line = indent
            }
            if !line.allSatisfy({ $0 == " " }) { line += " " }
            while line.utf8.count + word.utf8.count > longestLine {
                let rest = word.dropFirst(longestLine - line.utf8.count)
                lines.append(line + word.prefix(longestLine - line.utf8.count))
                (line, word) = (indent, rest)
            }
            line += word
        }
        lines.append(line)
        return lines
    }
}

/// Text for where nothing but ASCII may stand.
public enum ASCIIText {
    /// The text as it is spelt where there are no umlauts: `ä` is `ae`, `„x“` is `"x"`, `€` is `EUR`.
    ///
    /// Line ends and other control characters become spaces; `%` would be a format to some mail servers.
    public static func spelt(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let known = spellings[scalar] {
                result += known
            } else if (0x20..<0x7F).contains(scalar.value) {
                result.unicodeScalars.append(scalar)
            } else if scalar.value < 0x20 || scalar.properties.isWhitespace {
                result += " "
            } else if let base = base(of: scalar) {
                result.unicodeScalars.append(base)
            } else if !scalar.properties.isDefaultIgnorableCodePoint, !isMark(scalar) {
                result += "?"
            }
        }
        return result
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .nonspacingMark
    }

    /// A letter without its accents.
    private static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        latin[scalar]
    }

    private static let spellings: [Unicode.Scalar: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "æ": "ae",
        "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa", "„": "\"", "“": "\"",
        "”": "\"", "»": "\"", "«": "\"", "‚": "'", "‘": "'", "’": "'", "›": "'", "‹": "'", "–": "-", "—": "-",
        "‑": "-", "−": "-", "…": "...", "•": "*", "·": "-", "€": "EUR", "§": "section", "%": " percent",
    ]

    private static let latin: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (base, letters) in [
            ("a", "áàâã"), ("e", "éèêë"), ("i", "íìîï"), ("o", "óòôõ"), ("u", "úùû"), ("c", "çćč"),
            ("n", "ñń"),
            ("s", "šś"), ("z", "žźż"), ("y", "ýÿ"), ("A", "ÁÀÂÃ"), ("E", "ÉÈÊË"), ("I", "ÍÌÎÏ"),
            ("O", "ÓÒÔÕ"),
            ("U", "ÚÙÛ"), ("C", "ÇĆČ"), ("N", "ÑŃ"), ("S", "ŠŚ"), ("Z", "ŽŹŻ"),
        ] {
            for letter in letters.unicodeScalars { table[letter] = base.unicodeScalars.first }
        }
        return table
    }()
}
