public import SluiceEngine
public import SluiceModel
import SluiceRules
import SluiceText

/// Detects in messages; it owns the memory that detection writes, so one worker belongs to one thread.
public struct DetectionWorker: ~Copyable {
    private let detector: Detector
    private let threshold: Threshold
    private var scanner: Scanner
    private var evaluator: Evaluator
    private var matches: [Match] = []
    private var giveUps: [GiveUp] = []
    private var views: [TextView] = []
    private let pool = StoragePool()
    private var sieve = TextSieve()
    /// What was matched in the texts looked at last.
    private var textMatches = TextMatches()
    /// Whether the findings of a message come with the places of all that was matched, for a ``NeighbourDraft``.
    public var notesHidden = false

    /// Findings under the threshold are only counted: they have no line, value, excerpt, evidence and mark.
    public init(_ detector: Detector, threshold: Threshold = .lowest) {
        self.detector = detector
        self.threshold = threshold
        scanner = Scanner(detector.database)
        evaluator = Evaluator(detector)
    }

    /// What was done for each expression since the worker was made.
    public var statistics: [ExpressionStatistics] { scanner.statistics }

    /// For each part of some messages, one message after the other, whether detection may find anything in it.
    ///
    /// It costs a fraction of ``detect(_:loud:allowance:)`` where texts are short; a message none of whose parts
    /// is loud holds nothing, and nothing in it has to be decoded.
    public mutating func loudParts(of messages: [Message], decodesBlobs: Bool) -> [Bool] {
        sieve.flags(of: messages, decodesBlobs: decodesBlobs, with: &scanner)
    }

    /// For each of some texts in `storage` whether anything matches in it, or may have to be told of it.
    ///
    /// With `areApart` the texts have ``viewGap`` zeros before and behind each.
    public mutating func looks(
        at texts: [Range<Int>], of storage: TextStorage, areApart: Bool = false, decodesBlobs: Bool,
        allowance: () -> Allowance
    ) -> [TextLook] {
        textMatches.removeAll()
        return sieve.look(
            at: texts, in: storage, areApart: areApart, decodesBlobs: decodesBlobs, with: &scanner,
            noting: &textMatches, allowance: allowance)
    }

    /// For each of some texts whether anything matches in it, or has to be told of it.
    ///
    /// The texts are views, and lie in `storage` with ``viewGap`` zeros before and behind each.
    public mutating func looks(
        atViews views: [Range<Int>], of storage: TextStorage, allowance: () -> Allowance
    ) -> [TextLook] {
        let seen = sieve.flags(ofViews: views, in: storage, with: &scanner)
        var loud = seen ?? Array(repeating: true, count: views.count)
        textMatches.removeAll()
        storage.withSpan { texts in
            for index in views.indices where loud[index] {
                matches.removeAll(keepingCapacity: true)
                giveUps.removeAll(keepingCapacity: true)
                let text = texts.extracting(views[index])
                if seen != nil {
                    scanner.scan(
                        sieved: index, in: texts, views[index], allowance: allowance(), into: &matches,
                        giveUps: &giveUps)
                } else {
                    scanner.scan(text, allowance: allowance(), into: &matches, giveUps: &giveUps)
                }
                loud[index] = !matches.isEmpty || !giveUps.isEmpty || LabelledCells.stand(in: text)
                // Where a search gave up, it is made again, to tell of it.
                if giveUps.isEmpty { textMatches.note(matches, in: index, ofLength: views[index].count) }
            }
        }
        return loud.map { $0 ? .candidate : .quiet }
    }

    /// What was matched in those of the texts looked at last which are one message's.
    public func matches(inTexts texts: Range<Int>) -> KnownMatches { textMatches.matches(of: texts) }

    /// How many zeros looks at texts that lie apart need before and behind each.
    public static var viewGap: Int { Scanner.sieveGap }

    /// Detects in one message, or in one segment of a long text (then the message has exactly one part).
    ///
    /// Of the parts that `loud` says something of, only those are scanned for which it holds true; what is `known` to
    /// match is not searched for again.
    public mutating func detect(
        _ message: Message, loud: ArraySlice<Bool> = [], known: KnownMatches = KnownMatches(),
        allowance: Allowance
    ) -> SegmentFindings {
        let result = look(into: message, loud: loud, known: known, allowance: allowance)
        guard scanner.wantsMore else { return result }
        var message = message
        let gap = message.takeFuller()
        var fuller = look(into: message, loud: loud, known: KnownMatches(), allowance: allowance)
        if let gap { fuller.gaps.append(gap) }
        return fuller
    }

