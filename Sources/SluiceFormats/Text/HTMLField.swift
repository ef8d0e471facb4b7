import SluiceModel
import SluiceText

/// HTML in a field of a record or in a cell of a table, as help desks and shops export it.
///
/// Plain text may hold angle brackets and ampersands too. A text counts as HTML where an element that people write in has
/// its end tag, where one stands that needs none, or where a character reference does.
struct HTMLField {
    /// What is shown.
    let shown: [UInt8]
    /// Hidden text, attributes and comments, a line for each.
    let aside: [UInt8]

    /// Nil where `text` is no HTML, or would become much longer.
    init?(_ text: Span<UInt8>) {
        guard HTMLField.isIn(text) else { return nil }
        let page: HTMLText
        if HTMLField.keepsLines(text) {
            var copy = Array("<pre>\n".utf8)
            JSONEscapes.append(text, to: &copy)
            page = HTMLText.convertWithoutMaps(copy.span)
        } else {
            page = HTMLText.convertWithoutMaps(text)
        }
        shown = page.text.storage.bytes(in: 0..<page.text.storage.count)
        var aside: [UInt8] = []
        for stream in [page.hidden, page.attributes, page.comments] where !stream.isEmpty {
            aside += stream.storage.bytes(in: 0..<stream.storage.count)
            if aside.last != 0x0A { aside.append(0x0A) }
        }
        self.aside = aside
        guard shown.count + aside.count <= text.count * 3 / 2, !shown.isEmpty || !aside.isEmpty else {
            return nil
        }
    }

    /// Whether a mark stands in `text` that HTML cannot do without.
    static func mayBeIn(_ text: Span<UInt8>) -> Bool {
        text.place(of: 0x3C, in: 0..<text.count) != nil || text.place(of: 0x26, in: 0..<text.count) != nil
    }

    /// Whether `text` is HTML; it is gone over once, from mark to mark.
    static func isIn(_ text: Span<UInt8>) -> Bool { hasReference(text) || hasElement(text) }

    private static func hasElement(_ text: Span<UInt8>) -> Bool {
        var opened: UInt64 = 0
        var hasComment = false
        var place = 0
        while let found = text.place(of: 0x3C, in: place..<text.count) {
            place = found + 1
            let isEnd = place < text.count && text[place] == 0x2F
            if text.has("!--", at: place, before: text.count) { hasComment = true }
            guard let number = tag(at: isEnd ? place + 1 : place, in: text) else { continue }
            if !isEnd, number < HTMLField.endless { return true }
            if isEnd, opened & 1 << UInt64(number) != 0 { return true }
            if !isEnd { opened |= 1 << UInt64(number) }
        }
        return hasComment && text.place(of: Array("-->".utf8), in: 0..<text.count) != nil
    }

    /// Elements, first those without an end tag, or whose end tag may be left out.
    private static let tags = [
        "p", "br", "li", "td", "tr", "th", "hr", "img", "b", "i", "u", "a", "div", "span", "strong", "em",
        "ul", "ol",
        "table", "tbody", "h1", "h2", "h3", "h4", "h5", "h6", "html", "body", "head", "pre", "code",
        "blockquote",
        "font", "center", "small", "big", "s", "del", "ins", "sub", "sup", "mark", "section", "article",
        "figure",
        "style", "label", "details", "tt", "kbd", "q",
    ].map { Array($0.utf8) }
    private static let endless = 8

    /// The number of the tag whose name stands at `start`; nil where it is none of these or does not close.
    private static func tag(at start: Int, in text: Span<UInt8>) -> Int? {
        var name: [UInt8] = []
        var place = start
        while place < text.count, name.count < 11, WordBytes.isPart(text[place]) {
            name.append(EightBytes.fold(text[place]))
            place += 1
        }
        guard !name.isEmpty, place < text.count,
            [0x3E, 0x2F, 0x20, 0x09, 0x0A, 0x0D].contains(text[place]),
            let number = tags.firstIndex(of: name),
            text.place(of: 0x3E, in: place..<min(text.count, place + 4096)) != nil
        else { return nil }
        return number
    }

    /// `&nbsp;`, `&#160;`, `&uuml;`.
    private static func hasReference(_ text: Span<UInt8>) -> Bool {
        var place = 0
        while let found = text.place(of: 0x26, in: place..<text.count) {
            place = found + 1
            var end = place
            if end < text.count, text[end] == 0x23 { end += 1 }
            while end < min(text.count, place + 8), WordBytes.isPart(text[end]), text[end] < 0x80 { end += 1 }
            guard end > place + 1, end < text.count, text[end] == 0x3B else { continue }
            if text[place] == 0x23
                || references.contains(String(decoding: text.copy(place..<end), as: UTF8.self))
            {
                return true
            }
        }
        return false
    }

    private static let references: Set<String> = [
        "nbsp", "amp", "lt", "gt", "quot", "apos", "auml", "ouml", "uuml", "Auml", "Ouml", "Uuml", "szlig",
        "euro",
        "shy", "ndash", "mdash", "hellip", "laquo", "raquo", "bdquo", "ldquo", "rdquo", "lsquo", "rsquo",
        "sbquo",
        "eacute", "egrave", "agrave", "aacute", "acirc", "ecirc", "icirc", "ocirc", "ccedil", "oacute",
        "uacute",
        "iacute", "ntilde", "oslash", "aring", "aelig", "deg", "middot", "bull", "copy", "reg", "trade",
        "sect",
        "para", "times", "zwnj", "zwj", "ensp", "emsp", "thinsp", "pound", "cent",
    ]

    /// Whether line ends say something: plain text and Markdown hold a tag or a reference here and there.
    private static func keepsLines(_ text: Span<UInt8>) -> Bool {
        var hasLines = false
        var last: UInt8?
        var isBehindEmpty = false
        var place = 0
        while place < text.count {
            let end = text.place(of: 0x0A, in: place..<text.count) ?? text.count
            let line = text.trimmed(place..<end)
            place = end + 1
            guard !line.isEmpty else {
                isBehindEmpty = true
                continue
            }
            // Line ends beside tags are how programs lay out HTML.
            if let last, last != 0x3E, text[line.lowerBound] != 0x3C {
                // An empty line parts paragraphs.
                if isBehindEmpty { return true }
                hasLines = true
            }
            last = text[line.upperBound - 1]
            isBehindEmpty = false
        }
        return hasLines && !holdsBlocks(text)
    }

    private static func holdsBlocks(_ text: Span<UInt8>) -> Bool {
        var place = 0
        while let found = text.place(of: 0x3C, in: place..<text.count) {
            place = found + 1
            if let number = tag(at: place, in: text), [0, 1, 2, 3, 4, 12, 18].contains(number) {
                return true
            }
        }
        return false
    }
}
