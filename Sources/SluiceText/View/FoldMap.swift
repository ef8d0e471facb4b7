/// Leads offsets of a view back to the text it was made from, and forth.
///
/// Unlike an ``OffsetMap`` it knows of every folded character by itself, however many follow one another.
/// It is a list of pieces: bytes that stand in both texts, and stretches that were folded, whose bytes in the view
/// are never more than those in the source. A folded stretch takes some three bytes of memory, and every
/// 32nd is marked with its place.
///
/// - Complexity: Every question is O(log *stretches*).
struct FoldMap: Hashable, Sendable {
    /// A stretch of the source that became a stretch of the view.
    struct Piece: Hashable {
        var view: Range<Int>
        var source: Range<Int>
        /// Whether the bytes are the same in both texts.
        var isKept: Bool
    }

    /// Where the reading of ``steps`` can begin.
    private struct Mark: Hashable {
        var view: Int
        var source: Int
        var step: Int
    }

    /// Three numbers a stretch: bytes kept before it, bytes of the source, bytes of the view.
    private var steps: [UInt8] = []
    private var marks: [Mark] = []
    private var stepCount = 0
    /// What ends the map and has not been written yet.
    private var kept = 0
    private var dropped = 0
    private var made = 0
    private var written = Mark(view: 0, source: 0, step: 0)

    private static let stepsPerMark = 16

    init() {}

    /// How many bytes of the view are mapped.
    var viewCount: Int { written.view + kept + made }
    /// How many bytes of the source are mapped.
    var sourceCount: Int { written.source + kept + dropped }

    /// Adds `count` bytes that stand in both texts.
    mutating func keep(_ count: Int) {
        guard count > 0 else { return }
        if dropped > 0 { write() }
        kept += count
    }

    /// Adds `source` bytes that became `view` bytes; there are never more of these.
    mutating func fold(_ source: Int, to view: Int) {
        precondition(source >= view && view >= 0)
        guard source > 0 else { return }
        if dropped > 0, made > 0 || view > 0 { write() }
        dropped += source
        made += view
    }

    private mutating func write() {
        if stepCount % FoldMap.stepsPerMark == 0 { marks.append(written) }
        stepCount += 1
        write(kept)
        write(dropped)
        write(made)
        written = Mark(view: viewCount, source: sourceCount, step: steps.count)
        kept = 0
        dropped = 0
        made = 0
    }

    private mutating func write(_ number: Int) {
        if number < 0x80 {
            steps.append(UInt8(truncatingIfNeeded: number))
            return
        }
        var rest = number
        while rest >= 0x80 {
            steps.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        steps.append(UInt8(truncatingIfNeeded: rest))
    }

    /// The source offset at which the byte `view` of the folded text begins.
    ///
    /// A byte that was made by folding belongs to all of the source bytes that it was made from.
    func source(ofStart view: Int) -> Int {
        let piece = piece(ofView: view)
        return piece.isKept ? piece.source.lowerBound + view - piece.view.lowerBound : piece.source.lowerBound
    }

    /// The source offset at which what ends at `view` of the folded text ends.
    func source(ofEnd view: Int) -> Int {
        guard view > 0 else { return source(ofStart: 0) }
        let piece = piece(ofView: view - 1)
        return piece.isKept ? piece.source.lowerBound + view - piece.view.lowerBound : piece.source.upperBound
    }

    /// An offset of the source that stands for `view` alone and keeps the order of offsets.
    ///
    /// Within a folded stretch it counts the view's bytes, of which there are no more than the source's.
    func anchor(ofView view: Int) -> Int {
        let piece = piece(ofView: view)
        return piece.source.lowerBound + view - piece.view.lowerBound
    }

    /// The offset of the view that `anchor` stands for: the inverse of ``anchor(ofView:)``.
    ///
    /// For the offset of a byte that is not in the view it is that of the next one that is.
    func view(ofAnchor anchor: Int) -> Int {
        let piece = piece(ofSource: anchor)
        return piece.view.lowerBound + min(anchor - piece.source.lowerBound, piece.view.count)
    }

    /// The offset in the folded text of what first begins at or behind the byte `source`.
    func view(ofSource source: Int) -> Int {
        let piece = piece(ofSource: source)
        if piece.isKept { return piece.view.lowerBound + source - piece.source.lowerBound }
        return source > piece.source.lowerBound ? piece.view.upperBound : piece.view.lowerBound
    }

    /// The piece that holds the byte `view`; an empty one at the end.
    private func piece(ofView view: Int) -> Piece {
        find(from: lastMark { $0.view <= view }) { view < $0.view.upperBound }
    }

    private func piece(ofSource source: Int) -> Piece {
        find(from: lastMark { $0.source <= source }) { source < $0.source.upperBound }
    }

    private func find(from mark: Mark, _ holds: (Piece) -> Bool) -> Piece {
        var place = mark
        while place.step < steps.count {
            let numbers = (number(&place.step), number(&place.step), number(&place.step))
            if let piece = FoldMap.piece(&place, kept: numbers.0, numbers.1, numbers.2, holds) {
                return piece
            }
        }
        if let piece = FoldMap.piece(&place, kept: kept, dropped, made, holds) { return piece }
        return Piece(view: place.view..<place.view, source: place.source..<place.source, isKept: true)
    }

    /// Steps over one stretch and the kept bytes before it, unless one of them is wanted.
    private static func piece(
        _ place: inout Mark, kept: Int, _ dropped: Int, _ made: Int, _ holds: (Piece) -> Bool
    ) -> Piece? {
        for (source, view, isKept) in [(kept, kept, true), (dropped, made, false)] {
            let piece = Piece(
                view: place.view..<place.view + view, source: place.source..<place.source + source,
                isKept: isKept)
            if holds(piece) { return piece }
            place.view += view
            place.source += source
        }
        return nil
    }

    @inline(__always)
    private func number(_ step: inout Int) -> Int {
        let first = steps[step]
        step += 1
        return first < 0x80 ? Int(first) : longNumber(Int(first & 0x7F), &step)
    }

    /// A number whose first seven bits are `low`, and the rest of which begins at `step`.
    private func longNumber(_ low: Int, _ step: inout Int) -> Int {
        var value = low
        var shift = 7
        while true {
            let byte = Int(steps[step])
            step += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    private func lastMark(where begins: (Mark) -> Bool) -> Mark {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if begins(marks[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? marks[low - 1] : Mark(view: 0, source: 0, step: 0)
    }
}
