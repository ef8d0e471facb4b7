import SluiceModel
import SluiceText

extension MessageBuilder {
    /// Adds what no reader claimed: the members of `unit` not named in `claimed`, as the stretches that they are.
    ///
    /// Numbers and words say nothing in an export whose members are known, so that they end no stretch and make none.
    mutating func addRest(of unit: JSONValue, except claimed: [StaticString]) {
        var stretch: Range<Int>?
        for member in unit.members {
            let value = member.value
            if claimed.contains(where: { unit.tokens.bytes(in: member.key, are: $0) }) {
                end(&stretch, unit.tokens)
                continue
            }
            guard value.kind != .word, value.range.count > 2 else { continue }
            stretch = (stretch?.lowerBound ?? member.key.lowerBound - 1)..<value.range.upperBound
        }
        end(&stretch, unit.tokens)
    }

    private mutating func end(_ stretch: inout Range<Int>?, _ tokens: JSONTokens) {
        if let range = stretch { add(.comment, range, of: tokens) }
        stretch = nil
    }

    /// Adds a text that is HTML: what it shows as `kind`, what it does not show as comments.
    mutating func add(_ kind: PartKind, html value: JSONValue, layers: [Layer] = []) {
        guard let content = value.content, !content.isEmpty else { return }
        let source = value.tokens.withSpan(content) { JSONEscapes.decodedBytes($0) }
        let text = HTMLText.convertWithoutMaps(source.span)
        var layers = layers
        for quote in text.quotes {
            layers.append(Layer(kind: .quoted(depth: quote.depth), span: quote.span))
        }
        layers.sort { ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end) }
        let streams = [
            (kind, text.text, layers), (.comment, text.hidden, []), (.comment, text.attributes, []),
            (.comment, text.comments, []),
        ]
        for (kind, stream, layers) in streams where !stream.isEmpty {
            add(
                kind, decoded: stream.storage.bytes(in: 0..<stream.storage.count), raw: content,
                encoding: "json", layers: layers)
        }
    }
}

extension JSONValue {
    /// A string's decoded bytes; none for other values.
    var decodedBytes: [UInt8] {
        guard let content else { return [] }
        return tokens.withSpan(content) { JSONEscapes.decodedBytes($0) }
    }

    /// A string that says something; nil for empty ones and other values.
    var name: String? {
        guard let string, !string.isEmpty else { return nil }
        return string
    }

    /// All strings in the value, decoded one by one, for as long as `body` wants.
    func forEachString(_ body: (_ string: JSONValue, _ isKey: Bool) -> Void) {
        let end = tokens.next(behind: token)
        var place = token
        while place < end {
            if tokens.first(place) == 0x22 {
                body(JSONValue(tokens: tokens, token: place), tokens.first(place + 1) == 0x3A)
            }
            place += 1
        }
    }
}
