extension Scanner {
    /// Scans one block: filter and verification take turns, piece by piece, so that text is still in the cache
    /// when it is verified and matches come out in their order.
    mutating func scan(
        _ text: UnsafePointer<UInt8>, count: Int, block: Block, starts: [Int], only: Int?,
        allowance: Allowance,
        into matches: inout [Match], giveUps: inout [GiveUp]
    ) {
        let target = unsafe ScanTarget(
            text: text, count: count, from: block.body.lowerBound, to: block.body.upperBound,
            only: Int32(only ?? -1), isBrief: block.isBrief)
        wantsMore = block.isBrief && count - target.to < database.briefContextBehind
        guard !wantsMore else { return }
        begin(target, block: block, starts: starts)
        var run = VerificationRun(block: block, allowance: allowance, firstMatch: matches.count)
        allowance.grow(by: block.body.count)
        // A hook may look at bytes before the match, and before the text: those read as zero.
        var filtered = (target.from - 8) & ~7
        var place = target.from
        while place < target.to, !wantsMore {
            let end = min(target.to, (place + Scratch.piece) & ~7)
            let frontier = frontier(target, end)
            if frontier > filtered {
                filter(target, from: filtered, to: frontier)
                filtered = frontier
            }
            addUnfiltered(target, from: place, to: end)
            let first = matches.count
            verifyPending(target, before: end, &run, into: &matches, giveUps: &giveUps)
            findTerms(target, from: place, to: end, offset: block.offset, into: &matches)
            sort(&matches, from: first)
            place = end
        }
        guard !wantsMore else { return allowance.grow(by: -block.body.count) }
        let first = matches.count
        verifyOnce(target, block: block, &run, into: &matches, giveUps: &giveUps)
        tellTooLong(into: &giveUps)
        if matches.count > first { sort(&matches, from: run.firstMatch) }
    }

    func sort(_ matches: inout [Match], from first: Int) {
        guard matches.count - first > 1 else { return }
        matches[first...].sort { $0.order < $1.order }
    }

    mutating func begin(_ target: ScanTarget, block: Block, starts: [Int]) {
        number &+= 1
        start = target.from
        hasTooLong = false
        numberEnd = 0
        if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
        if !termHits.isEmpty { termHits.removeAll(keepingCapacity: true) }
        for index in openEnds.indices { openEnds[index] = 0 }
        for (index, start) in starts.enumerated() where start - block.offset > target.from {
            let start = start - block.offset
            unsafe memory(index).pointee.last = start
            unsafe memory(index).pointee.tried = start
        }
    }

    /// What this scan remembers of an expression.
    @inline(__always)
    func memory(_ expression: Int) -> UnsafeMutablePointer<ExpressionState> {
        let state = unsafe scratch.states + expression
        if unsafe state.pointee.scan != number {
            unsafe state.pointee = ExpressionState(scan: number, last: start, tried: start)
        }
        return unsafe state
    }

    /// How far the filter must have looked before the starts before `end` can be verified; a multiple of 8
    /// behind the filter's beginning.
    private mutating func frontier(_ target: ScanTarget, _ end: Int) -> Int {
        let program = database.filter
        var last = end + database.distance
        let classes = unsafe UnsafePointer(program.classes.base)
        for index in openEnds.indices {
            let walk = program.openWalks[index]
            // The run that was looked at for the piece before may still go on.
            var place = max(end + walk.before, openEnds[index])
            // No match is longer than this: what lies further away is not seen, and told where it would matter.
            let limit = min(target.count, end + walk.before + walk.longest)
            while place < limit, unsafe ClassTable.contains(classes, walk.set, target.text[place]) {
                place += 1
            }
            if target.isBrief, place == target.count { wantsMore = true }
            openEnds[index] = place
            last = max(last, place + database.distance)
        }
        return (min(last, target.count) + 7) & ~7
    }

    private mutating func addUnfiltered(_ target: ScanTarget, from: Int, to: Int) {
        for expression in database.unfiltered where target.only < 0 || target.only == expression {
            pending.append(PendingWindow(expression: expression, from: from, to: to - 1))
        }
    }

    // MARK: Windows

    /// Tries the pending starts before `end`, in their order; the rest stays pending.
    mutating func verifyPending(
        _ target: ScanTarget, before end: Int, _ run: inout VerificationRun, into matches: inout [Match],
        giveUps: inout [GiveUp]
    ) {
        guard !pending.isEmpty else { return }
        var windows = pending
        pending = []
        windows.sort { $0.order < $1.order }
        let began = Allowance.now
        run.beginPiece(at: began)
        var kept = 0
        for index in windows.indices {
            var window = windows[index]
            if window.from < end {
                var part = window
                part.to = min(window.to, end - 1)
                verify(target, part, &run, into: &matches, giveUps: &giveUps)
                window.from = end
            }
            if window.from <= window.to {
                windows[kept] = window
                kept += 1
            }
        }
        windows.removeSubrange(kept...)
        pending = windows
        run.endPiece()
    }

