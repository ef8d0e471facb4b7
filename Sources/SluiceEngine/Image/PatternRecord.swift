/// What is known of a pattern beside its hooks, as an image keeps it; -1 stands for "no bound".
struct PatternRecord: BitwiseCopyable {
    var leastLength: Int
    var mostLength: Int
    var reach: Int
    var reachBack: Int
    var captureCount: Int32
    /// How many stretches of its source are cut out for the tail.
    var cuts: Int32
    var isFiltered: Flag
    var leavesRareLetters: Flag
    var beginsAtTextStart: Flag
    var needsWholeText: Flag
    var isCostly: Flag
    /// Fills the record up to the next of them; see ``Flag``.
    let unused: Int32 = 0

    init(_ pattern: CompiledPattern) {
        let plan = pattern.plan
        leastLength = plan.leastLength
        mostLength = plan.mostLength ?? -1
        reach = plan.reach ?? -1
        reachBack = plan.reachBack
        captureCount = Int32(pattern.captureCount)
        cuts = Int32(pattern.cut.count)
        isFiltered = Flag(plan.hooks != nil)
        leavesRareLetters = Flag(plan.leavesRareLetters)
        beginsAtTextStart = Flag(plan.beginsAtTextStart)
        needsWholeText = Flag(plan.needsWholeText)
        isCostly = Flag(plan.isCostly)
    }

    /// The plan, whose hooks are in the filter's tables alone.
    var plan: PatternPlan {
        PatternPlan(
            hooks: isFiltered.isSet ? [] : nil, leavesRareLetters: leavesRareLetters.isSet,
            beginsAtTextStart: beginsAtTextStart.isSet, needsWholeText: needsWholeText.isSet,
            leastLength: leastLength,
            reach: reach < 0 ? nil : reach,
            reachBack: reachBack, isCostly: isCostly.isSet, mostLength: mostLength < 0 ? nil : mostLength)
    }
}

extension DatabaseImage {
    static func write(_ patterns: [CompiledPattern], to writer: inout ImageWriter) {
        writer.write(FrozenBuffer(patterns.map(PatternRecord.init)))
        writer.write(FrozenBuffer(patterns.flatMap(\.cut).flatMap { [$0.lowerBound, $0.upperBound] }))
    }

    /// The patterns with what was written of them; nil where their number is another.
    static func patterns(_ patterns: [Pattern], from reader: inout ImageReader) -> [CompiledPattern?]? {
        let records: FrozenBuffer<PatternRecord> = reader.buffer()
        let bounds: FrozenBuffer<Int> = reader.buffer()
        guard records.count == patterns.count else { return nil }
        var next = 0
        var compiled: [CompiledPattern?] = []
        compiled.reserveCapacity(patterns.count)
        for (index, pattern) in patterns.enumerated() {
            let record = records[index]
            let cut = (0..<Int(record.cuts)).map { number in
                bounds[next + 2 * number]..<bounds[next + 2 * number + 1]
            }
            next += 2 * cut.count
            compiled.append(
                CompiledPattern(pattern, record.plan, captureCount: Int(record.captureCount), cut: cut))
        }
        return compiled
    }
}
