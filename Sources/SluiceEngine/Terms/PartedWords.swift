import CScanKernels

/// Finds words of a text that a hyphen parts at a line's end.
enum PartedWords {
    /// Calls `each` with the place of every hyphen at a line's end in `places` that stands between two word characters.
    @inline(__always) @unsafe
    static func find(
        _ text: UnsafePointer<UInt8>, _ count: Int, in places: Range<Int>, each: (Int) -> Void
    ) {
        let end = min(places.upperBound, count - 1)
        var place = places.lowerBound
        while place < end {
            place = unsafe sluice_hyphen_at_line_end(text, place, end)
            guard place < end else { return }
            if place > 0, unsafe TextScalar.isWord(TextScalar.readBack(text, at: place).value) { each(place) }
            place += 1
        }
    }

    /// Where the text goes on behind the hyphen at `hyphen`, if that stands at a line's end and a word
    /// character follows; else nil.
    @unsafe
    static func next(_ text: UnsafePointer<UInt8>, _ count: Int, behind hyphen: Int) -> Int? {
        let length = unsafe TextGap.lineEnd(text, count, at: hyphen, withMarks: { true })
        let next = hyphen + length
        guard length > 0, next < count,
            unsafe TextScalar.isWord(TextScalar.read(text, count, at: next).value)
        else { return nil }
        return next
    }

    /// Appends the folded word at `place` to `word`, up to the first scalar that is no word character or until
    /// enough of it is known; gives where that is.
    @unsafe
    static func fold(
        _ text: UnsafePointer<UInt8>, _ count: Int, from place: Int, into word: UnsafeMutablePointer<UInt8>,
        _ length: inout Int
    ) -> Int {
        var place = place
        while place < count, length < TermScratch.longestWord {
            let scalar = unsafe TextScalar.read(text, count, at: place)
            guard TextScalar.isWord(scalar.value) else { break }
            unsafe Folded(scalar.value).append(to: word, &length)
            place += scalar.length
        }
        return place
    }
}

extension TermWalk {
    /// Looks up the words that hyphens part at line ends before `end`, joined.
    mutating func partedWords(to end: Int, _ scratch: inout TermScratch) {
        unsafe PartedWords.find(text, count, in: body.lowerBound..<max(body.lowerBound, end)) { hyphen in
            var start = hyphen
            while start > body.lowerBound {
                let scalar = unsafe TextScalar.readBack(text, at: start)
                guard TextScalar.isWord(scalar.value) else { break }
                start -= scalar.length
            }
            guard start >= body.lowerBound else { return }
            joined(from: start, &scratch)
        }
    }

    /// Looks up the word at `start` joined with what stands behind the hyphens that part it.
    private mutating func joined(from start: Int, _ scratch: inout TermScratch) {
        let (word, keep) = unsafe (scratch.word, set.hash.keep.base)
        var length = 0
        var place = unsafe PartedWords.fold(text, count, from: start, into: word, &length)
        // A word that is long enough without was looked up by the walk.
        for _ in 0..<TermComparison.mostBreaks where length < WordHash.longest {
            guard place < count, let next = unsafe PartedWords.next(text, count, behind: place) else {
                return
            }
            place = unsafe PartedWords.fold(text, count, from: next, into: word, &length)
            let look = { (walk: inout TermWalk, part: Int, scratch: inout TermScratch) in
                let hash = unsafe WordHash.hash(word, length: min(part, WordHash.longest), keep: keep)
                if walk.set.filter.passes(hash) { walk.collect(hash, nil, at: start, &scratch) }
            }
            look(&self, length, &scratch)
            unsafe set.probes.lengths(word, length) { look(&self, $0, &scratch) }
        }
    }
}
