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

    /// Adds each text that stands in pieces in `value`, such as a sentence of which one word is bold, as a whole.
    mutating func addPieces(of value: JSONValue, depth: Int = 0) {
        guard depth < JSONValue.deepestPiece else { return }
        let elements = value.elements
        let text = elements.reduce(into: [UInt8]()) { text, piece in
            text += (piece.kind == .string ? piece : piece["text"])?.decodedBytes ?? []
        }
        add(.comment, decoded: text, raw: value.range)
        for inner in elements { addPieces(of: inner, depth: depth + 1) }
        for member in value.members { addPieces(of: member.value, depth: depth + 1) }
    }

    /// Adds a text that is HTML: what it shows as `kind`, what it does not show as comments.
    ///
    /// Elements that a program has of its own are read as others that say the same.
    mutating func add(
        _ kind: PartKind, html value: JSONValue, layers: [Layer] = [],
        elements: [(own: String, meant: String)] = []
    ) {
        guard let content = value.content, !content.isEmpty else { return }
        var source = value.tokens.withSpan(content) { JSONEscapes.decodedBytes($0) }
        for (own, meant) in elements where source.contains(0x3C) {
            for slash in ["<", "</"] {
                source.replace(Array((slash + own).utf8), with: Array((slash + meant).utf8))
            }
        }
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

    /// How deep exports nest the pieces of a text at most.
    static let deepestPiece = 32

    /// Whether every member `text` in the value stands in `text` too; what lies deeper than exports have it does not.
    func isRepeated(in text: [UInt8], depth: Int = 0) -> Bool {
        guard depth < JSONValue.deepestPiece else { return false }
        if let piece = self["text"], piece.kind == .string {
            let bytes = piece.decodedBytes
            let words = bytes.span.trimmed(0..<bytes.count)
            guard words.isEmpty || text.span.place(of: Array(bytes[words]), in: 0..<text.count) != nil else {
                return false
            }
        }
        return elements.allSatisfy { $0.isRepeated(in: text, depth: depth + 1) }
            && members.allSatisfy { $0.value.isRepeated(in: text, depth: depth + 1) }
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
