import SluiceDetection
import SluiceFormats
import SluiceModel

/// Which stretch of a message's text a worker has seen.
struct TextStretch: Hashable, Sendable {
    var begins: Bool
    var ends: Bool
    var bytes: Int

    init(_ message: Message) {
        begins = message.parts.allSatisfy(\.text.beginsText)
        ends = message.parts.allSatisfy {
            $0.text.endsText && $0.text.body.upperBound == $0.text.storage.count
        }
        bytes = message.parts.reduce(0) { $0 + $1.text.body.count }
    }
}

/// Settles results in the order of the input, counts them and hands the findings on.
struct Collector {
    private let detector: Detector
    private let threshold: Threshold
    private let output: Scan.Output
    private var counts = ScanCounts()
    /// Settles the text that is not yet at its end.
    private var settler: Settler?
    /// What was reported of that text: a rule that gives up does so once a message.
    private var gaps: Set<Gap> = []
    private var isOpen = true

    init(_ detector: Detector, threshold: Threshold, output: @escaping Scan.Output) {
        self.detector = detector
        self.threshold = threshold
        self.output = output
    }

    /// Takes the next result in order; false where the output wants no more.
    mutating func receive(_ result: UnitResult) -> Bool {
        counts.ignored += result.ignored
        for item in result.items {
            switch item {
            case .message(let stretch, let found, let gaps): receive(stretch, found, gaps)
            case .passedOver(let origin, let reason): pass(origin, reason)
            case .gap(let gap): note(gap)
            case .endOfFile:
                endText()
                counts.files += 1
            }
        }
        return isOpen
    }

    mutating func finish() -> ScanCounts {
        endText()
        return counts
    }

    private mutating func receive(_ stretch: TextStretch, _ found: SegmentFindings, _ gaps: [Gap]) {
        if stretch.begins {
            endText()
            counts.messages += 1
        }
        counts.bytes += stretch.bytes
        for gap in gaps { note(gap) }
        for gap in found.gaps { note(gap) }
        var current = settler ?? Settler(detector)
        settler = nil
        give(current.settle(found))
        settler = current
        if stretch.ends { endText() }
    }

    private mutating func endText() {
        if var current = settler {
            settler = nil
            give(current.finish())
        }
        gaps.removeAll(keepingCapacity: true)
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
