import SluiceEngine
import SluiceModel
import SluiceText

/// Recomputes chains of non-overlapping matches where a match reaches over a segment's border.
///
/// A worker searches its segment as if nothing came before. Where the last match of an expression in the
/// segment before ends within this one, matches of that expression that begin before this end fall away, and
/// the search is made anew from there until it agrees with what the worker found.
struct ChainRepair: ~Copyable {
    private let detector: Detector
    private var scanner: Scanner?
    private var evaluator: Evaluator?
    /// For each expression whose last match reaches behind the text settled so far, where it ends.
    private var crossing: [Int: Int] = [:]

    init(_ detector: Detector) { self.detector = detector }

    mutating func beginText() { crossing.removeAll() }

    /// Puts right what a segment's worker could not know; gives what the new search gave up on.
    mutating func repair(_ found: inout SegmentFindings) -> [Gap] {
        guard let segment = found.message.parts.first?.text else { return [] }
        var giveUps: [GiveUp] = []
        var gaps: [Gap] = []
        let end = segment.offset + segment.body.upperBound
        for (expression, start) in crossing.sorted(by: { $0.key < $1.key }) {
            let isWrong = found.matches.contains { $0.expression == expression && $0.start < start }
            guard isWrong, !search(expression, from: start, &found, &giveUps) else { continue }
            if let gap = found.takeFuller() { gaps.append(gap) }
            _ = search(expression, from: start, &found, &giveUps)
        }
        crossing = crossing.filter { $0.value > end }
        for match in found.matches where match.end > end { crossing[match.expression] = match.end }
        guard !giveUps.isEmpty else { return gaps }
        return gaps + GiveUpReport.gaps(giveUps, conditions: [], detector, found.message.origin)
    }

    /// False where it needs more of the text than the segment has.
    private mutating func search(
        _ expression: Int, from start: Int, _ found: inout SegmentFindings, _ giveUps: inout [GiveUp]
    ) -> Bool {
        let scene = Scene(found.message, part: 0, views: found.views)
        let bodyEnd = scene.block.offset + scene.block.body.upperBound
        // Places are the engine's here, anchors in what was found.
        let old = found.matches.filter { $0.expression == expression }
            .map { (start: scene.offset(ofAnchor: $0.start), end: scene.offset(ofAnchor: $0.end)) }
        var new: [Match] = []
        var place = scene.offset(ofAnchor: start)
        var stretch = 4096
        var index = 0
        while place < bodyEnd {
            let stop = min(bodyEnd, place + stretch)
            scan(expression, place..<stop, scene, found.allowance, &new, &giveUps)
            if scanner?.wantsMore ?? false { return false }
            place = max(stop, new.last?.end ?? 0)
            stretch *= 2
            // Both searches go on alike from a place that no match of the worker's reaches over.
            while index < old.count, old[index].end <= place { index += 1 }
            if index == old.count || old[index].start >= place { break }
        }
        let view = scene.view
        let meeting = view.isVerbatim ? place : view.anchor(of: place - view.segment.offset)
        found.interior = nil
        found.matches.removeAll { $0.expression == expression && $0.start < meeting }
        found.provisional.removeAll { $0.expression == expression && $0.match.lowerBound < meeting }
        found.matches += new.map(scene.anchored)
        found.matches.sort { ($0.start, $0.expression) < ($1.start, $1.expression) }
        judge(new, scene, &found)
        return true
    }

    private mutating func scan(
        _ expression: Int, _ range: Range<Int>, _ scene: borrowing Scene, _ allowance: Allowance,
        _ matches: inout [Match], _ giveUps: inout [GiveUp]
    ) {
        if scanner == nil { scanner = Scanner(detector.database) }
        var block = scene.block
        block.body = range.lowerBound - block.offset..<range.upperBound - block.offset
        scene.view.segment.storage.withSpan { text in
            scanner?.scan(
                text, block: block, only: expression, allowance: allowance, into: &matches, giveUps: &giveUps)
        }
    }

    private mutating func judge(_ matches: [Match], _ scene: borrowing Scene, _ found: inout SegmentFindings)
    {
        if evaluator == nil { evaluator = Evaluator(detector) }
        evaluator?.beginMessage()
        scene.view.segment.storage.withSpan { text in
            for match in matches {
                guard let judged = evaluator?.evaluate(match, scene, text) else { continue }
                found.provisional.append(judged)
            }
        }
        found.provisional.sort {
            ($0.match.lowerBound, $0.expression) < ($1.match.lowerBound, $1.expression)
        }
    }
}
