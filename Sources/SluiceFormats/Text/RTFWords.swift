/// What the control words of RTF mean for a text (Rich Text Format Specification 1.9.1).
enum RTFWord: Hashable, Sendable {
    /// Where the text of a group goes.
    enum Destination: Hashable, Sendable {
        case body, frame, notes, comments, html
        case fontTable
        case nothing
    }

    case destination(Destination)
    case text(String)
    case line, tab
    case unicode, unicodeSkip
    case binary
    case font, fontCharset, fontCodePage, defaultFont
    case codePage, macintosh, dos, dosLatin
    case plain, hidden, rtfOnly, fromHTML

    static let table: [String: RTFWord] = {
        var table: [String: RTFWord] = [
            "u": .unicode, "uc": .unicodeSkip, "bin": .binary, "f": .font, "fcharset": .fontCharset,
            "cpg": .fontCodePage, "deff": .defaultFont, "ansicpg": .codePage, "mac": .macintosh, "pc": .dos,
            "pca": .dosLatin, "plain": .plain, "v": .hidden, "deleted": .hidden, "webhidden": .hidden,
            "htmlrtf": .rtfOnly, "fromhtml": .fromHTML, "fonttbl": .destination(.fontTable),
            "htmltag": .destination(.html),
        ]
        func add(_ words: String, _ meaning: RTFWord) {
            for word in words.split(separator: " ") { table[String(word)] = meaning }
        }
        add("par sect page line row nestrow column softpage softline", .line)
        add("tab cell nestcell", .tab)
        add("header headerl headerr headerf footer footerl footerr footerf", .destination(.frame))
        add("footnote ftnsep ftnsepc aftnsep aftnsepc", .destination(.notes))
        add("fldrslt shptxt dptxbxtext txbxtext nesttableprops listtext pntext", .destination(.body))
        add("annotation atnid atnauthor info fldinst docvar xe tc", .destination(.comments))
        add(
            "title subject author manager company operator category keywords comment doccomm hlinkbase propname",
            .destination(.comments))
        add("staticval", .destination(.comments))
        add(
            """
            colortbl stylesheet listtable listoverridetable listpicture rsidtbl generator pict themedata \
            colorschememapping datastore latentstyles xmlnstbl filetbl revtbl pgptbl mmathPr nonesttables \
            objdata objclass objalias objsect blipuid picprop bkmkstart bkmkend datafield mhtmltag wgrffmtfilter \
            panose falt sn atrfstart atrfend atnref atndate fchars lchars ftncn aftncn nonshppict tblstyle
            """, .destination(.nothing))
        let characters: [(String, String)] = [
            ("emdash", "—"), ("endash", "–"), ("lquote", "‘"), ("rquote", "’"), ("ldblquote", "“"),
            ("rdblquote", "”"), ("bullet", "•"), ("emspace", " "), ("enspace", " "), ("qmspace", " "),
        ]
        for (word, text) in characters { table[word] = .text(text) }
        return table
    }()

    /// The code pages of fonts by their `\fcharset`.
    static let codePages: [Int: Int] = [
        0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254,
        163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
    ]
}
