extension Scanner {
    /// Where a search may end that begins at `start`, and whether the text goes on there.
    @inline(__always)
    func textEnd(_ target: ScanTarget, _ pattern: CompiledPattern, start: Int) -> (end: Int, isCut: Bool) {
        // A bounded pattern never sees where it was cut.
        if let reach = pattern.plan.reach { return (min(target.count, start + reach), false) }
        let end = unboundedEnd(target, pattern, start: start)
        return (end, end < target.count || target.isBrief)
    }

    private func unboundedEnd(_ target: ScanTarget, _ pattern: CompiledPattern, start: Int) -> Int {
        let cellEnd = (start | (Database.cell - 1)) + 1
        var end = cellEnd + pattern.pattern.longestMatch
        // Of a brief text's last bytes it is not known whether they end a character.
        let last = target.isBrief ? target.count - ScanTarget.briefMargin : target.count
        if end >= last {
            guard target.isBrief else { return last }
            end = last
        }
        guard pattern.pattern.dialect == .unicode else { return end }
        // Not within a character.
        let floor = end - 3
        while end > floor, unsafe target.text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    /// What a search over several starts came to.
    struct SearchResult {
        /// Why something was not seen, if so.
        var cause: GiveUp.Cause?
        /// Whether all starts were tried; else PCRE2 stopped at one of them.
        var isComplete: Bool
    }

    /// Appends the matches that begin in `from...to`.
    mutating func search(
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
                if target.isBrief, end + 2 * ScanTarget.briefMargin > target.count {
                    wantsMore = true
                    return SearchResult(isComplete: true)
                }
                cause = .tooLong
                from = max(from, start) + 1
            case .match(let start, let matchEnd, let value):
                guard matchEnd - start <= pattern.pattern.longestMatch else {
                    cause = .tooLong
                    unsafe memory(expression).pointee.last = matchEnd
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
                unsafe memory(expression).pointee.last = matchEnd
                from = matchEnd
            }
        }
        return SearchResult(cause: cause, isComplete: true)
    }

    /// Appends the mail addresses that begin in `starts` and end before `end`.
    mutating func findAddresses(
        _ target: ScanTarget, _ form: AddressForm, _ expression: Int, before end: Int,
        in starts: ClosedRange<Int>, _ offset: Int, _ matches: inout [Match]
    ) {
        statistics[expression].verifications &+= 1
        var from = starts.lowerBound
        while from <= starts.upperBound,
            let found = unsafe form.firstMatch(target.text, count: end, from: from, to: starts.upperBound)
        {
            statistics[expression].matches &+= 1
            matches.append(
                Match(
                    expression: expression, start: found.lowerBound + offset, end: found.upperBound + offset))
            unsafe memory(expression).pointee.last = found.upperBound
            from = found.upperBound
        }
    }

    /// The first byte of the character at `place`, not before the last match's end.
    private func characterStart(_ target: ScanTarget, _ expression: Int, _ place: Int) -> Int {
        let floor = max(unsafe memory(expression).pointee.last, place - 3)
        var start = place
        while start > floor, start < target.count, unsafe target.text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    mutating func giveUp(_ expression: Int, _ cause: GiveUp.Cause?, into giveUps: inout [GiveUp]) {
        guard let cause, unsafe !memory(expression).pointee.hasGivenUp else { return }
        unsafe memory(expression).pointee.hasGivenUp = true
        giveUps.append(GiveUp(expression: expression, cause: cause))
    }
}
