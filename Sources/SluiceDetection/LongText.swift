import SluiceEngine
import SluiceModel
import SluiceText

/// What is known of a text that comes in segments, and what must wait for more of it.
struct LongText {
    /// A segment whose bytes are still needed.
    private struct Held {
        var body: Range<Int>
        var builder: FindingBuilder
    }

    /// The findings of a segment's middle, which are told one after the other and copied no sooner.
    private struct Ready {
        let interior: Interior
        let base: LineCursor
        var next = 0

        /// Where the value of the next one begins; nil where all were told.
        var start: Int? { next < interior.findings.count ? interior.findings[next].start : nil }

        /// Tells those whose values begin before `limit`.
        mutating func tell(before limit: Int, _ give: (Finding) -> Void) {
            while let start, start < limit {
                give(interior.placed(next, from: base))
                next += 1
            }
        }
    }

    /// The offset behind the last byte that was settled.
    private(set) var end: Int
    let path: Origin
    private let detector: Detector
    private let threshold: Threshold
    private var next = LineCursor()
    private var held: [Held] = []
    /// In the order of the matches; those before `counted` have their confidence.
    private var pending: [Provisional] = []
    private var counted = 0
    private var values: DistinctValues?
    private var others = OtherMatches()
    private var isLong = false
    /// Findings of segments' middles that wait for those before them.
    private var ready: [Ready] = []
    /// How far the values reach that were met so far.
    private var reached = 0
    /// Values told already that an excerpt to come may show.
    private var told: [Range<Int>] = []

    init(_ detector: Detector, threshold: Threshold, start: Int, path: Origin) {
        self.detector = detector
        self.threshold = threshold
        self.path = path
        end = start
    }

    /// How far behind a finding the text must be known before it is final.
    private var holdBack: Int { Interior.margin(detector) }

    /// Adds the segment that begins at ``end``.
    mutating func append(_ found: SegmentFindings) {
        let scene = Scene(found.message, part: 0, views: found.views)
        let segment = scene.source
        isLong = scene.isLong
        if values == nil { values = DistinctValues(reach: isLong ? Reaches.around : nil) }
        end += segment.body.count
        for finding in found.provisional where finding.countsAsValue {
            values?.add(finding.valueHash, at: finding.match.lowerBound, ofRule: finding.rule)
        }
        for finding in found.provisional where detector.isAsked(finding) {
            others.add(finding.value, ofRule: finding.rule, part: finding.part)
        }
        let base = LineCursor(offset: segment.body.lowerBound, line: next.line, column: next.column)
        var provisional = found.provisional
        if detector.asksForMatches {
            provisional.removeAll { !detector.compiledRules[$0.rule].isReported }
        }
        if let interior = found.interior, reached <= interior.range.lowerBound {
            ready.append(Ready(interior: interior, base: base))
            told += interior.masked
            provisional = interior.rest
        }
        for finding in found.provisional { reached = max(reached, finding.value.upperBound) }
        if !provisional.isEmpty {
            let builder = FindingBuilder(
                scene, detector, people: PeopleMask(found.message, detector.conversations), base: base,
                threshold: threshold)
            held.append(Held(body: end - segment.body.count..<end, builder: builder))
            pending += provisional
        }
        let column = found.newlines > 0 ? 1 + found.tailColumns : next.column + found.tailColumns
        next = LineCursor(line: next.line + found.newlines, column: column)
    }

    /// Tells the findings that nothing to come can change.
    mutating func release(_ give: (Finding) -> Void) {
        // Of a text that is looked at as a whole, all values must be known before they are counted.
        release(before: end - holdBack, countBefore: isLong ? end - Reaches.around : 0, give)
    }

    /// Tells all findings that are left; the text has ended.
    mutating func close(_ give: (Finding) -> Void) { release(before: .max, countBefore: .max, give) }

