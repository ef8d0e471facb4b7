extension Scanner {
    /// Compares a term of a list with the text, wherever the hook lets it begin.
    mutating func confirmTerm(_ target: ScanTarget, _ hook: HookRecord, anchor: Int) {
        guard let terms = database.filteredTerms, hook.most != HookRecord.unbounded else { return }
        let expression = Int(hook.expression)
        let first = max(anchor - Int(hook.most), target.from)
        let last = min(anchor - Int(hook.least), target.to - 1)
        guard first <= last else { return }
        for start in first...last {
            statistics[expression].verifications &+= 1
            let end = unsafe terms.matchEnd(
                expression: expression, term: Int(hook.term), target.text, count: target.count, at: start)
            guard let end else { continue }
            termHits.append(
                TermHit(expression: expression, term: Int(hook.term), start: start, end: end))
        }
    }

    /// Appends the terms that begin in `from..<to`: of each list the longest at a place, none that overlap.
    mutating func findTerms(
        _ target: ScanTarget, from: Int, to: Int, offset: Int, into matches: inout [Match]
    ) {
        guard database.walkedTerms != nil || database.filteredTerms != nil else { return }
        var hits = termHits
        termHits = []
        if let terms = database.walkedTerms {
            unsafe terms.scan(
                target.text, count: target.count, body: from..<to, scratch: &termScratch)
            hits += termScratch.hits
        }
        if let terms = database.filteredTerms { addUnseen(terms, target, from: from, to: to, &hits) }
        guard !hits.isEmpty else { return }
        hits.sort(by: TermHit.inOrder)
        for hit in hits {
            guard hit.start < to else {
                // The filter looks ahead: this one belongs to the next piece.
                termHits.append(hit)
                continue
            }
            guard target.only < 0 || Int(target.only) == hit.expression else { continue }
            guard unsafe hit.start >= memory(hit.expression).pointee.last else { continue }
            unsafe memory(hit.expression).pointee.last = hit.end
            statistics[hit.expression].matches &+= 1
            matches.append(
                Match(
                    expression: hit.expression, start: hit.start + offset, end: hit.end + offset,
                    term: hit.term))
        }
    }

    /// Adds the matches that the filter does not see: of terms that it cannot look for, and of words that a
    /// hyphen parts at a line's end.
    private func addUnseen(
        _ terms: TermSet, _ target: ScanTarget, from: Int, to: Int, _ hits: inout [TermHit]
    ) {
        for (expression, term) in database.unhookedTerms {
            for start in from..<to {
                let end = unsafe terms.matchEnd(
                    expression: expression, term: term, target.text, count: target.count, at: start)
                guard let end else { continue }
                hits.append(TermHit(expression: expression, term: term, start: start, end: end))
            }
        }
        guard let parted = database.partedTerms else { return }
        let places = from..<min(target.count, to + terms.longestMatch)
        unsafe parted.candidates(target.text, target.count, in: places) { term, offset, place in
            unsafe terms.match(term, before: offset, target.text, target.count, at: place) { start, end in
                guard start >= from, start < to else { return }
                let list = terms.folded.list(ofTerm: term)
                hits.append(
                    TermHit(expression: list.expression, term: term - list.first, start: start, end: end))
            }
        }
    }
}
