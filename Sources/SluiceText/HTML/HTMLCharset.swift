/// The charset that a page or an XML file names itself.
public enum HTMLCharset {
    /// How many bytes are looked at; browsers look at 1024.
    private static let reach = 4096

    /// The label in `<meta charset=…>`, in a `content` with `charset=`, or in `<?xml encoding=…?>`.
    public static func label(in html: Span<UInt8>) -> String? {
        let head = html.extracting(first: reach)
        var place = 0
        while place < head.count {
            guard head[place] == 0x3C else {
                place += 1
                continue
            }
            let end = endOfTag(from: place, in: head)
            if begins("<meta", at: place, in: head), let label = value(of: "charset", place..<end, in: head) {
                return label
            }
            if begins("<?xml", at: place, in: head), let label = value(of: "encoding", place..<end, in: head)
            {
                return label
            }
            if begins("<!--", at: place, in: head) { place = endOfComment(from: place, in: head) }
            place += 1
        }
        return nil
    }

    private static func endOfTag(from start: Int, in text: Span<UInt8>) -> Int {
        var place = start
        while place < text.count, text[place] != 0x3E { place += 1 }
        return place
    }

    private static func endOfComment(from start: Int, in text: Span<UInt8>) -> Int {
        var place = start + 4
        while place + 2 < text.count, !begins("-->", at: place, in: text) { place += 1 }
        return place
    }

    private static func begins(_ word: String, at place: Int, in text: Span<UInt8>) -> Bool {
        var next = place
        for byte in word.utf8 {
            guard next < text.count else { return false }
            let found = text[next]
            guard (found &- 0x41 < 26 ? found | 0x20 : found) == byte else { return false }
            next += 1
        }
        return true
    }

    private static func value(of name: String, _ range: Range<Int>, in text: Span<UInt8>) -> String? {
        for start in range where begins(name, at: start, in: text) {
            var place = start + name.utf8.count
            while place < range.upperBound, text[place] <= 0x20 { place += 1 }
            guard place < range.upperBound, text[place] == 0x3D else { continue }
            place += 1
            while place < range.upperBound, text[place] <= 0x20 || text[place] == 0x22 || text[place] == 0x27
            {
                place += 1
            }
            var label = ""
            while place < range.upperBound, label.utf8.count < 40, text[place] > 0x20, text[place] < 0x7F {
                if [0x22, 0x27, 0x3B, 0x2F, 0x3F].contains(text[place]) { break }
                label.unicodeScalars.append(Unicode.Scalar(text[place]))
                place += 1
            }
            if !label.isEmpty { return label }
        }
        return nil
    }
}
