import SluiceEngine
public import SluiceModel
import SluiceText

/// Makes final findings of what workers found, in the order of the text.
///
/// For a message that comes whole it only hands on. Of a long text's segments it repairs what the borders cut:
/// chains of matches, overlapping findings, counts of different values, lines and columns. So the findings
/// are the same however the text was cut. One settler serves one stream of messages, used in order by one
/// thread; a text's segments come in their order and are not mixed with other messages.
public struct Settler: ~Copyable {
    private let detector: Detector
    private let threshold: Threshold
    private var repair: ChainRepair
    private var text: LongText?
    private var gaps: [Gap] = []
    private var gapsOfText: Set<Gap> = []

    /// Findings under the threshold are only counted: they have no line, value, excerpt, evidence and mark.
    public init(_ detector: Detector, threshold: Threshold = .lowest) {
        self.detector = detector
        self.threshold = threshold
        repair = ChainRepair(detector)
    }

    /// The findings that have become final, ordered by place.
    public mutating func settle(_ next: SegmentFindings) -> [Finding] {
        var findings: [Finding] = []
        settle(next) { findings.append($0) }
        return findings
    }

    /// Tells the findings that have become final, ordered by place, one after the other.
    public mutating func settle(_ next: SegmentFindings, _ give: (Finding) -> Void) {
        guard next.isSegment, let part = next.message.parts.first else {
            finish(give)
            return next.ready.forEach(give)
        }
        let segment = part.text
        if text?.end != segment.bodyOffset || text?.path != next.message.origin || segment.beginsText {
            finish(give)
            repair.beginText()
            text = LongText(
                detector, threshold: threshold, start: segment.bodyOffset, path: next.message.origin)
        }
        var found = next
        found.gaps += repair.repair(&found)
        for gap in found.gaps where gapsOfText.insert(gap).inserted { gaps.append(gap) }
        text?.append(found)
        if segment.endsText, segment.body.upperBound == segment.storage.count { return finish(give) }
        text?.release(give)
    }

    /// The findings that were held back to the end.
    public mutating func finish() -> [Finding] {
        var findings: [Finding] = []
        finish { findings.append($0) }
        return findings
    }

    /// Tells the findings that were held back to the end.
    public mutating func finish(_ give: (Finding) -> Void) {
        guard text != nil else { return }
        gapsOfText.removeAll()
        text?.close(give)
        text = nil
    }

    /// The rules that gave up in the segments settled since the last call, each once for each text.
    ///
    /// Those of a message that comes whole are in its ``SegmentFindings/gaps``.
    public mutating func takeGaps() -> [Gap] {
        defer { gaps.removeAll() }
        return gaps
    }
}
