extension TermSet {
    /// Puts into `scratch.hits` every match of every walked list's terms that begins in `body`.
    ///
    /// The hits are in ``TermHit/inOrder(_:_:)`` and may overlap; the scanner chooses among them.
    ///
    /// - Precondition: `count` bytes of `text` can be read, `body` lies in them, and what stands before and behind
    ///   it is context: one scalar before, ``longestMatch`` and one scalar behind, unless the text ends there.
    func scan(_ text: UnsafePointer<UInt8>, count: Int, body: Range<Int>, scratch: inout TermScratch) {
        scratch.hits.removeAll(keepingCapacity: true)
        precondition(body.lowerBound >= 0 && body.upperBound <= count)
        guard !body.isEmpty else { return }
        if !directory.isEmpty {
            var walk = unsafe TermWalk(self, text, count, body)
            walk.run(&scratch)
        }
        if !bare.isEmpty { unsafe scanBare(text, count, body, &scratch.hits) }
        scratch.hits.sort(by: TermHit.inOrder)
    }

    @unsafe
    private func scanBare(
        _ text: UnsafePointer<UInt8>, _ count: Int, _ body: Range<Int>, _ hits: inout [TermHit]
    ) {
        for start in body {
            for term in unsafe bare.beginning(with: text[start]) {
                let term = Int(term)
                let list = folded.list(ofTerm: term)
                let comparison = unsafe comparison(term, list.style, text, count)
                guard let end = comparison.end(from: start) else { continue }
                hits.append(
                    TermHit(expression: list.expression, term: term - list.first, start: start, end: end))
            }
        }
    }
}
