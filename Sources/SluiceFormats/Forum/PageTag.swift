/// A tag of a page in HTML, by its place.
struct PageTag {
    var start: Int
    /// Behind its `>`.
    var end: Int
    var isEnd: Bool
    var name: Range<Int>
    /// Between the name and the `>`.
    var rest: Range<Int>

    /// The first tag at or behind `place`; comments, scripts and style sheets are passed over.
    static func next(from place: Int, before limit: Int, in html: Span<UInt8>) -> PageTag? {
        var place = place
        while place < limit {
            guard html[place] == 0x3C else {
                place += 1
                continue
            }
            if begins("!--", at: place + 1, before: limit, in: html) {
                place = find("-->", from: place + 4, before: limit, in: html)
                continue
            }
            let isEnd = place + 1 < limit && html[place + 1] == 0x2F
            let name = place + (isEnd ? 2 : 1)
            guard name < limit, (0x61...0x7A).contains(html[name] | 0x20) else {
                place += 1
                continue
            }
            return tag(at: place, name, isEnd, before: limit, in: html)
        }
        return nil
    }

    private static func tag(
        at start: Int, _ name: Int, _ isEnd: Bool, before limit: Int, in html: Span<UInt8>
    ) -> PageTag {
        var place = name
        while place < limit, html[place] > 0x20, html[place] != 0x3E, html[place] != 0x2F { place += 1 }
        let nameEnd = place
        var quote: UInt8 = 0
        while place < limit {
            let byte = html[place]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x3E {
                break
            } else if byte == 0x22 || byte == 0x27, html[place - 1] == 0x3D {
                quote = byte
            }
            place += 1
        }
        var tag = PageTag(
            start: start, end: min(limit, place + 1), isEnd: isEnd, name: name..<nameEnd,
            rest: nameEnd..<place)
        for raw in ["script", "style"] where !isEnd && tag.isNamed(raw, in: html) {
            tag.end = find("</" + raw, from: tag.end, before: limit, in: html)
        }
        return tag
    }

    func isNamed(_ word: String, in html: Span<UInt8>) -> Bool {
        name.count == word.utf8.count
            && PageTag.begins(word, at: name.lowerBound, before: name.upperBound, in: html)
    }

    func hasName(of other: PageTag, in html: Span<UInt8>) -> Bool {
        guard name.count == other.name.count else { return false }
        for index in 0..<name.count
        where html[name.lowerBound + index] | 0x20 != html[other.name.lowerBound + index] | 0x20 {
            return false
        }
        return true
    }

    /// The value of an attribute as it stands, lower case; nil where the tag has none of that name.
    func attribute(_ name: String, in html: Span<UInt8>) -> String? {
        var place = rest.lowerBound
        while place < rest.upperBound {
            guard html[place - 1] <= 0x20 || html[place - 1] == 0x22 || html[place - 1] == 0x27,
                PageTag.begins(name, at: place, before: rest.upperBound, in: html)
            else {
                place += 1
                continue
            }
            place += name.utf8.count
            guard place < rest.upperBound, html[place] == 0x3D else { continue }
            return value(from: place + 1, in: html)
        }
        return nil
    }

    private func value(from start: Int, in html: Span<UInt8>) -> String {
        var place = start
        var bytes: [UInt8] = []
        guard place < rest.upperBound else { return "" }
        let quote = html[place]
        let isQuoted = quote == 0x22 || quote == 0x27
        if isQuoted { place += 1 }
        while place < rest.upperBound, bytes.count < 1000,
            isQuoted ? html[place] != quote : html[place] > 0x20
        {
            bytes.append(html[place])
            place += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The words of `class`, `id` and `itemprop`.
    func roles(in html: Span<UInt8>) -> [String] {
        ["class", "id", "itemprop"].flatMap { name in
            attribute(name, in: html)?.lowercased().split(separator: " ").map(String.init) ?? []
        }
    }

    /// Where the element that this tag begins ends: its content, and the place behind its end tag.
    func element(before limit: Int, in html: Span<UInt8>) -> (content: Range<Int>, end: Int) {
        var depth = 1
        var place = end
        while let tag = PageTag.next(from: place, before: limit, in: html) {
            place = tag.end
            guard tag.hasName(of: self, in: html) else { continue }
            depth += tag.isEnd ? -1 : 1
            if depth == 0 { return (end..<tag.start, tag.end) }
        }
        return (end..<max(end, limit), max(end, limit))
    }

    /// Whether `word`, which is in lower case, stands at `place`.
    static func begins(_ word: String, at place: Int, before limit: Int, in html: Span<UInt8>) -> Bool {
        var next = place
        for byte in word.utf8 {
            guard next < limit, EightBytes.fold(html[next]) == byte else { return false }
            next += 1
        }
        return true
    }

    static func find(_ word: String, from start: Int, before limit: Int, in html: Span<UInt8>) -> Int {
        guard let first = word.utf8.first else { return start }
        var place = min(start, limit)
        while place < limit {
            if html[place] == first, begins(word, at: place, before: limit, in: html) { return place }
            place += 1
        }
        return limit
    }
}
