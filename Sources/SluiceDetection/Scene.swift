import SluiceEngine
import SluiceModel
import SluiceText

/// The part, or the segment of a long text, in which matches are being judged.
///
/// Places are bytes of the view's storage, where matches are judged; what outlives the scene counts in the
/// source, the part's whole text.
struct Scene {
    let message: Message
    let part: Int
    /// The views of all the message's parts.
    let views: [TextView]
    let isLong: Bool

    init(_ message: Message, part: Int, views: [TextView]) {
        self.message = message
        self.part = part
        self.views = views
        isLong = Reaches.isLong(message)
    }

    var view: TextView { views[part] }
    var source: TextSegment { view.source }

    /// What the engine is given of the part.
    var block: Block { Block(view.segment) }

    /// The layer at `offset` of the source.
    func layer(at offset: Int) -> LayerKind { message.parts[part].layer(at: offset)?.kind ?? .own }

    /// The stretch around `value` in which no layer begins or ends.
    func layerBounds(around value: Range<Int>) -> Range<Int> {
        let layers = message.parts[part].layers
        let whole = 0..<view.segment.storage.count
        guard !layers.isEmpty else { return whole }
        let place = view.source(of: value)
        var low = 0
        var high = Int.max
        for layer in layers {
            for border in [layer.span.start, layer.span.end] {
                if border <= place.lowerBound { low = max(low, border) }
                if border >= place.upperBound { high = min(high, border) }
            }
        }
        return view.places(ofSource: low..<max(high, place.upperBound)).clamped(to: whole)
    }

    /// What lies within `distance` bytes of the source around `value`.
    func surroundings(of value: Range<Int>, within distance: Int) -> Range<Int> {
        let place = view.source(of: value)
        return view.places(ofSource: place.lowerBound - distance..<place.upperBound + distance)
    }

    /// A match of the engine in offsets that count alike in every segment; see ``TextView/anchor(of:)``.
    func anchored(_ match: Match) -> Match {
        guard !view.isVerbatim else { return match }
        let offset = view.segment.offset
        var anchored = match
        anchored.start = view.anchor(of: match.start - offset)
        anchored.end = view.anchor(of: match.end - offset)
        anchored.value = anchored.start..<anchored.end
        return anchored
    }

    /// The engine's offset that an anchor stands for.
    func offset(ofAnchor anchor: Int) -> Int {
        view.isVerbatim ? anchor : view.place(ofAnchor: anchor) + view.segment.offset
    }
}

extension Block {
    /// The stretch of a text that a segment answers for.
    init(_ segment: TextSegment) {
        self.init(offset: segment.offset, body: segment.body, endsText: segment.endsText)
        isBrief = segment.fuller != nil
    }
}
