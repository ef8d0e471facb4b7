import SluiceModel

/// Lines that begin with `>`, as chats and forums quote.
enum QuotedLines {
    /// Quoted layers of `text`, one for each run of lines of the same depth.
    static func layers(in text: [UInt8]) -> [Layer] {
        var layers: [Layer] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
            let depth = depth(of: text[start..<end])
            if depth > 0 {
                if let last = layers.last, last.span.end == start, last.kind == .quoted(depth: depth) {
                    layers[layers.count - 1].span = ByteSpan(last.span.start, end)
                } else {
                    layers.append(Layer(kind: .quoted(depth: depth), span: ByteSpan(start, end)))
                }
            }
            start = end
        }
        return layers
    }

    private static func depth(of line: ArraySlice<UInt8>) -> Int {
        var depth = 0
        for byte in line {
            if byte == UInt8(ascii: ">") { depth += 1 } else if byte != 0x20 { break }
        }
        return depth
    }
}

/// Quotes of forums: `[quote="name"] … [/quote]`, one in the other.
enum QuoteTags {
    /// Quoted layers of `text`, sorted by start, with those who are named as their authors.
    static func layers(in text: [UInt8]) -> [Layer] {
        var layers: [Layer] = []
        var open: [(start: Int, name: String?)] = []
        var place = 0
        while let bracket = text[place...].firstIndex(of: 0x5B) {
            place = bracket + 1
            if starts(text, at: bracket, with: "[quote") {
                guard let close = text[bracket...].prefix(300).firstIndex(of: 0x5D), open.count < 16 else {
                    continue
                }
                open.append((bracket, name(text[bracket + 6..<close])))
                place = close + 1
            } else if starts(text, at: bracket, with: "[/quote]"), let quote = open.popLast() {
                let from = quote.name.map { Person(name: $0) }
                layers.append(
                    Layer(
                        kind: .quoted(depth: open.count + 1), span: ByteSpan(quote.start, bracket + 8),
                        from: from))
                place = bracket + 8
            }
        }
        return layers.sorted { ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end) }
    }

    private static func starts(_ text: [UInt8], at place: Int, with word: StaticString) -> Bool {
        guard place + word.utf8CodeUnitCount <= text.count else { return false }
        return word.withUTF8Buffer { word in
            for index in 0..<word.count {
                let letter = unsafe word[index]
                let byte = text[place + index]
                if byte != letter, byte | 0x20 != letter { return false }
            }
            return true
        }
    }

    /// The name in `="name, post:3, topic:17"`, as Discourse, phpBB and vBulletin write it.
    private static func name(_ rest: ArraySlice<UInt8>) -> String? {
        guard rest.first == UInt8(ascii: "=") else { return nil }
        var name = rest.dropFirst()
        if name.first == 0x22 { name = name.dropFirst() }
        let end = name.firstIndex { $0 == 0x22 || $0 == 0x2C || $0 == 0x3B } ?? name.endIndex
        let text = String(decoding: name[..<end], as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
