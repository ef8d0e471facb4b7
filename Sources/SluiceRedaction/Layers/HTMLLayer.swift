import SluiceModel
import SluiceText

/// HTML around one of the texts that a page holds.
struct HTMLLayer: EncodingLayer {
    private let source: [UInt8]
    private let map: OffsetMap
    let decoded: [UInt8]

    /// The texts of a page: what is shown, and what is not.
    static func texts(of source: [UInt8]) -> [HTMLLayer] {
        let page = HTMLText.convert(source.span)
        return [page.text, page.hidden, page.attributes, page.comments].filter { !$0.isEmpty }
            .map { HTMLLayer(source, $0) }
    }

    private init(_ source: [UInt8], _ stream: HTMLText.Stream) {
        self.source = source
        map = stream.map
        decoded = stream.storage.bytes(in: 0..<stream.storage.count)
    }

    /// Tags within a stretch stay, so that every element still ends where it ended.
    func outward(_ edits: [SpanEdit]) -> [SpanEdit]? {
        let made = edits.compactMap { edit -> SpanEdit? in
            let start = map.source(ofStart: edit.range.lowerBound)
            let end = min(source.count, map.source(ofEnd: edit.range.upperBound))
            guard start < end else { return nil }
            let tags = HTMLLayer.tags(in: source[start..<end])
            return SpanEdit(range: start..<end, bytes: HTMLLayer.escaped(edit.bytes) + tags)
        }
        return made.count == edits.count ? made.merged() : nil
    }

    private static func tags(in text: ArraySlice<UInt8>) -> [UInt8] {
        var tags: [UInt8] = []
        var rest = text
        while let open = rest.firstIndex(of: 0x3C), let close = rest[open...].firstIndex(of: 0x3E) {
            tags += rest[open...close]
            rest = rest[(close + 1)...]
        }
        return tags
    }

    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x26: Array("&amp;".utf8)
            case 0x3C: Array("&lt;".utf8)
            case 0x3E: Array("&gt;".utf8)
            case 0x22: Array("&quot;".utf8)
            default: [byte]
            }
        }
    }
}
