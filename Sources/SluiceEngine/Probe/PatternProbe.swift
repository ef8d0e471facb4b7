/// Looks for texts in which one pattern takes time out of all proportion.
enum PatternProbe {
    /// Fewer steps than these are no harm, however they grow.
    private static let harmless = 50_000
    /// Each size is about four times the one before: linear growth means four times the steps, quadratic
    /// growth sixteen times.
    private static let sizes = [12, 50, 200, 800]
    private static let manySizes = [256, 1024, 4096]
    private static let longestText = 1 << 18

    /// Whether a text was found; `tree` is nil where the pattern is not understood.
    static func canExplode(_ pattern: Pattern, _ tree: SyntaxTree?) -> Bool {
        let pumps = tree.map { PumpMaker.pumps(for: $0) } ?? Pump.general
        guard !pumps.isEmpty, let counter = try? StepCounter(pattern) else { return false }
        return pumps.contains { explodesAtOneStart($0, counter) || explodesInAll($0, counter) }
    }

    /// Whether a single start takes more than about linear time.
    private static func explodesAtOneStart(_ pump: Pump, _ counter: StepCounter) -> Bool {
        var before = 0
        for size in sizes {
            let steps = counter.steps(pump.text(size), from: 0, to: pump.prefix.count)
            if steps > harmless, steps >= 8 * before { return true }
            // What has grown linearly so far is taken to go on so.
            if size > 50, 2 * steps <= 9 * before { return false }
            before = steps
        }
        return false
    }

    /// Whether so many starts each take linear time that all together take quadratic time.
    ///
    /// Asked of repeated groups only: runs of one class are walked once for all starts by the filter.
    private static func explodesInAll(_ pump: Pump, _ counter: StepCounter) -> Bool {
        guard pump.repeatsGroup, pump.unit.count * (manySizes.last ?? 0) <= longestText else { return false }
        var before = 0
        for size in manySizes {
            let start = pump.prefix.count + size / 2 * pump.unit.count
            let steps = counter.steps(pump.text(size), from: start, to: start + pump.unit.count - 1)
            guard steps >= size / 4, steps >= 3 * before else { return false }
            before = steps
        }
        return true
    }
}

/// One way to make hard texts: a beginning, what is repeated, and an end that does not fit.
struct Pump: Hashable {
    var prefix: [UInt8]
    var unit: [UInt8]
    var end: [UInt8]
    /// Whether it stands for a repetition of more than one class of characters.
    var repeatsGroup: Bool

    func text(_ size: Int) -> [UInt8] {
        var text = prefix
        text.reserveCapacity(prefix.count + size * unit.count + end.count)
        for _ in 0..<size { text += unit }
        return text + end
    }

    /// What is tried with a pattern of which nothing is known.
    static let general = ["a", "0", " ", "a ", "a-", "0-", "a.", "\""].map {
        Pump(prefix: [], unit: Array($0.utf8), end: [0x01, 0x01], repeatsGroup: $0.utf8.count > 1)
    }
}
