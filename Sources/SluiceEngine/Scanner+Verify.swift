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
            only: Int32(only ?? -1))
        begin(target, block: block, starts: starts)
        var run = VerificationRun(block: block, allowance: allowance, firstMatch: matches.count)
        allowance.grow(by: block.body.count)
        // A hook may look at bytes before the match, and before the text: those read as zero.
        var filtered = (target.from - 8) & ~7
        var place = target.from
        while place < target.to {
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
        let first = matches.count
        verifyOnce(target, block: block, &run, into: &matches, giveUps: &giveUps)
        if matches.count > first { sort(&matches, from: run.firstMatch) }
    }

    private func sort(_ matches: inout [Match], from first: Int) {
        guard matches.count - first > 1 else { return }
        matches[first...].sort { ($0.start, $0.expression) < ($1.start, $1.expression) }
    }

    private mutating func begin(_ target: ScanTarget, block: Block, starts: [Int]) {
        scratch.pending.removeAll(keepingCapacity: true)
        scratch.termHits.removeAll(keepingCapacity: true)
        for index in 0..<database.count {
            let start = starts.isEmpty ? target.from : max(target.from, starts[index] - block.offset)
            unsafe scratch.states[index] = ExpressionState(last: start, tried: start)
        }
        for index in 0..<database.filter.stretchCount { unsafe scratch.stretchEnds[index] = 0 }
        if !database.filter.openWalks.isEmpty {
            for index in scratch.walks.indices { scratch.walks[index] = (-1, -1, 0) }
            scratch.openEnds = Array(repeating: 0, count: database.filter.openWalks.count)
        }
    }

    /// How far the filter must have looked before the starts before `end` can be verified; a multiple of 8
    /// behind the filter's beginning.
    private mutating func frontier(_ target: ScanTarget, _ end: Int) -> Int {
        let program = database.filter
        var last = end + program.distance
        let classes = unsafe UnsafePointer(program.classes.base)
        for (index, walk) in program.openWalks.enumerated() {
            // The run that was looked at for the piece before may still go on.
            var place = max(end + walk.before, scratch.openEnds[index])
            while place < target.count, unsafe ClassTable.contains(classes, walk.set, target.text[place]) {
                place += 1
            }
            scratch.openEnds[index] = place
            last = max(last, place + program.distance)
        }
        return (min(last, target.count) + 7) & ~7
    }

    private mutating func addUnfiltered(_ target: ScanTarget, from: Int, to: Int) {
        for expression in database.unfiltered where target.only < 0 || target.only == expression {
            scratch.pending.append(PendingWindow(expression: expression, from: from, to: to - 1))
        }
    }

    /// Where a search may end that begins at `start`, and whether the text goes on there.
    @inline(__always)
    func textEnd(_ target: ScanTarget, _ pattern: CompiledPattern, start: Int) -> (end: Int, isCut: Bool) {
        // A bounded pattern never sees where it was cut.
        if let reach = pattern.plan.reach { return (min(target.count, start + reach), false) }
        let end = unboundedEnd(target, pattern, start: start)
        return (end, end < target.count)
    }

    private func unboundedEnd(_ target: ScanTarget, _ pattern: CompiledPattern, start: Int) -> Int {
        let cellEnd = (start | (Database.cell - 1)) + 1
        var end = cellEnd + pattern.pattern.longestMatch
        guard end < target.count else { return target.count }
        guard pattern.pattern.dialect == .unicode else { return end }
        // Not within a character.
        while end > cellEnd, unsafe target.text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    // MARK: Windows

    /// Tries the pending starts before `end`, in their order; the rest stays pending.
    private mutating func verifyPending(
        _ target: ScanTarget, before end: Int, _ run: inout VerificationRun, into matches: inout [Match],
        giveUps: inout [GiveUp]
    ) {
        guard !scratch.pending.isEmpty else { return }
        var windows = scratch.pending
        scratch.pending = []
        windows.sort { ($0.expression, $0.from) < ($1.expression, $1.from) }
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
        scratch.pending = windows
        run.endPiece()
    }

    /// Tries the starts of one window.
    private mutating func verify(
        _ target: ScanTarget, _ window: PendingWindow, _ run: inout VerificationRun,
        into matches: inout [Match], giveUps: inout [GiveUp]
    ) {
        let expression = Int(window.expression)
        guard let pattern = database.patterns[expression] else { return }
        let state = unsafe scratch.states[expression]
        let from = max(window.from, state.last, state.tried)
        guard from <= window.to else { return }
        pattern.prepare()
        let began = measuresTime ? Allowance.now : 0
        if pattern.plan.isCostly || window.to - from >= Slice.longest {
            verifyInSlices(target, pattern, expression, from: from, to: window.to, &run, &matches, &giveUps)
        } else if run.mayContinue() {
            matcher.limit(steps: Matcher.matchLimit)
            let block = run.block.offset
            let result = search(target, pattern, expression, from: from, to: window.to, block, &matches)
            giveUp(expression, result.cause, into: &giveUps)
        } else {
            giveUp(expression, .deadline, into: &giveUps)
        }
        let last = unsafe scratch.states[expression].last
        unsafe scratch.states[expression].tried = max(window.to + 1, last)
        if measuresTime { statistics[expression].nanoseconds += Allowance.now - began }
    }

    /// Tries the starts of a window in slices of about a millisecond, with a look at the clock after each.
    private mutating func verifyInSlices(
        _ target: ScanTarget, _ pattern: CompiledPattern, _ expression: Int, from: Int, to: Int,
        _ run: inout VerificationRun, _ matches: inout [Match], _ giveUps: inout [GiveUp]
    ) {
        var from = from
        var slice = scratch.slices[expression]
        var now = Allowance.now
        while from <= to {
            guard run.look(), run.isFair(unsafe scratch.states[expression].spent) else {
                giveUp(expression, .deadline, into: &giveUps)
                break
            }
            var end = min(to, from + slice.starts - 1)
            if pattern.plan.reach == nil { end = min(end, from | (Database.cell - 1)) }
            matcher.limit(steps: slice.stepsPerStart)
            let result = search(target, pattern, expression, from: from, to: end, run.block.offset, &matches)
            let began = now
            now = Allowance.now
            unsafe scratch.states[expression].spent += now - began
            let last = unsafe scratch.states[expression].last
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
        scratch.slices[expression] = slice
    }

    /// What a search over several starts came to.
    private struct SearchResult {
        /// Why something was not seen, if so.
        var cause: GiveUp.Cause?
        /// Whether all starts were tried; else PCRE2 stopped at one of them.
        var isComplete: Bool
    }

    /// Appends the matches that begin in `from...to`.
    private mutating func search(
        _ target: ScanTarget, _ pattern: CompiledPattern, _ expression: Int, from: Int, to: Int,
        _ offset: Int,
        _ matches: inout [Match]
    ) -> SearchResult {
        let (end, isCut) = textEnd(target, pattern, start: to)
        var from = from
        if pattern.pattern.dialect == .unicode { from = characterStart(target, expression, from) }
        var cause: GiveUp.Cause?
        while from <= to {
            statistics[expression].verifications &+= 1
            switch unsafe matcher.search(pattern, target.text, count: end, isCut: isCut, from: from, to: to) {
            case .none: return SearchResult(cause: cause, isComplete: true)
            case .gaveUp(let cause): return SearchResult(cause: cause, isComplete: false)
            case .partial(let start):
                cause = .tooLong
                from = max(from, start) + 1
            case .match(let start, let matchEnd, let value):
                guard matchEnd - start <= pattern.pattern.longestMatch else {
                    cause = .tooLong
                    unsafe scratch.states[expression].last = matchEnd
                    from = matchEnd
                    continue
                }
                guard matchEnd > start else {
                    from = max(from, matchEnd) + 1
                    continue
                }
                statistics[expression].matches &+= 1
                matches.append(
                    Match(
                        expression: expression, start: start + offset, end: matchEnd + offset,
                        value: value.lowerBound + offset..<value.upperBound + offset))
                unsafe scratch.states[expression].last = matchEnd
                from = matchEnd
            }
        }
        return SearchResult(cause: cause, isComplete: true)
    }

    /// The first byte of the character at `place`, not before the last match's end.
    private func characterStart(_ target: ScanTarget, _ expression: Int, _ place: Int) -> Int {
        let floor = max(unsafe scratch.states[expression].last, place - 3)
        var start = place
        while start > floor, start < target.count, unsafe target.text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    private mutating func giveUp(_ expression: Int, _ cause: GiveUp.Cause?, into giveUps: inout [GiveUp]) {
        guard let cause, unsafe !scratch.states[expression].hasGivenUp else { return }
        unsafe scratch.states[expression].hasGivenUp = true
        giveUps.append(GiveUp(expression: expression, cause: cause))
    }

    // MARK: Patterns that are searched once

    /// Patterns that can only match where the text begins, and those that one search must find.
    private mutating func verifyOnce(
        _ target: ScanTarget, block: Block, _ run: inout VerificationRun, into matches: inout [Match],
        giveUps: inout [GiveUp]
    ) {
        for number in database.once where target.only < 0 || target.only == number {
            let expression = Int(number)
            guard let pattern = database.patterns[expression] else { continue }
            let isWhole = block.offset == 0 && block.endsText && target.from == 0 && target.to == target.count
            if pattern.plan.needsWholeText {
                guard isWhole else {
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
    }

    private mutating func searchWhole(
        _ target: ScanTarget, _ pattern: CompiledPattern, _ expression: Int, into matches: inout [Match],
        _ giveUps: inout [GiveUp]
    ) {
        var from = unsafe scratch.states[expression].last
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