    private mutating func look(
        into message: Message, loud: ArraySlice<Bool>, known: KnownMatches, allowance: Allowance
    ) -> SegmentFindings {
        let isSegment = message.parts.count == 1 && !(message.parts.first?.text.isWhole ?? true)
        var result = SegmentFindings(message, isSegment: isSegment, allowance: allowance)
        evaluator.beginMessage()
        giveUps.removeAll(keepingCapacity: true)
        views.removeAll(keepingCapacity: true)
        for (index, part) in message.parts.enumerated() {
            let isQuiet = index < loud.count && !loud[loud.startIndex + index]
            views.append(
                isQuiet
                    ? TextView(part.text)
                    : TextView(of: part, channel: message.channel, pool: isSegment ? pool : nil))
        }
        for part in message.parts.indices
        where part >= loud.count || loud[loud.startIndex + part] {
            evaluator.beginPart()
            scan(part, of: message, known: known, allowance: allowance, into: &result)
            if !isSegment { scanTables(of: part, in: message, allowance: allowance, into: &result) }
        }
        if !isSegment, !result.provisional.isEmpty {
            if notesHidden { result.hidden = Resolution.hidden(result.provisional, detector) }
            result.ready = Resolution.ofWholeMessage(
                message, result.provisional, views, detector, threshold)
            result.provisional = []
        }
        if isSegment { result.views = views }
        if !giveUps.isEmpty || !evaluator.gaveUp.isEmpty {
            result.gaps = GiveUpReport.gaps(giveUps, conditions: evaluator.gaveUp, detector, message.origin)
        }
        return result
    }

    private mutating func scan(
        _ part: Int, of message: Message, known: KnownMatches, allowance: Allowance,
        into result: inout SegmentFindings
    ) {
        matches.removeAll(keepingCapacity: true)
        let segment = views[part].segment
        if let found = known.matches(inPart: part, ofLength: segment.storage.count) {
            matches.append(contentsOf: found)
        } else {
            segment.storage.withSpan { text in
                scanner.scan(
                    text, block: Block(segment), allowance: allowance, into: &matches, giveUps: &giveUps)
            }
        }
        guard !scanner.wantsMore else { return }
        // Most parts of most messages hold nothing, and need no scene to judge it in.
        guard result.isSegment || !matches.isEmpty else { return }
        let scene = Scene(message, part: part, views: views)
        segment.storage.withSpan { text in
            for match in matches {
                if let found = evaluator.evaluate(match, scene, text) { result.provisional.append(found) }
            }
        }
        guard result.isSegment else { return }
        result.matches = scene.view.isVerbatim ? matches : matches.map(scene.anchored)
        measure(scene, &result)
    }

    /// Looks at the cells of a part's tables together with the names of their columns.
    private mutating func scanTables(
        of part: Int, in message: Message, allowance: Allowance, into result: inout SegmentFindings
    ) {
        guard let table = TableScene(part, views[part]) else { return }
        var message = message
        message.parts.append(table.text(of: message.parts[part]))
        let scene = Scene(
            message, part: message.parts.count - 1,
            views: views + [TextView(message.parts[message.parts.count - 1].text)])
        evaluator.beginPart()
        matches.removeAll(keepingCapacity: true)
        scene.view.segment.storage.withSpan { text in
            scanner.scan(text, block: scene.block, allowance: allowance, into: &matches, giveUps: &giveUps)
            for match in matches {
                guard let found = evaluator.evaluate(match, scene, text) else { continue }
                if let cell = table.inPart(found) { result.provisional.append(cell) }
            }
        }
    }

    /// Makes final what lies in a segment's middle, and counts the segment's lines.
    private func measure(_ scene: Scene, _ result: inout SegmentFindings) {
        scene.source.storage.withSpan { text in
            result.interior = Interior(scene, result.provisional, detector, threshold, text)
            let body = scene.source.body
            // What the findings' lines were counted for needs no second look.
            let counted = result.interior?.counted ?? LineCursor(offset: body.lowerBound)
            let rest = min(counted.offset, body.upperBound)..<body.upperBound
            result.newlines = counted.line - 1 + ByteCounts.newlines(in: text, rest)
            let lastLine = Lines.start(of: body.upperBound, in: text, notBefore: body.lowerBound)
            result.tailColumns = ByteCounts.codePoints(in: text, lastLine..<body.upperBound)
        }
    }
}

extension Message {
    /// Takes for a segment all that a search may ask for; gives what has to be told where it cannot be read.
    mutating func takeFuller() -> Gap? {
        guard let fuller = parts.first?.text.fuller else { return nil }
        guard let text = fuller() else {
            parts[0].text.fuller = nil
            return Gap(origin: origin, reason: .unreadable("changed while it was read"))
        }
        parts[0].text = text
        return nil
    }
}

/// Words what the engine and conditions gave up on.
enum GiveUpReport {
    /// One gap a rule, in the order of the rules.
    static func gaps(_ giveUps: [GiveUp], conditions: [Int], _ detector: Detector, _ origin: Origin) -> [Gap]
    {
        var causes: [Int: String] = [:]
        for rule in conditions { causes[rule] = GiveUp.Cause.matchLimit.description }
        for giveUp in giveUps.reversed() {
            causes[detector.owners[giveUp.expression]] = giveUp.cause.description
        }
        return causes.sorted { $0.key < $1.key }.map { rule, cause in
            let name = detector.compiledRules[rule].rule.id.description
            return Gap(origin: origin, reason: .ruleGaveUp(rule: name, cause: cause))
        }
    }
}
