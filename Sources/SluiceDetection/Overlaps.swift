import SluiceModel
import SluiceRules

/// A finding that stays, with the rules that gave way to it.
struct Winner: Sendable {
    var finding: Provisional
    var also: [RuleID]
}

/// Decides which of several findings at one place stays.
///
/// Of one rule's findings the one inside another is a part of it. One inside a validated finding loses; then the higher confidence wins, the higher severity, the longer
/// value, the smaller name of the rule, the earlier place.
enum Overlaps {
    /// A chain of overlapping findings is taken in stretches of this many bytes, so that memory is bounded.
    static let longestCluster = 2 << 20

    /// Cuts findings, sorted by place, into groups of which no member overlaps another group's.
    static func clusters(_ sorted: [Provisional]) -> [Range<Int>] {
        var clusters: [Range<Int>] = []
        var first = 0
        var end = 0
        for (index, finding) in sorted.enumerated() {
            let start = sorted[first]
            let isNew =
                finding.part != start.part || finding.value.lowerBound >= end
                || finding.value.lowerBound >= start.value.lowerBound + longestCluster
            if isNew, index > first {
                clusters.append(first..<index)
                first = index
                end = 0
            }
            end = max(end, finding.value.upperBound)
        }
        if first < sorted.count { clusters.append(first..<sorted.count) }
        return clusters
    }

    /// The findings of one cluster that stay, sorted by place.
    static func winners(_ cluster: ArraySlice<Provisional>, _ detector: Detector) -> [Winner] {
        if cluster.count == 1 { return cluster.map { Winner(finding: $0, also: []) } }
        let ordered = cluster.sorted { isEarlier($0, $1) }
        var contenders: [Contender] = []
        var widest: (end: Int, index: Int)?
        var widestOfRule: [Int: Int] = [:]
        for finding in ordered {
            let rule = detector.compiledRules[finding.rule].rule.id
            if let index = widestOfRule[finding.rule], contenders[index].absorbs(finding) { continue }
            if let holder = widest, finding.value.upperBound <= holder.end,
                !finding.isValidated || contenders[holder.index].finding.value != finding.value
            {
                contenders[holder.index].lost.insert(rule)
                continue
            }
            contenders.append(Contender(finding: finding, rule: rule, lost: []))
            let known = widestOfRule[finding.rule].map { contenders[$0].finding.value.upperBound } ?? 0
            if finding.value.upperBound > known { widestOfRule[finding.rule] = contenders.count - 1 }
            if finding.isValidated, finding.value.upperBound > widest?.end ?? -1 {
                widest = (finding.value.upperBound, contenders.count - 1)
            }
        }
        return ranked(contenders, detector)
    }

    private struct Contender {
        var finding: Provisional
        var rule: RuleID
        var lost: Set<RuleID>

        /// Whether `other`, of the same rule, is but a smaller view of this finding; its evidence counts here too.
        mutating func absorbs(_ other: Provisional) -> Bool {
            guard finding.value.contains(other.value), finding.isValidated || !other.isValidated else {
                return false
            }
            if other.confidence > finding.confidence {
                finding.confidence = other.confidence
                finding.evidence = other.evidence
                finding.near = other.near
                finding.reasons = other.reasons
            }
            return true
        }
    }

    private static func ranked(_ contenders: [Contender], _ detector: Detector) -> [Winner] {
        let order = contenders.indices.sorted { isStronger(contenders[$0], contenders[$1], detector) }
        // Winners never overlap, so they are sorted by start and by end at once.
        var winners: [Contender] = []
        for index in order {
            let contender = contenders[index]
            let place = firstIndex(in: winners, endingBehind: contender.finding.value.lowerBound)
            if place < winners.count,
                winners[place].finding.value.lowerBound < contender.finding.value.upperBound
            {
                winners[place].lost.formUnion(contender.lost)
                winners[place].lost.insert(contender.rule)
            } else {
                winners.insert(contender, at: place)
            }
        }
        return winners.map { Winner(finding: $0.finding, also: $0.lost.subtracting([$0.rule]).sorted()) }
    }

    private static func firstIndex(in winners: [Contender], endingBehind start: Int) -> Int {
        var low = 0
        var high = winners.count
        while low < high {
            let middle = (low + high) / 2
            if winners[middle].finding.value.upperBound <= start { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// By start; of those that start together the longest first, and of equals the validated first.
    private static func isEarlier(_ left: Provisional, _ right: Provisional) -> Bool {
        if left.value.lowerBound != right.value.lowerBound {
            return left.value.lowerBound < right.value.lowerBound
        }
        if left.value.upperBound != right.value.upperBound {
            return left.value.upperBound > right.value.upperBound
        }
        if left.isValidated != right.isValidated { return left.isValidated }
        return Provisional.isBefore(left, right)
    }

    private static func isStronger(_ left: Contender, _ right: Contender, _ detector: Detector) -> Bool {
        if left.finding.confidence != right.finding.confidence {
            return left.finding.confidence > right.finding.confidence
        }
        let severities = [left, right].map {
            detector.compiledRules[$0.finding.rule].rule.information.severity
        }
        if severities[0] != severities[1] { return severities[0] > severities[1] }
        if left.finding.value.count != right.finding.value.count {
            return left.finding.value.count > right.finding.value.count
        }
        if left.rule != right.rule { return left.rule < right.rule }
        return Provisional.isBefore(left.finding, right.finding)
    }
}
