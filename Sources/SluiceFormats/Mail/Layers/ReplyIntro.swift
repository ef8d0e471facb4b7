import SluiceModel

/// The line above a quoted mail that says who wrote it and when, such as `Am … schrieb …:`.
struct ReplyIntro {
    /// Where its first line begins.
    var start: Int
    var from: Person?
    var date: Double?

    /// Such a line is wrapped to no more lines than these, and no longer than this.
    static let lineLimit = 4
    static let longest = 600

    /// Finds the intro that ends with the last of `lines`, which follow one another without a blank line.
    ///
    /// A verb alone is no proof, since people write `gestern schrieb er:` themselves: a time, a year or an address
    /// has to stand beside it, or what follows be quoted. Where nothing but a date and an address is there, what
    /// follows has to be quoted.
    init?(_ lines: [TextLine], isQuoteNext: Bool, in text: Span<UInt8>) {
        guard let last = lines.last else { return nil }
        var first = lines.count - 1
        var verb = ReplyIntro.hasVerb(last, in: text)
        var begins = ReplyIntro.begins(last, in: text)
        while first > 0, !(verb && begins), last.end - lines[first - 1].start <= ReplyIntro.longest {
            let line = lines[first - 1]
            let (hasVerb, beginsHere) = (
                ReplyIntro.hasVerb(line, in: text), ReplyIntro.begins(line, in: text)
            )
            // A verb two lines up belongs to another sentence.
            guard beginsHere || hasVerb && first == lines.count - 1 && !verb else {
                first -= 1
                continue
            }
            verb = verb || hasVerb
            begins = begins || beginsHere
            first -= 1
            if beginsHere { break }
        }
        if !begins { first = ReplyIntro.lineOfVerb(lines, in: text) }
        let words = ReplyIntro.joined(lines[first...], in: text)
        let signs = Signs(words.span, 0..<words.count)
        guard verb ? signs.areEnough || isQuoteNext && signs.hasDigit : isQuoteNext && signs.hasAddress else {
            return nil
        }
        start = lines[first].start
        let found = DateText.find(in: words)
        guard verb || found != nil else { return nil }
        date = found?.seconds
        from = ReplyIntro.author(words, date: found?.range)
    }

    private static func hasVerb(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        verb(in: text, from: line.content, to: line.end) != nil
    }

    private static func begins(_ line: TextLine, in text: Span<UInt8>) -> Bool {
        var place = line.content
        while place < line.end, text[place] == 0x2D || text[place] == 0x20 { place += 1 }
        return IntroWords.starts.match(at: place, in: text, before: line.end) != nil
    }

    /// The line that holds the verb; the name may stand on the line before it where the verb leads its line.
    private static func lineOfVerb(_ lines: [TextLine], in text: Span<UInt8>) -> Int {
        for index in lines.indices.reversed().prefix(2) {
            if let found = verb(in: text, from: lines[index].content, to: lines[index].end) {
                return found.lowerBound == lines[index].content && index > 0 ? index - 1 : index
            }
        }
        return lines.count - 1
    }

    /// The first verb of writing between two places, at the beginning of a word.
    private static func verb(in text: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
        let verbs = IntroWords.verbs
        var inWord = false
        for place in start..<min(end, start + longest) {
            let byte = text[place]
            let isPart = WordBytes.isPart(byte)
            // Characters of Chinese, Japanese and Korean follow one another without spaces.
            if isPart, !inWord || byte >= 0xE3,
                let found = verbs.match(at: place, in: text, before: end)
            {
                return place..<found.end
            }
            inWord = isPart
        }
        return nil
    }

    private static func joined(_ lines: ArraySlice<TextLine>, in text: Span<UInt8>) -> [UInt8] {
        var words: [UInt8] = []
        for line in lines {
            if !words.isEmpty { words.append(0x20) }
            words += text.copy(line.content..<min(line.end, line.content + longest))
        }
        return words
    }

    /// Who wrote: behind the verb, or between date and verb, or before both.
    private static func author(_ words: [UInt8], date: Range<Int>?) -> Person? {
        guard let verb = verb(in: words.span, from: 0, to: words.count) else {
            return PeopleText.person(words[(date?.upperBound ?? 0)...])
        }
        let head = date?.lowerBound ?? words.count
        let tail = PeopleText.trimmed(words[verb.upperBound...])
        if head > verb.lowerBound {
            return PeopleText.person(head == words.count ? tail : words[..<verb.lowerBound])
        }
        if !tail.isEmpty { return PeopleText.person(tail) }
        let between = (date?.upperBound ?? 0)..<verb.lowerBound
        if let person = PeopleText.person(words[between].drop { $0 == 0x2C || $0 == 0x20 }) { return person }
        // `Max Muster <max@firma.example> hat am 27.10.2021 geschrieben:`
        let name = words[..<head]
        guard let close = name.lastIndex(of: 0x3E) else { return nil }
        return PeopleText.person(name[...close])
    }

    /// Whether the bytes in `range` hold an address, a time or a year.
    static func hasSigns(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        Signs(text, range).areEnough
    }

    /// What tells a program's line from a sentence.
    private struct Signs {
        var hasAddress = false
        var hasTime = false
        var hasYear = false
        var hasDigit = false
        var areEnough: Bool { hasAddress || hasTime || hasYear }

        init(_ text: Span<UInt8>, _ range: Range<Int>) {
            var digits = 0
            for index in range {
                let byte = text[index]
                guard byte <= 0x40, byte >= 0x30 else {
                    digits = 0
                    continue
                }
                if byte <= 0x39 {
                    digits += 1
                    hasDigit = true
                    if digits == 4 { hasYear = true }
                    continue
                }
                if byte == 0x40 { hasAddress = true }
                if byte == 0x3A, digits > 0, index + 1 < range.upperBound, WordBytes.isDigit(text[index + 1])
                {
                    hasTime = true
                }
                digits = 0
            }
        }
    }
}
