import SluiceEngine
import SluiceModel
import SluiceText

/// A finding that a worker made of a segment's middle, where no neighbour can have a say.
struct InteriorFinding: Sendable {
    /// Where its value begins, in bytes of the whole text.
    var start: Int
    /// With line and column counted from the body's first byte.
    var finding: Finding
}

/// The middle of a segment, in which a worker makes final findings side by side with other workers.
///
/// It holds as long as nothing of the segment before reaches into it and no chain of matches was repaired.
struct Interior: Sendable {
    /// What the middle's findings may depend on lies in here; in bytes of the whole text.
    private(set) var range: Range<Int>
    private(set) var findings: [InteriorFinding] = []
    /// What is left for the settler, in the order of the matches.
    private(set) var rest: [Provisional] = []
    /// Values of the middle that excerpts outside it may show.
    private(set) var masked: [Range<Int>] = []
    /// How far lines are counted, from the body's first byte on.
    private(set) var counted: LineCursor
    /// What the text's first line counts as.
    private let firstLine: Int

    /// How far the middle stays away from the body's ends.
    static func margin(_ detector: Detector) -> Int {
        detector.database.contextBefore + 2 * TextCut.reach + (detector.asksForMatches ? Reaches.around : 0)
    }

    /// Nil where the segment is too short to have a middle; `text` is all bytes of the source's storage.
    init?(
        _ scene: Scene, _ provisional: [Provisional], _ detector: Detector, _ threshold: Threshold,
        _ text: Span<UInt8>
    ) {
        let margin = Interior.margin(detector)
        let source = scene.source
        let body = source.bodyOffset..<source.offset + source.body.upperBound
        guard body.count > 4 * margin, provisional.count > 1 else { return nil }
        firstLine = scene.message.parts[scene.part].firstLine ?? 1
        range = body.lowerBound + TextCut.reach..<body.upperBound - TextCut.reach
        let sorted = provisional.filter { detector.compiledRules[$0.rule].isReported }
            .sorted(by: Provisional.isBefore)
        let middle = body.lowerBound + margin..<body.upperBound - margin
        let masks = MaskSpans(Resolution.maskedValues(sorted, detector))
        findings.reserveCapacity(sorted.count)
        let base = LineCursor(offset: source.body.lowerBound)
        counted = base
        var builder = FindingBuilder(
            scene, detector, people: PeopleMask(scene.message, detector.conversations), base: base,
            threshold: threshold)
        for cluster in Overlaps.clusters(sorted) {
            let members = sorted[cluster]
            guard
                members.allSatisfy({
                    middle.contains($0.value) && middle.contains($0.match) && !$0.isOpen
                })
            else {
                rest += members
                continue
            }
            masked += Resolution.maskedValues(members, detector)
            for winner in Overlaps.winners(members, detector) {
                let finding = builder.finding(winner, masks: masks, text)
                findings.append(InteriorFinding(start: winner.finding.value.lowerBound, finding: finding))
            }
        }
        guard !findings.isEmpty else { return nil }
        counted = builder.cursor
        rest.sort { ($0.match.lowerBound, $0.expression) < ($1.match.lowerBound, $1.expression) }
    }

    /// A finding with line and column counted from the text's beginning; `base` is the body's first byte.
    func placed(_ index: Int, from base: LineCursor) -> Finding {
        var finding = findings[index].finding
        if finding.location.line == firstLine { finding.location.column += base.column - 1 }
        finding.location.line += base.line - 1
        if let line = finding.location.fileLine { finding.location.fileLine = line + base.line - 1 }
        return finding
    }
}
