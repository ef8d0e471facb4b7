import SluiceDetection
import SluiceFormats
import SluiceModel
import SluicePolicy

/// Settles results in the order of the input, counts them and hands the findings on.
struct Collector: ~Copyable {
    private let settings: ScanSettings
    /// What happened and was not handed on.
    private var events: [ScanEvent] = []
    private var findings: [Finding] = []
    /// So many findings are told together at most, so that no array of them is large.
    private static let mostTogether = 256
    /// Of the files that have ended.
    private var counts = ScanCounts()
    /// Of the file that is being read.
    private var file = ScanCounts()
    /// Nil while it is at work.
    private var settler: Settler?
    private var occurrences = OccurrenceCounter()
    /// What was reported of the text at hand: the same gap is told once.
    private var gaps: Set<Gap> = []
    /// What a policy has to know of the long text at hand, and those of its findings that wait to be judged.
    private var text: MessageContext?
    private var stretch = JudgedStretch()
    /// What waits for its neighbours; nil where nobody wants to see them.
    private var queue: ConversationQueue?

    init(_ detector: Detector, settings: ScanSettings) {
        self.settings = settings
        settler = Settler(detector, threshold: settings.threshold)
        if settings.neighbours > 0 { queue = ConversationQueue(most: settings.neighbours, detector) }
    }

    /// Takes the next result in order; gives what is to be told of it.
    mutating func receive(_ result: consuming UnitResult) -> [ScanEvent] {
        counts.ignored += result.ignored
        if let talk = result.talk { tell(queue?.begin(talk) ?? []) }
        for (index, item) in result.items.enumerated() {
            switch item {
            case .findings(let findings, let context): give(findings, context, item: index)
            case .segment(let segment):
                text = settings.judge?.context(of: segment.message)
                settle(segment)
                for gap in settler?.takeGaps() ?? [] { note(gap) }
            case .unread: file.unread += 1
            case .unselected: file.unselected += 1
            case .endOfText: endText()
            case .endOfFile(let end): endFile(end)
            case .known(let record):
                counts.add(record.counts)
                tell(.known(record))
            case .passedOver(let origin, let reason): pass(origin, reason)
            case .gap(let gap): note(gap)
            }
        }
        queue?.endUnit()
        file.messages += result.messages
        file.bytes += result.bytes
        if !result.isSegment { gaps.removeAll() }
        return takeEvents()
    }

    /// Gives what is left to be told, and what was counted.
    mutating func finish() -> (events: [ScanEvent], counts: ScanCounts) {
        endText()
        tell(queue?.endFile() ?? [])
        counts.add(file)
        file = ScanCounts()
        return (takeEvents(), counts)
    }

    private mutating func takeEvents() -> [ScanEvent] {
        tellFindings()
        defer { events = [] }
        return events
    }

    private mutating func tell(_ finding: Finding) {
        findings.append(finding)
        if findings.count == Collector.mostTogether { tellFindings() }
    }

    private mutating func tellFindings() {
        guard !findings.isEmpty else { return }
        let together = findings
        findings = []
        add(.findings(together))
    }

    private mutating func endFile(_ end: FileEnd) {
        file.files = 1
        file.messages += end.messages
        file.bytes += end.bytes
        counts.add(file)
        occurrences.endFile()
        tell(queue?.endFile() ?? [])
        if let stamp = end.stamp {
            tell(.file(FileRecord(stamp: stamp, sha256: end.sha256, counts: file)))
        }
        file = ScanCounts()
    }

    /// Tells of an event; `item` is the index of the unit's item that it comes from, where that has neighbours.
    private mutating func tell(_ event: ScanEvent, item: Int? = nil) {
        tellFindings()
        add(event, item: item)
    }

    private mutating func tell(_ events: [ScanEvent]) {
        tellFindings()
        self.events += events
    }

    private mutating func add(_ event: ScanEvent, item: Int? = nil) {
        if queue == nil {
            events.append(event)
        } else {
            events += queue?.take(event, ofItem: item) ?? []
        }
    }

    private mutating func endText() {
        settle(nil)
        judgeStretch()
        for gap in settler?.takeGaps() ?? [] { note(gap) }
        gaps.removeAll()
    }

    /// Takes what becomes final of a long text by its next segment, or by its end.
    private mutating func settle(_ segment: SegmentFindings?) {
        guard var current = settler.take() else { return }
        if let segment {
            current.settle(segment) { take($0) }
        } else {
            current.finish { take($0) }
        }
        settler = consume current
    }

    /// Takes a finding of a long text.
    private mutating func take(_ finding: Finding) {
        guard let shown = admit(finding) else { return }
        guard text != nil, settings.judge != nil else { return tell(shown) }
        if !stretch.takes(shown) { judgeStretch() }
        stretch.add(shown)
    }

    private mutating func judgeStretch() {
        guard !stretch.findings.isEmpty else { return }
        if let text { settings.judge?.judge(&stretch.findings, in: text) }
        for finding in stretch.findings { tell(finding) }
        stretch = JudgedStretch()
    }

    /// Takes the findings of a message that was held whole.
    private mutating func give(_ found: [Finding], _ context: MessageContext?, item: Int? = nil) {
        guard context != nil || queue != nil else {
            for finding in found {
                if let shown = admit(finding) { tell(shown) }
            }
            return
        }
        var shown = found.compactMap { admit($0) }
        if let context { settings.judge?.judge(&shown, in: context) }
        if queue == nil {
            for finding in shown { tell(finding) }
        } else if !shown.isEmpty {
            tell(.findings(shown), item: item)
        }
    }

    /// Counts a finding; nil where nobody is told of it.
    private mutating func admit(_ finding: Finding) -> Finding? {
        // Weak ones have their numbers too.
        let number = occurrences.number(of: finding)
        guard settings.threshold.admits(finding) else {
            file.below += 1
            return nil
        }
        if settings.honoursMarks, let mark = finding.mark, isAllowed(by: mark, finding) {
            file.allowed += 1
            return nil
        }
        var finding = finding
        finding.occurrence = number
        guard !isReleased(&finding) else { return settings.tellsDecided ? finding : nil }
        file.findings[finding.severity, default: 0] += 1
        file.confidences[finding.confidence, default: 0] += 1
        return finding
    }

    private mutating func isAllowed(by mark: InlineMark, _ finding: Finding) -> Bool {
        guard case .faulty(let fault) = mark else { return true }
        let note = InlineNote(
            path: finding.location.origin.path, line: finding.location.fileLine ?? finding.location.line,
            fault: fault)
        // Findings of one line share its mark.
        if file.inlineNotes.first.last != note { file.inlineNotes.append(note) }
        return false
    }

    /// Whether somebody decided that a finding does not count; notes in it what was decided.
    private mutating func isReleased(_ finding: inout Finding) -> Bool {
        switch settings.standing?(finding) ?? .open {
        case .open: return false
        case .released(let state):
            finding.decision = state
            file.decided += 1
            return true
        case .expired:
            file.expired += 1
            return false
        case .back:
            finding.decision = .fixed
            file.back += 1
            return false
        }
    }

    private mutating func note(_ gap: Gap) {
        guard gaps.insert(gap).inserted else { return }
        if case .unsupported = gap.reason {
            file.unsupported.append(gap)
        } else {
            file.partial.append(gap)
        }
    }

    private mutating func pass(_ origin: Origin, _ reason: PassedOver) {
        switch reason {
        case .skipped(let kind): file.skipped[kind, default: 0] += 1
        case .unsupported(let format):
            file.unsupported.append(Gap(origin: origin, reason: .unsupported(format)))
        }
    }
}
