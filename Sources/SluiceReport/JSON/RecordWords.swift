import SluiceModel

extension JSONCursor {
    /// One of the words that a field may hold.
    mutating func word<Word: RawRepresentable>() throws(JSONFault) -> Word where Word.RawValue == String {
        let text = try string()
        guard let word = Word(rawValue: text) else {
            throw fault("this word is not known; a later version may have written it")
        }
        return word
    }

    /// Seconds since 1970, written as ISO 8601 does.
    mutating func time() throws(JSONFault) -> Double {
        let text = try string()
        guard let time = Timestamp.seconds(text) else { throw fault("this is no time") }
        return time
    }

    mutating func layer() throws(JSONFault) -> LayerKind {
        let text = try string()
        let words = text.split(separator: ":", maxSplits: 1)
        let depth = words.count == 2 ? Int(words[1]) : nil
        switch (words.first, depth) {
        case ("own", nil): return .own
        case ("quoted", let depth?): return .quoted(depth: depth)
        case ("forwarded", let depth?): return .forwarded(depth: depth)
        case ("signature", nil): return .signature
        case ("disclaimer", nil): return .disclaimer
        default: throw fault("this layer is not known")
        }
    }

    mutating func localizedText() throws(JSONFault) -> LocalizedText {
        var texts: [Language: String] = [:]
        try object { name, cursor throws(JSONFault) in
            let words = try cursor.string()
            if let language = Language(rawValue: name.text) { texts[language] = words }
        }
        return LocalizedText(texts)
    }

    mutating func strings() throws(JSONFault) -> [String] {
        var strings: [String] = []
        try array { cursor throws(JSONFault) in strings.append(try cursor.string()) }
        return strings
    }

    /// Numbers by name.
    mutating func numbers() throws(JSONFault) -> [String: Int] {
        var numbers: [String: Int] = [:]
        try object { name, cursor throws(JSONFault) in numbers[name.text] = try cursor.integer() }
        return numbers
    }
}

enum EvidenceParser {
    /// Nil for a kind of evidence that a later version knows.
    static func evidence(_ cursor: inout JSONCursor) throws(JSONFault) -> Evidence? {
        var (kind, text) = ("", "")
        var number: Int?
        try cursor.object { name, cursor throws(JSONFault) in
            switch name {
            case "kind": kind = try cursor.string()
            case "validator", "word", "layer", "part", "channel", "rule": text = try cursor.string()
            case "distance", "count": number = try cursor.integer()
            default: try cursor.skip()
            }
        }
        switch kind {
        case "valid", "invalid": return .validator(name: text, valid: kind == "valid")
        case "near": return .near(word: text, distance: number ?? -1)
        case "layer": return .layer(text)
        case "part": return PartKind(rawValue: text).map { .part($0) }
        case "channel": return Channel(rawValue: text).map { .channel($0) }
        case "distinct": return .distinct(number ?? 0)
        case "rule": return RuleID(text).map { .rule($0) }
        case "pattern": return .pattern
        default: return nil
        }
    }
}
