import SluiceModel

/// Quotes in the marks that forums write: `[quote="Max"]…[/quote]`.
enum BBQuotes {
    /// The quotes in a text, by their start; one that is not closed goes on to the text's end.
    static func layers(in text: Span<UInt8>) -> [Layer] {
        var layers: [Layer] = []
        var open: [Int] = []
        var place = 0
        while place < text.count {
            guard text[place] == 0x5B else {
                place += 1
                continue
            }
            if PageTag.begins("[/quote]", at: place, before: text.count, in: text) {
                place += 8
                if let index = open.popLast() {
                    layers[index].span = ByteSpan(layers[index].span.start, place)
                }
            } else if open.count < LayerFinder.depthLimit, layers.count < LayerFinder.countLimit,
                let mark = mark(at: place, in: text)
            {
                open.append(layers.count)
                layers.append(
                    Layer(
                        kind: .quoted(depth: open.count), span: ByteSpan(place, text.count), from: mark.author
                    ))
                place = mark.end
            } else {
                place += 1
            }
        }
        return layers
    }

    /// `[quote]`, `[quote=Max]`, `[quote="Max, post:3"]`, `[quote=Max;123]`.
    private static func mark(at start: Int, in text: Span<UInt8>) -> (author: Person?, end: Int)? {
        guard PageTag.begins("[quote", at: start, before: text.count, in: text) else { return nil }
        var place = start + 6
        let limit = min(text.count, place + 200)
        var name: [UInt8] = []
        guard place < limit else { return nil }
        if text[place] == 0x3D {
            place += 1
            while place < limit, text[place] != 0x5D, text[place] != 0x0A {
                name.append(text[place])
                place += 1
            }
        }
        guard place < limit, text[place] == 0x5D else { return nil }
        let bare = name.drop { $0 == 0x22 || $0 == 0x27 }.prefix { ![0x22, 0x27, 0x2C, 0x3B].contains($0) }
        return (bare.isEmpty ? nil : Person(name: String(decoding: bare, as: UTF8.self)), place + 1)
    }
}