    private mutating func release(
        before safe: Int, countBefore known: Int, _ give: (Finding) -> Void
    ) {
        guard !pending.isEmpty || !ready.isEmpty else { return }
        count(before: known)
        if detector.asksForMatches { settle(isAtEnd: known == .max) }
        let sorted = pending.sorted(by: Provisional.isBefore)
        var clusters = Overlaps.clusters(sorted)
        let open = clusters.firstIndex { cluster in
            LongText.end(of: sorted[cluster]) > safe || sorted[cluster].contains(where: \.isOpen)
        }
        let limit = open.flatMap { sorted[clusters[$0]].first?.value.lowerBound } ?? .max
        if let open { clusters.removeSubrange(open...) }
        let masks = MaskSpans(told + Resolution.maskedValues(sorted, detector))
        for cluster in clusters {
            for winner in Overlaps.winners(sorted[cluster], detector) {
                tellReady(before: winner.finding.value.lowerBound, give)
                if let finding = build(winner, masks) { give(finding) }
            }
        }
        tellReady(before: limit, give)
        let done = clusters.last?.upperBound ?? 0
        forget(sorted[..<done], keeping: sorted[done...])
    }

    private mutating func tellReady(before limit: Int, _ give: (Finding) -> Void) {
        while !ready.isEmpty {
            ready[0].tell(before: limit, give)
            guard ready[0].start == nil else { return }
            ready.removeFirst()
        }
    }

    /// Where the values of a cluster end, as far as more of the text could change it.
    private static func end(of cluster: ArraySlice<Provisional>) -> Int {
        let end = cluster.reduce(0) { max($0, $1.value.upperBound) }
        return min(end, (cluster.first?.value.lowerBound ?? 0) + Overlaps.longestCluster)
    }

    /// Counts different values around the matches whose surroundings are known, in the order of the matches.
    private mutating func count(before known: Int) {
        while counted < pending.count, pending[counted].match.lowerBound < known {
            if pending[counted].isOpen {
                let finding = pending[counted]
                let count = values?.count(around: finding.match.lowerBound, ofRule: finding.rule) ?? 0
                pending[counted].distinct = count
            }
            counted += 1
        }
    }

    /// Answers what matches ask of other rules, where all in reach is known.
    private mutating func settle(isAtEnd: Bool) {
        var isKept = [Bool](repeating: true, count: pending.count)
        for index in 0..<counted where pending[index].isOpen {
            guard isAtEnd || pending[index].lookahead <= end else { continue }
            isKept[index] = pending[index].settle(distinct: pending[index].distinct, others)
        }
        guard isKept.contains(false) else { return }
        let removed = pending.indices.filter { !isKept[$0] }
        // What falls away stays masked, however the text was cut.
        told += Resolution.maskedValues(removed.map { pending[$0] }, detector)
        pending = pending.indices.filter { isKept[$0] }.map { pending[$0] }
        counted -= removed.count
    }

    private mutating func build(_ winner: Winner, _ masks: MaskSpans) -> Finding? {
        guard let index = held.firstIndex(where: { $0.body.contains(winner.finding.match.lowerBound) }) else {
            return nil
        }
        let storage = held[index].builder.scene.source.storage
        return storage.withSpan { held[index].builder.finding(winner, masks: masks, $0) }
    }

    private mutating func forget(_ done: ArraySlice<Provisional>, keeping left: ArraySlice<Provisional>) {
        let first = left.map(\.value.lowerBound).min() ?? end
        let needed = min(first, end) - holdBack
        told = (told + Resolution.maskedValues(done, detector)).filter { $0.upperBound > needed }
        let border = pending[counted...].first.map { ($0.match.lowerBound, $0.expression) }
        pending = left.sorted { ($0.match.lowerBound, $0.expression) < ($1.match.lowerBound, $1.expression) }
        counted = pending.count { finding in
            border.map { (finding.match.lowerBound, finding.expression) < $0 } ?? true
        }
        if detector.asksForRules { others.forget(before: min(needed, end - Reaches.around) - Reaches.around) }
        held.removeAll { segment in !pending.contains { segment.body.contains($0.match.lowerBound) } }
    }
}
