import SluiceModel
import SluiceRules
import SluiceText

/// Makes final findings of what survived, once all that stands around it is known.
enum Resolution {
    /// The findings of a message that is no segment, ordered by place.
    static func ofWholeMessage(
        _ message: Message, _ found: [Provisional], _ views: [TextView], _ detector: Detector,
        _ threshold: Threshold
    ) -> [Finding] {
        var provisional = found
        if detector.asksForMatches {
            settle(&provisional, isLong: Reaches.isLong(message), detector)
        }
        provisional.sort(by: Provisional.isBefore)
        // Most findings of most messages are under the threshold, and nobody's names have to be known for them.
        let isShown = provisional.contains {
            threshold.admits(detector.compiledRules[$0.rule].rule.information.severity, $0.confidence)
        }
        let people = isShown ? PeopleMask(message, detector.conversations) : .ofNobody
        var findings: [Finding] = []
        for part in message.parts.indices {
            let ofPart = provisional.filter { $0.part == part }
            guard !ofPart.isEmpty else { continue }
            // What fell away because of other matches stays masked, however the text was cut.
            let values = detector.asksForMatches ? found.filter { $0.part == part } : ofPart
            let scene = Scene(message, part: part, views: views)
            var builder = FindingBuilder(
                scene, detector, people: people, base: LineCursor(), threshold: threshold)
            let masks = MaskSpans(isShown ? maskedValues(values, detector) : [])
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
        found.filter { isMasked($0, detector) }.map(\.value)
    }

    /// The same of all parts of a message.
    static func hidden(_ found: [Provisional], _ detector: Detector) -> [HiddenSpan] {
        found.filter { isMasked($0, detector) }.map { HiddenSpan(part: $0.part, span: $0.value) }
    }

    private static func isMasked(_ found: Provisional, _ detector: Detector) -> Bool {
        let rule = detector.compiledRules[found.rule]
        // What has a label is shown by that, and nowhere as it stands.
        return rule.isReported && (rule.rule.show != .all || rule.label(ofTerm: found.term) != nil)
    }

    /// Answers what matches ask of each other, and drops those that fall away or are no findings.
    private static func settle(_ found: inout [Provisional], isLong: Bool, _ detector: Detector) {
        var values = DistinctValues(reach: isLong ? Reaches.around : nil)
        var others = OtherMatches()
        for finding in found {
            if finding.countsAsValue {
                values.add(finding.valueHash, at: finding.match.lowerBound, ofRule: finding.rule)
            }
            if detector.isAsked(finding) {
                others.add(finding.value, ofRule: finding.rule, part: finding.part)
            }
        }
        var isKept = [Bool](repeating: true, count: found.count)
        for index in found.indices {
            let finding = found[index]
            isKept[index] = detector.compiledRules[finding.rule].isReported
            guard isKept[index], finding.isOpen else { continue }
            let count = values.count(around: finding.match.lowerBound, ofRule: finding.rule)
            isKept[index] = found[index].settle(distinct: count, others)
        }
        guard isKept.contains(false) else { return }
        found = found.indices.filter { isKept[$0] }.map { found[$0] }
    }
}

extension Detector {
    /// Whether a match counts where another rule asks for it.
    func isAsked(_ finding: Provisional) -> Bool {
        asksForRules && finding.validity != .invalid && compiledRules[finding.rule].isAsked
    }
}
