import SluiceModel
import SluiceRules
import SluiceText

/// Makes final findings of what survived, once all that stands around it is known.
enum Resolution {
    /// The findings of a message that is no segment, ordered by place.
    static func ofWholeMessage(
        _ message: Message, _ found: [Provisional], _ views: [TextView], _ detector: Detector
    ) -> [Finding] {
        var provisional = found
        if detector.countsValues { countValues(&provisional, isLong: Reaches.isLong(message), detector) }
        provisional.sort(by: Provisional.isBefore)
        let people = PeopleMask(message)
        var findings: [Finding] = []
        for part in message.parts.indices {
            let ofPart = provisional.filter { $0.part == part }
            guard !ofPart.isEmpty else { continue }
            let scene = Scene(message, part: part, views: views)
            var builder = FindingBuilder(scene, detector, people: people, base: LineCursor())
            let masks = MaskSpans(maskedValues(ofPart, detector))
            scene.source.storage.withSpan { text in
                for cluster in Overlaps.clusters(ofPart) {
                    for winner in Overlaps.winners(ofPart[cluster], detector) {
                        findings.append(builder.finding(winner, masks: masks, text))
                    }
                }
            }
        }
        return findings
    }

    /// The values that no excerpt may show.
    static func maskedValues(_ found: some Sequence<Provisional>, _ detector: Detector) -> [Range<Int>] {
        found.filter { detector.compiledRules[$0.rule].rule.show != .all }.map(\.value)
    }

    private static func countValues(_ found: inout [Provisional], isLong: Bool, _ detector: Detector) {
        var values = DistinctValues(reach: isLong ? Reaches.around : nil)
        for finding in found where finding.countsAsValue {
            values.add(finding.valueHash, at: finding.match.lowerBound, ofRule: finding.rule)
        }
        for index in found.indices where !found[index].open.isEmpty {
            let finding = found[index]
            let count = values.count(around: finding.match.lowerBound, ofRule: finding.rule)
            found[index].settle(distinct: count, detector)
        }
    }
}
