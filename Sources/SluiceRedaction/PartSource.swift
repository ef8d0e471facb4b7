import SluiceModel

/// The bytes in which parts of a message stand, and the encodings between them and the parts' texts.
struct PartSource {
    /// The outermost first.
    private let layers: [any EncodingLayer]
    private let source: [UInt8]
    private let form: RawForm
    /// What the innermost encoding gives.
    private var inner: [UInt8] { layers.last?.decoded ?? source }

    /// Opens `source`, which is kept in the first of `forms`, and what lies in it in the others.
    init(_ source: [UInt8], forms: [RawForm]) {
        self.source = source
        form = forms.last ?? RawForm(span: ByteSpan(0, source.count))
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
        self.layers = layers
    }

    /// Whether all bytes before any charset are ASCII, so that nothing else may be written there.
    var isASCII: Bool { ASCII.isAll(layers.first?.decoded ?? source) }

    /// Edits of `text`, a part's, as edits of what the innermost encoding gives; nil where there is no way back.
    func inward(_ edits: [SpanEdit], of text: [UInt8]) -> [SpanEdit]? {
        let inner = inner
        if let place = PartSource.place(of: text, in: inner) { return edits.shifted(by: place) }
        return further(inner).first { $0.decoded == text }?.outward(edits)
    }

    /// Edits that replace each place where `value` stands in the texts of the source; nil where there is none.
    ///
    /// For texts that were made out of the source in a way that has no map.
    func replacing(_ value: [UInt8], with bytes: [UInt8]) -> [SpanEdit]? {
        guard value.count > 3 else { return nil }
        let inner = inner
        var found: [SpanEdit] = []
        for layer in further(inner) {
            found += layer.outward(PartSource.edits(of: value, in: layer.decoded, by: bytes)) ?? []
        }
        found += PartSource.edits(of: value, in: inner, by: bytes)
        return found.isEmpty ? nil : found
    }

    /// Edits of what the innermost encoding gives as edits of the source; nil where they cannot be written.
    func outward(_ edits: [SpanEdit]) -> [SpanEdit]? {
        var edits = edits.merged()
        for layer in layers.reversed() {
            guard let next = layer.outward(edits) else { return nil }
            edits = next
        }
        return edits
    }

    /// Encodings that no raw form names.
    private func further(_ inner: [UInt8]) -> [any EncodingLayer] {
        switch form.transferEncoding {
        case "json": (TextLayers.mojibake(inner).map { [$0] } ?? []) + HTMLLayer.texts(of: inner)
        case "csv": HTMLLayer.texts(of: inner)
        case "mail", "header": []
        default: HTMLLayer.texts(of: inner)
        }
    }

    private static func edits(of value: [UInt8], in text: [UInt8], by bytes: [UInt8]) -> [SpanEdit] {
        ByteSearch.places(of: value, in: text).map { SpanEdit(range: $0..<$0 + value.count, bytes: bytes) }
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
