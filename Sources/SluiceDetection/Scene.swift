import SluiceModel
import SluiceText

/// The part, or the segment of a long text, in which matches are being judged.
struct Scene {
    let message: Message
    let part: Int
    let view: TextView
    let isLong: Bool

    init(_ message: Message, part: Int) {
        self.message = message
        self.part = part
        view = TextView(message.parts[part].text)
        isLong = Reaches.isLong(message)
    }

    var segment: TextSegment { view.segment }

    /// The layer at `offset` of the whole view.
    func layer(at offset: Int) -> LayerKind {
        message.parts[part].layer(at: view.source(of: offset..<offset).start)?.kind ?? .own
    }

    /// The stretch around `value` in which no layer begins or ends; all in bytes of the whole view.
    func layerBounds(around value: Range<Int>) -> Range<Int> {
        var low = 0
        var high = Int.max
        for layer in message.parts[part].layers {
            for border in [layer.span.start, layer.span.end] {
                let place = view.offset(ofSource: border)
                if place <= value.lowerBound { low = max(low, place) }
                if place >= value.upperBound { high = min(high, place) }
            }
        }
        return low..<max(high, value.upperBound)
    }
}
