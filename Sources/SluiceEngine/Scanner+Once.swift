extension Scanner {
    /// Tells of runs that were longer than the matches that are looked for.
    mutating func tellTooLong(into giveUps: inout [GiveUp]) {
        guard hasTooLong else { return }
        for expression in 0..<database.count where unsafe memory(expression).pointee.isTooLong {
            giveUp(expression, .tooLong, into: &giveUps)
        }
    }

    /// Patterns that can only match where the text begins, and those that one search must find.
    mutating func verifyOnce(
        _ target: ScanTarget, block: Block, _ run: inout VerificationRun, into matches: inout [Match],
        giveUps: inout [GiveUp]
    ) {
        guard !database.once.isEmpty else { return }
        run.beginPiece(at: Allowance.now)
        for number in database.once where target.only < 0 || target.only == number {
            let expression = Int(number)
            guard let pattern = database.patterns[expression] else { continue }
            let isWhole = block.offset == 0 && block.endsText && target.from == 0 && target.to == target.count
            if pattern.plan.needsWholeText {
                guard isWhole, target.count <= Scanner.longestWhole, run.look(at: Allowance.now) else {
                    giveUp(expression, .needsWholeText, into: &giveUps)
                    continue
                }
                pattern.prepare()
                searchWhole(target, pattern, expression, into: &matches, &giveUps)
            } else if block.offset == 0, target.from == 0 {
                let window = PendingWindow(expression: number, from: 0, to: 0)
                verify(target, window, &run, into: &matches, giveUps: &giveUps)
            }
        }
        run.endPiece()
    }

    /// Searches that cannot be sliced cannot be timed either: longer texts are given up.
    private static let longestWhole = 1 << 16
    private static let stepsPerStart = 20_000

    private mutating func searchWhole(
        _ target: ScanTarget, _ pattern: CompiledPattern, _ expression: Int, into matches: inout [Match],
        _ giveUps: inout [GiveUp]
    ) {
        matcher.limit(steps: Scanner.stepsPerStart)
        var from = unsafe memory(expression).pointee.last
        while from < target.count {
            statistics[expression].verifications &+= 1
            switch unsafe matcher.search(
                pattern, target.text, count: target.count, isCut: false, from: from, to: target.count)
            {
            case .none, .partial: return
            case .gaveUp(let cause):
                giveUp(expression, cause, into: &giveUps)
                return
            case .match(let start, let end, let value):
                guard end - start <= pattern.pattern.longestMatch else {
                    giveUp(expression, .tooLong, into: &giveUps)
                    return
                }
                if end > start {
                    statistics[expression].matches &+= 1
                    matches.append(Match(expression: expression, start: start, end: end, value: value))
                }
                from = max(end, from + 1)
            }
        }
    }
}
