import SluiceModel
import SluiceText

/// The parts of a message that a text in HTML gives.
enum HTMLParts {
    /// What is shown, with its quotes as layers, and apart from it hidden text, attributes and comments.
    ///
    /// `raw` says where the HTML stands in the file; its transfer encoding becomes `html` where it was none.
    static func parts(
        of html: Span<UInt8>, kind: PartKind = .body, number: String? = nil, member: String? = nil,
        raw: RawForm? = nil
    ) -> [Part] {
        let converted = HTMLText.convertWithoutMaps(html)
        var raw = raw
        if let form = raw, form.isVerbatim { raw?.transferEncoding = "html" }
        var parts: [Part] = []
        let text = Part(
            kind: kind, number: number, member: member, text: TextSegment(whole: converted.text.storage),
            layers: layers(converted), raw: raw)
        let asides = [
            ("hidden text", converted.hidden), ("attributes", converted.attributes),
            ("comments", converted.comments),
        ]
        if !converted.text.isEmpty || asides.allSatisfy({ $0.1.isEmpty }) { parts.append(text) }
        for (name, stream) in asides where !stream.isEmpty {
            let path = member.map { "\($0)!\(name)" } ?? name
            parts.append(
                Part(
                    kind: .comment, number: number, member: path, text: TextSegment(whole: stream.storage),
                    raw: raw))
        }
        return parts
    }

    /// Quotes and signatures as layers.
    static func layers(_ html: HTMLText) -> [Layer] {
        html.marks.compactMap { mark in
            switch mark.kind {
            case .quote(let depth): Layer(kind: .quoted(depth: depth), span: mark.span)
            case .signature: Layer(kind: .signature, span: mark.span)
            case .attribution: nil
            }
        }
    }
}
