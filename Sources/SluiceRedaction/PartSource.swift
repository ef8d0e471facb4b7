import SluiceModel

/// The encodings between a part's text and the bytes it stands in.
struct PartSource {
    /// The outermost first.
    private var layers: [any EncodingLayer]
    private let source: [UInt8]
    /// How far the part's text lies behind the innermost text's beginning; nil where it is another text.
    private let shift: Int?

    /// Opens `source`, which is kept in the first of `forms`, and what lies in it in the others, so that `text`
    /// comes out.
    init(_ source: [UInt8], forms: [RawForm], text: [UInt8]) {
        self.source = source
        var layers: [any EncodingLayer] = []
        for (index, form) in forms.enumerated() {
            if index > 0 { layers.append(StretchLayer(layers.last?.decoded ?? source, form.span.range)) }
            layers += PartSource.transferLayers(layers.last?.decoded ?? source, form)
            if form.charset != "utf-8", form.transferEncoding != "header",
                let charset = CharsetLayer.make(layers.last?.decoded ?? source, charset: form.charset)
            {
                layers.append(charset)
            }
        }
        let inner = layers.last?.decoded ?? source
        let place = PartSource.place(of: text, in: inner)
        if place == nil,
            let page = HTMLLayer.texts(of: inner).first(where: {
                PartSource.place(of: text, in: $0.decoded) == 0
            })
        {
            layers.append(page)
            shift = 0
        } else {
            shift = place
        }
        self.layers = layers
    }

    /// Whether all bytes before any charset are ASCII, so that nothing else may be written there.
    var isASCII: Bool { ASCII.isAll(layers.first?.decoded ?? source) }

    /// Edits of the part's text as edits of the source; nil where they cannot be written.
    func outward(_ edits: [SpanEdit]) -> [SpanEdit]? {
        guard let shift else { return nil }
        return outward(edits.shifted(by: shift), through: layers[...])
    }

    /// Replaces each place where `value` stands in the texts of the source; nil where there is none.
    ///
    /// For texts that were made out of the source in a way that has no map.
    func replacing(_ value: [UInt8], with bytes: [UInt8]) -> [SpanEdit]? {
        guard value.count > 3 else { return nil }
        for depth in layers.indices.reversed() {
            let found = ByteSearch.places(of: value, in: layers[depth].decoded)
            guard !found.isEmpty else { continue }
            let edits = found.map { SpanEdit(range: $0..<$0 + value.count, bytes: bytes) }
            if let edits = outward(edits, through: layers[...depth]) { return edits }
        }
        let found = ByteSearch.places(of: value, in: source)
        return found.isEmpty ? nil : found.map { SpanEdit(range: $0..<$0 + value.count, bytes: bytes) }
    }

    private func outward(
        _ edits: [SpanEdit], through layers: ArraySlice<any EncodingLayer>
    ) -> [SpanEdit]? {
        var edits = edits
        for layer in layers.reversed() {
            guard let next = layer.outward(edits) else { return nil }
            edits = next
        }
        return edits
    }

    private static func transferLayers(_ source: [UInt8], _ form: RawForm) -> [any EncodingLayer] {
        switch form.transferEncoding {
        case "quoted-printable": [QuotedPrintableLayer(source)]
        case "base64": [Base64Layer(source)]
        case "json", "slack": [TextLayers.json(source)]
        case "csv": [TextLayers.table(source)]
        case "mboxrd": [TextLayers.mailbox(source)]
        case "header": [HeaderLayer(source)]
        default: []
        }
    }

    /// Where `text` begins in `whole`, of which it is all but a mark of byte order.
    private static func place(of text: [UInt8], in whole: [UInt8]) -> Int? {
        if whole == text { return 0 }
        let hasMark = whole.count == text.count + 3 && whole.starts(with: [0xEF, 0xBB, 0xBF])
        return hasMark && whole.dropFirst(3).elementsEqual(text) ? 3 : nil
    }
}

/// A stretch of a text.
struct StretchLayer: EncodingLayer {
    private let start: Int
    let decoded: [UInt8]

    init(_ source: [UInt8], _ range: Range<Int>) {
        let range = range.clamped(to: 0..<source.count)
        start = range.lowerBound
        decoded = Array(source[range])
    }

    func outward(_ edits: [SpanEdit]) -> [SpanEdit]? { edits.shifted(by: start) }
}

/// Finds short byte strings.
enum ByteSearch {
    /// Where `value` stands in `text`, without overlaps.
    static func places(of value: [UInt8], in text: [UInt8]) -> [Int] {
        guard let first = value.first, value.count <= text.count else { return [] }
        var places: [Int] = []
        var place = 0
        while place <= text.count - value.count {
            guard let found = text[place...(text.count - value.count)].firstIndex(of: first) else { break }
            if text[found..<found + value.count].elementsEqual(value) {
                places.append(found)
                place = found + value.count
            } else {
                place = found + 1
            }
        }
        return places
    }
}
