/// What a message is made of: words, and the names of files.
struct ChatContent {
    var fileNames: [Range<Int>] = []
    /// Empty where nobody wrote anything.
    var body: Range<Int>

    /// Takes apart what stands in `range`; its first line ends at `firstLineEnd`.
    init(_ range: Range<Int>, firstLineEnd: Int, _ kind: ChatKind, in text: Span<UInt8>) {
        body = range
        switch kind {
        case .whatsApp:
            takeEditedMark(in: text)
            takeFile(firstLineEnd, in: text)
        case .signal:
            findLinks(in: text)
        }
    }

    /// Takes a message apart; nil where it says nothing.
    init?(_ entry: ChatEntry, _ kind: ChatKind, in text: Span<UInt8>) {
        var (start, end) = (entry.range.lowerBound, entry.range.upperBound)
        while start < end {
            let mark = ChatLine.mark(at: start, end, in: text)
            if mark == 0 { break }
            start += mark
        }
        guard start < end else { return nil }
        self.init(start..<end, firstLineEnd: entry.lineEnd, kind, in: text)
    }

    /// Whether all that stands in a message of WhatsApp is sure to be words.
    @inline(__always)
    static func isPlain(_ entry: ChatEntry, in text: Span<UInt8>) -> Bool {
        let (start, end) = (entry.range.lowerBound, entry.range.upperBound)
        guard start < end, text[start] != 0x3C, ChatLine.mark(at: start, end, in: text) == 0 else {
            return false
        }
        let last = text[end - 1]
        guard last != 0x3E, last != 0x29 else { return false }
        let lineEnd = entry.lineEnd
        if lineEnd < end, text[max(start, lineEnd - 1)] == 0x29 || text[max(start, lineEnd - 2)] == 0x29 {
            return false
        }
        return !endsOmitted(start, lineEnd, in: text)
    }

    /// `<Diese Nachricht wurde bearbeitet.>` at the end.
    private mutating func takeEditedMark(in text: Span<UInt8>) {
        guard text[body.upperBound - 1] == 0x3E else { return }
        var open = body.upperBound - 1
        while open > body.lowerBound, body.upperBound - open < 80, text[open] != 0x3C { open -= 1 }
        guard let found = ChatWords.bracketed.match(at: open, in: text, before: body.upperBound),
            found.meaning == .edited
        else { return }
        body = body.lowerBound..<ChatContent.trimmed(body.lowerBound, open, in: text)
    }

    /// `<Anhang: NAME>`, `NAME (Datei angehängt)`, `NAME • 3 Seiten Dokument weggelassen`, in the first line.
    private mutating func takeFile(_ firstLineEnd: Int, in text: Span<UInt8>) {
        guard !body.isEmpty else { return }
        let end = ChatContent.trimmed(body.lowerBound, min(firstLineEnd, body.upperBound), in: text)
        guard end > body.lowerBound else { return }
        if let name = ChatContent.inBrackets(body.lowerBound, end, in: text)
            ?? ChatContent.beforeParenthesis(body.lowerBound, end, in: text)
            ?? ChatContent.beforeOmitted(body.lowerBound, end, in: text), !name.isEmpty
        {
            fileNames.append(name)
            var rest = end
            while rest < body.upperBound, text[rest] == 0x0A || WordBytes.isBlank(text[rest]) { rest += 1 }
            body = rest..<body.upperBound
        }
    }

    private static func inBrackets(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Range<Int>? {
        guard text[start] == 0x3C, text[end - 1] == 0x3E,
            let found = ChatWords.bracketed.match(at: start, in: text, before: end),
            found.meaning == .attached
        else { return nil }
        var first = found.end
        while first < end - 1, text[first] == 0x20 { first += 1 }
        return first..<end - 1
    }

    private static func beforeParenthesis(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Range<Int>? {
        guard text[end - 1] == 0x29 else { return nil }
        var open = end - 1
        while open > start, end - open < 60, text[open] != 0x28 { open -= 1 }
        guard let found = ChatWords.attached.match(at: open, in: text, before: end), found.end == end else {
            return nil
        }
        return start..<trimmed(start, open, in: text)
    }

    /// Whether the last word between two places is one that stands for a file left out.
    @inline(__always)
    static func endsOmitted(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Bool {
        var place = end
        while place > start, text[place - 1] == 0x0D { place -= 1 }
        let last = place
        guard last - start >= 4, ChatWords.mayEndOmitted(EightBytes.word(at: last - 4, in: text)) else {
            return false
        }
        while place > start, last - place < 12, text[place - 1] != 0x20 { place -= 1 }
        return ChatWords.omittedEnds.match(at: place, in: text, before: last)?.end == last
    }

    private static func beforeOmitted(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Range<Int>? {
        guard endsOmitted(start, end, in: text) else { return nil }
        for place in max(start, end - 40)..<end {
            guard let found = ChatWords.omitted.match(at: place, in: text, before: end), found.end == end
            else {
                continue
            }
            // The number of pages follows a bullet.
            for dot in start..<place
            where text[dot] == 0xE2 && dot + 2 < place
                && text[dot + 1] == 0x80 && text[dot + 2] == 0xA2
            {
                return start..<trimmed(start, dot, in: text)
            }
            let name = start..<trimmed(start, place, in: text)
            return name.isEmpty ? nil : name
        }
        return nil
    }

    /// `[NAME](./media/FILE)`, as Markdown writes links; the words stay in the body.
    private mutating func findLinks(in text: Span<UInt8>) {
        var place = body.lowerBound
        while place + 2 < body.upperBound, fileNames.count < 100 {
            guard text[place] == 0x5D, text[place + 1] == 0x28 else {
                place += 1
                continue
            }
            place += 2
            var start = place
            while place < body.upperBound, text[place] != 0x29, text[place] != 0x0A {
                if text[place] == 0x2F { start = place + 1 }
                place += 1
            }
            if place < body.upperBound, text[place] == 0x29, start < place { fileNames.append(start..<place) }
        }
    }

    /// Where the text from `start` ends, without blanks and marks of direction before `end`.
    private static func trimmed(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Int {
        var end = end
        while end > start {
            if text[end - 1] == 0x0A || WordBytes.isBlank(text[end - 1]) {
                end -= 1
            } else if end - 3 >= start, ChatLine.mark(at: end - 3, end, in: text) > 0 {
                end -= 3
            } else {
                break
            }
        }
        return end
    }
}
