import SluiceDetection
import SluiceFormats
import SluiceModel

/// Settles results in the order of the input, counts them and hands the findings on.
struct Collector: ~Copyable {
    private let threshold: Threshold
    private let output: Scan.Output
    private var counts = ScanCounts()
    private var settler: Settler
    /// What was reported of the text at hand: the same gap is told once.
    private var gaps: Set<Gap> = []
    private var isOpen = true

    init(_ detector: Detector, threshold: Threshold, output: @escaping Scan.Output) {
        self.threshold = threshold
        self.output = output
        settler = Settler(detector)
    }

    /// Takes the next result in order; false where the output wants no more.
    mutating func receive(_ result: UnitResult) -> Bool {
        counts.files += result.files
        counts.messages += result.messages
        counts.bytes += result.bytes
        counts.ignored += result.ignored
        for item in result.items {
            switch item {
            case .findings(let findings): give(findings)
            case .segment(let segment):
                give(settler.settle(segment))
                for gap in settler.takeGaps() { note(gap) }
            case .endOfText: endText()
            case .passedOver(let origin, let reason): pass(origin, reason)
            case .gap(let gap): note(gap)
            }
        }
        if !result.isSegment { gaps.removeAll() }
        return isOpen
    }

    mutating func finish() -> ScanCounts {
        endText()
        return counts
    }

    private mutating func endText() {
        give(settler.finish())
        for gap in settler.takeGaps() { note(gap) }
        gaps.removeAll()
    }

    private mutating func give(_ findings: [Finding]) {
        guard !findings.isEmpty, isOpen else { return }
        let shown = findings.filter(threshold.admits)
        counts.below += findings.count - shown.count
        guard !shown.isEmpty else { return }
        for finding in shown {
            counts.findings[finding.severity, default: 0] += 1
            counts.confidences[finding.confidence, default: 0] += 1
        }
        isOpen = output(shown)
    }

    private mutating func note(_ gap: Gap) {
        guard gaps.insert(gap).inserted else { return }
        if case .unsupported = gap.reason {
            counts.unsupported.append(gap)
        } else {
            counts.partial.append(gap)
        }
    }

    private mutating func pass(_ origin: Origin, _ reason: PassedOver) {
        switch reason {
        case .skipped(let kind): counts.skipped[kind, default: 0] += 1
        case .unsupported(let format):
            counts.unsupported.append(Gap(origin: origin, reason: .unsupported(format)))
        }
    }
}
