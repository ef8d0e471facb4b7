import SluiceModel
import SluiceText

/// The labelled cells of one part's tables, as a text of their own beside the part.
///
/// What is found in them counts as found in the part, at the cell.
struct TableScene {
    let cells: LabelledCells
    /// The part in which the tables stand.
    let part: Int
    private let host: TextView

    /// Nil where the part has no table with a telling label, or comes in pieces.
    init?(_ part: Int, _ host: TextView) {
        guard host.source.isWhole,
            let cells = host.segment.storage.withSpan({ LabelledCells(in: $0) })
        else { return nil }
        self.cells = cells
        self.part = part
        self.host = host
    }

    /// The part with the cells in place of its text, each in the layer in which its table stands.
    func text(of part: Part) -> Part {
        var part = part
        part.text = TextSegment(whole: TextStorage(cells.text))
        part.flow = .fixed
        part.raw = nil
        guard !part.layers.isEmpty else { return part }
        let layers = part.layers
        part.layers = []
        var sweep = LayerSweep(layers)
        for index in 0..<cells.count {
            let place = host.source(of: cells[index].source)
            guard var layer = sweep.layer(at: place.lowerBound) else { continue }
            layer.span = ByteSpan(cells[index].own.lowerBound, cells[index].own.upperBound)
            part.layers.append(layer)
        }
        return part
    }

    /// A match in the cells as one in the part; nil where its value is not within one cell.
    func inPart(_ found: Provisional) -> Provisional? {
        guard let value = cells.source(of: found.value) else { return nil }
        var found = found
        found.part = part
        found.value = host.source(of: value)
        found.match = found.value
        return found
    }
}

/// The layers at places that are asked for one behind the other, in time with their number and that of the layers.
private struct LayerSweep {
    private let layers: [Layer]
    /// The first that begins behind the last place.
    private var next = 0
    /// Those that began before, the last on top; some of them below the top may have ended.
    private var open: [Layer] = []

    init(_ layers: [Layer]) { self.layers = layers }

    /// The last layer that covers `place`, as ``Part/layer(at:)`` gives it.
    mutating func layer(at place: Int) -> Layer? {
        while next < layers.count, layers[next].span.start <= place {
            open.append(layers[next])
            next += 1
        }
        while let last = open.last, last.span.end <= place { open.removeLast() }
        return open.last
    }
}
