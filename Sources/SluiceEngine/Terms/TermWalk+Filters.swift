import CScanKernels

/// The stages of a walk that turn away words whose hash, or whose neighbours, no term has.
extension TermWalk {
    /// Hashes the first `starts` words of a chunk, adds those beyond ASCII and keeps those that pass the first filter.
    @unsafe
    mutating func passing(
        _ chunk: Chunk, _ starts: Int, _ beyond: Int, _ scratch: inout TermScratch
    ) -> Int {
        let isWide = scratch.kernel == .avx512
        var known = 0
        var words = starts
        if isWide, set.probes.isEmpty {
            // So few words at once that what is fetched for them is still near when it is looked at.
            for first in stride(from: 0, to: starts, by: 64) {
                let some = first..<min(starts, first + 64)
                unsafe TermWalk.hash(chunk.base, some, set, scratch)
                known = unsafe pass(some, keeping: known, scratch)
            }
            words = known
        } else {
            unsafe TermWalk.hash(chunk.base, 0..<starts, set, scratch)
            if !set.probes.isEmpty {
                unsafe probe(chunk.base, starts, at: chunk.place, &words, &scratch)
            }
        }
        if beyond > 0 { unsafe wordsBeyondASCII(chunk, beyond, &words, &scratch) }
        return unsafe isWide
            ? pass(known..<words, keeping: known, scratch) : TermWalk.filter(words, set, scratch)
    }

    /// Moves those of `words` that pass the first filter behind the first `kept`, and gives how many there are then.
    @inline(__always) @unsafe
    private func pass(_ range: Range<Int>, keeping kept: Int, _ scratch: borrowing TermScratch) -> Int {
        let (words, hashes) = unsafe (scratch.words, scratch.hashes)
        return unsafe kept
            + sluice_passing_words_avx512(
                words + range.lowerBound, hashes + range.lowerBound, range.count, words + kept, hashes + kept,
                set.filter.cells.base, UInt64(set.filter.mask), set.filter.patterns.base)
    }

    /// Keeps those of the first `count` passed words that also have the neighbours of a term, at a glance.
    @inline(never) @unsafe
    func neighboured(_ count: Int, _ chunk: Chunk, _ scratch: borrowing TermScratch) -> Int {
        let (words, hashes, place) = unsafe (scratch.words, scratch.hashes, chunk.place)
        let neighbours = set.neighbours
        if scratch.kernel == .avx512, place >= 4, place + chunk.end + 2 * WordHash.longest <= self.count {
            var tables = unsafe sluice_neighbours(
                cells: neighbours.cells.base, mask: UInt64(neighbours.mask),
                patterns: neighbours.patterns.base, classes: neighbours.classes.base,
                verdicts: neighbours.shortVerdicts.base)
            return unsafe sluice_neighboured_words_avx512(text + place, words, hashes, count, &tables)
        }
        var kept = 0
        for index in 0..<count {
            unsafe sluice_prefetch(neighbours.line(hashes[index &+ 24]))
            let word = unsafe words[index]
            let hash = unsafe hashes[index]
            let (start, length) = TermWalk.unpack(word)
            let allows = neighbours.allows(hash, neighbours.beside(around(place &+ start, length)))
            unsafe words[kept] = word
            unsafe hashes[kept] = hash
            // The end of a word that is longer than its hash sees is not known here.
            kept &+= allows | (length &>> 3 == WordHash.longest &>> 3 ? 1 : 0)
        }
        return kept
    }

    /// Adds those of the first `count` words to the keys that also have a term's neighbours where these stand behind
    /// line breaks or quote marks.
    @inline(never)
    func keepKeys(_ count: Int, at place: Int, _ scratch: inout TermScratch) {
        let (words, hashes, keys) = unsafe (scratch.words, scratch.hashes, scratch.keys)
        let (neighbours, directory) = (set.neighbours, set.directory)
        let reader = unsafe BesideReader(text: text, count: self.count)
        var kept = scratch.keyCount
        for index in 0..<count {
            let hash = unsafe hashes[index]
            let (start, length) = unsafe TermWalk.unpack(words[index])
            let isWhole = length < WordHash.longest
            var beside = neighbours.beside(around(place &+ start, length))
            var allows = 1
            if isWhole, (beside.back | beside.ahead) & Beside.unknown != 0 {
                beside = beside.resolved(reader, place &+ start, length)
                allows = neighbours.allows(hash, beside)
            }
            unsafe keys[kept] = TermKey(hash: hash, place: place &+ start, beside: isWhole ? beside : nil)
            unsafe sluice_prefetch(directory.bucket(hash))
            kept &+= allows
        }
        scratch.keyCount = kept
    }
}