    /// Tries the starts of one window.
    mutating func verify(
        _ target: ScanTarget, _ window: PendingWindow, _ run: inout VerificationRun,
        into matches: inout [Match], giveUps: inout [GiveUp]
    ) {
        guard let reference = unsafe database.references[Int(window.expression)] else { return }
        unsafe reference._withUnsafeGuaranteedRef { pattern in
            verify(target, pattern, window, &run, &matches, &giveUps)
        }
    }

    @inline(__always)
    private mutating func verify(
        _ target: ScanTarget, _ pattern: CompiledPattern, _ window: PendingWindow,
        _ run: inout VerificationRun, _ matches: inout [Match], _ giveUps: inout [GiveUp]
    ) {
        let expression = Int(window.expression)
        let state = unsafe memory(expression).pointee
        let first = max(window.from, state.last, state.tried)
        guard first <= window.to else { return }
        guard let (from, to) = startsInQuestion(target, pattern, expression, first...window.to) else {
            unsafe memory(expression).pointee.tried = window.to + 1
            return
        }
        let began = measuresTime ? Allowance.now : 0
        if pattern.address == nil { pattern.prepare() }
        if let address = pattern.address {
            let end = textEnd(target, pattern, start: to).end
            findAddresses(target, address, expression, before: end, in: from...to, run.block.offset, &matches)
        } else if pattern.plan.isCostly || to - from >= Slice.longest {
            verifyInSlices(target, pattern, expression, from: from, to: to, &run, &matches, &giveUps)
        } else if run.mayContinue() {
            matcher.limit(steps: Matcher.matchLimit)
            let block = run.block.offset
            let result = search(target, pattern, expression, from: from, to: to, block, &matches)
            giveUp(expression, result.cause, into: &giveUps)
        } else {
            giveUp(expression, .deadline, into: &giveUps)
        }
        let last = unsafe memory(expression).pointee.last
        unsafe memory(expression).pointee.tried = max(window.to + 1, last)
        if measuresTime { statistics[expression].nanoseconds += Allowance.now - began }
    }

    /// The first and last of some starts at which a match may begin; nil where there is none.
    @inline(__always)
    private func startsInQuestion(
        _ target: ScanTarget, _ pattern: CompiledPattern, _ expression: Int, _ starts: ClosedRange<Int>
    ) -> (Int, Int)? {
        guard statistics[expression].verifications >= Scanner.oftenSearched, starts.count < Slice.longest,
            pattern.address == nil, let beginnings = pattern.beginnings
        else { return (starts.lowerBound, starts.upperBound) }
        guard let first = unsafe beginnings.first(in: starts, of: target.text, count: target.count) else {
            return nil
        }
        let rest = first...starts.upperBound
        return (first, unsafe beginnings.last(in: rest, of: target.text, count: target.count))
    }

    /// What has been searched so often is worth a look at its beginnings first.
    private static let oftenSearched = 32

    /// Tries the starts of a window in slices of about a millisecond, with a look at the clock after each.
    private mutating func verifyInSlices(
        _ target: ScanTarget, _ pattern: CompiledPattern, _ expression: Int, from: Int, to: Int,
        _ run: inout VerificationRun, _ matches: inout [Match], _ giveUps: inout [GiveUp]
    ) {
        var from = from
        var slice = slices[expression]
        var now = run.time()
        while from <= to, !wantsMore {
            guard run.look(at: now), run.isFair(unsafe memory(expression).pointee.spent) else {
                giveUp(expression, .deadline, into: &giveUps)
                break
            }
            var end = min(to, from + slice.starts - 1)
            if pattern.plan.reach == nil { end = min(end, from | (Database.cell - 1)) }
            matcher.limit(steps: slice.stepsPerStart)
            let result = search(target, pattern, expression, from: from, to: end, run.block.offset, &matches)
            let began = now
            now = Allowance.now
            unsafe memory(expression).pointee.spent += now - began
            let last = unsafe memory(expression).pointee.last
            if result.isComplete {
                giveUp(expression, result.cause, into: &giveUps)
                from = max(end + 1, last)
                slice.adapt(now - began)
                continue
            }
            // Of several starts it is not known which one met the limit: they are tried again, fewer at once.
            from = max(from, last)
            if slice.shrink() { continue }
            giveUp(expression, result.cause, into: &giveUps)
            from += 1
            slice.adapt(now - began)
        }
        slices[expression] = slice
        run.note(now)
    }
}
