import SluiceRules

/// Counts the different values of each rule around a match.
///
/// Values are added, and asked for, in the order in which their matches begin.
struct DistinctValues: Sendable {
    private struct OfRule {
        var values: [(start: Int, hash: UInt64)] = []
        var low = 0
        var high = 0
        var counts: [UInt64: Int] = [:]
    }

    private var rules: [Int: OfRule] = [:]
    /// How far a value may lie from the match, in bytes; nil for anywhere in the message.
    private let reach: Int?

    init(reach: Int?) { self.reach = reach }

    /// Adds a value that stands at `start`.
    mutating func add(_ hash: UInt64, at start: Int, ofRule rule: Int) {
        rules[rule, default: OfRule()].values.append((start, hash))
    }

    /// How many different values of `rule` lie around `start`.
    mutating func count(around start: Int, ofRule rule: Int) -> Int {
        guard var found = rules.removeValue(forKey: rule) else { return 0 }
        while found.high < found.values.count,
            reach.map({ found.values[found.high].start <= start + $0 }) ?? true
        {
            found.counts[found.values[found.high].hash, default: 0] += 1
            found.high += 1
        }
        while let reach, found.low < found.high, found.values[found.low].start < start - reach {
            let hash = found.values[found.low].hash
            let left = (found.counts[hash] ?? 1) - 1
            found.counts[hash] = left > 0 ? left : nil
            found.low += 1
        }
        if found.low > 1024, found.low > found.values.count / 2 {
            found.values.removeFirst(found.low)
            found.high -= found.low
            found.low = 0
        }
        let count = found.counts.count
        rules[rule] = found
        return count
    }
}
