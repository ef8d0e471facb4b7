/// One walk over the words of a text: which of them may be keys of terms, and what matches there.
@safe
struct TermWalk {
    let set: TermSet
    let text: UnsafePointer<UInt8>
    let count: Int
    let body: Range<Int>
    /// All scalars beyond ASCII before this place are done.
    var doneBeyondASCII: Int

    @unsafe
    init(_ set: TermSet, _ text: UnsafePointer<UInt8>, _ count: Int, _ body: Range<Int>) {
        self.set = set
        unsafe self.text = unsafe text
        self.count = count
        self.body = body
        doneBeyondASCII = 0
    }

    mutating func run(_ scratch: inout TermScratch) {
        var place = firstPlace
        doneBeyondASCII = place
        let end = min(count, body.upperBound + set.longestPrefix)
        while place < end {
            let left = (end - place + 63) / 64
            let readable = (count - place) / 64 - 1
            if readable > 0 {
                let groups = min(TermScratch.groups, left, readable)
                unsafe chunk(text + place, groups, at: place, &scratch)
                place += groups * 64
            } else {
                let length = count - place
                unsafe scratch.end.initialize(repeating: 0, count: TermScratch.tail)
                unsafe scratch.end.update(from: text + place, count: length)
                unsafe chunk(UnsafePointer(scratch.end), (length + 63) / 64, at: place, &scratch)
                place = end
            }
        }
    }

    /// The body's first byte, or that of the scalar before it, since a word's first letters may be part of the
    /// same run of bytes beyond ASCII as what stands before it.
    private var firstPlace: Int {
        var place = body.lowerBound
        while place > 0, body.lowerBound - place < 4, unsafe text[place - 1] >= 0x80 { place -= 1 }
        return place
    }

    /// Walks `groups` times 64 bytes at `base`, which are the text's at `place`; 64 more can be read.
    @unsafe
    private mutating func chunk(
        _ base: UnsafePointer<UInt8>, _ groups: Int, at place: Int, _ scratch: inout TermScratch
    ) {
        let carry = unsafe place > 0 && TextScalar.isASCIIWord(text[place - 1])
        let beyond = unsafe TermWalk.masks(base, groups, scratch)
        let starts = unsafe TermWalk.starts(groups, shortest: set.shortestKey, carry: carry, scratch)
        unsafe TermWalk.hash(base, starts, set, scratch)
        var words = starts
        if beyond > 0 { unsafe wordsBeyondASCII(base, groups, beyond, at: place, &words, &scratch) }
        let passed = TermWalk.filter(words, set, scratch)
        let kept = keepNeighboured(passed, at: place, &scratch)
        touchEntries(kept, &scratch)
        for index in 0..<kept {
            let (start, length) = unsafe TermWalk.unpack(scratch.words[index])
            let hash = unsafe scratch.hashes[index]
            let isWhole = length < WordHash.longest
            let beside = isWhole ? set.neighbours.beside(around(place + start, length)) : nil
            collect(hash, beside, at: place + start, &scratch)
        }
        compareCandidates(&scratch)
    }

    @inline(__always)
    private static func unpack(_ word: UInt32) -> (start: Int, length: Int) {
        (Int(word & 0xFFFF), Int(word &>> 16))
    }

    /// Keeps those of the first `count` passed words that also have the neighbours of a term.
    @inline(never)
    private func keepNeighboured(_ count: Int, at place: Int, _ scratch: inout TermScratch) -> Int {
        let (words, hashes) = unsafe (scratch.words, scratch.hashes)
        let neighbours = set.neighbours
        // In so short a loop the processor waits for many cells at once.
        var touched: UInt64 = 0
        for index in 0..<count { touched ^= unsafe neighbours.touch(hashes[index]) }
        scratch.touched = touched
        var kept = 0
        for index in 0..<count {
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

    /// Brings the entries of the first `count` words near.
    @inline(never)
    private func touchEntries(_ count: Int, _ scratch: inout TermScratch) {
        let (hashes, entries) = unsafe (scratch.hashes, scratch.entries)
        let directory = set.directory
        for index in 0..<count { unsafe entries[index] = unsafe directory.first(hashes[index]) }
        let last = directory.entries.count - 1
        var touched: UInt64 = 0
        for index in 0..<count {
            touched ^= unsafe directory.entries.base[min(last, Int(entries[index]))]
        }
        scratch.touched ^= touched
    }

    /// The four bytes before a word and the four behind it; zeros where the text ends.
    @inline(__always)
    func around(_ start: Int, _ length: Int) -> (before: UInt32, behind: UInt32) {
        let end = start &+ length
        if start >= 4, end &+ 4 <= count {
            let bytes = unsafe UnsafeRawPointer(text)
            return unsafe (
                bytes.loadUnaligned(fromByteOffset: start &- 4, as: UInt32.self),
                bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self)
            )
        }
        var (before, behind): (UInt32, UInt32) = (0, 0)
        for place in max(0, start - 4)..<start { before = unsafe before >> 8 | UInt32(text[place]) << 24 }
        for place in end..<max(end, min(count, end + 4)) {
            behind |= unsafe UInt32(text[place]) << UInt32(8 * (place - end))
        }
        return (before, behind)
    }

    /// Makes candidates of all terms whose key has this hash, begins at `place` and has these neighbours.
    func collect(_ hash: UInt64, _ beside: Beside?, at place: Int, _ scratch: inout TermScratch) {
        set.directory.terms(hash) { term, neighbour in
            if let beside, !beside.allows(neighbour) { return }
            if scratch.candidateCount == TermScratch.mostCandidates { compareCandidates(&scratch) }
            unsafe scratch.candidates[scratch.candidateCount] = TermCandidate(term: term, place: place)
            scratch.candidateCount += 1
        }
    }

    /// Appends the matches among the candidates.
    func compareCandidates(_ scratch: inout TermScratch) {
        let (candidates, offsets, keys) = unsafe (
            scratch.candidates, set.folded.offsets.base, set.keyOffsets.base
        )
        var touched: UInt64 = 0
        for index in 0..<scratch.candidateCount {
            let term = unsafe candidates[index].term
            touched ^= unsafe UInt64(offsets[term] ^ keys[term])
        }
        for index in 0..<scratch.candidateCount {
            touched ^= unsafe UInt64(set.folded.bytes.base[Int(offsets[candidates[index].term])])
        }
        scratch.touched ^= touched
        for index in 0..<scratch.candidateCount {
            let (term, place) = unsafe (candidates[index].term, candidates[index].place)
            guard let start = unsafe set.matchStart(term, text, keyStart: place), body.contains(start),
                let end = unsafe set.matchEnd(term, text, count, at: start, insideWords: false)
            else { continue }
            let list = set.folded.list(ofTerm: term)
            scratch.hits.append(
                TermHit(expression: list.expression, term: term - list.first, start: start, end: end))
        }
        scratch.candidateCount = 0
    }

    /// The length of the ASCII word at `start`, at most ``WordHash/longest``.
    @inline(__always) @unsafe
    static func length(_ masks: UnsafePointer<UInt64>, _ start: Int) -> Int {
        let bits = unsafe UnsafeRawPointer(masks).loadUnaligned(fromByteOffset: start &>> 3, as: UInt64.self)
        return (~(bits &>> UInt64(truncatingIfNeeded: start & 7)) | 1 << 56).trailingZeroBitCount
    }

    /// Writes the masks of all groups and of the one behind, and which groups hold bytes beyond ASCII.
    @inline(never) @unsafe
    private static func masks(
        _ base: UnsafePointer<UInt8>, _ groups: Int, _ scratch: borrowing TermScratch
    ) -> Int {
        let (masks, beyond) = unsafe (scratch.masks, scratch.beyondASCII)
        var high = 0
        for group in 0...groups {
            let (words, isHigh) = unsafe WordMasks.masks(base + group &* 64)
            unsafe masks[group] = words
            unsafe beyond[high] = UInt32(truncatingIfNeeded: group)
            high &+= isHigh
        }
        // The group behind belongs to the next chunk.
        return unsafe high > 0 && beyond[high - 1] == UInt32(groups) ? high - 1 : high
    }

    /// Writes the starts of words that have at least `shortest` bytes, or a few more.
    @inline(never) @unsafe
    private static func starts(
        _ groups: Int, shortest: Int, carry: Bool, _ scratch: borrowing TermScratch
    ) -> Int {
        switch shortest {
        case 8...: unsafe starts(groups, carry, scratch) { WordRuns.four($0, $1).longer(by: 4) }
        case 6...: unsafe starts(groups, carry, scratch) { WordRuns.four($0, $1).longer(by: 2) }
        case 4...: unsafe starts(groups, carry, scratch) { WordRuns.four($0, $1).low }
        case 3: unsafe starts(groups, carry, scratch) { WordRuns.two($0, $1).longer(by: 1) }
        case 2: unsafe starts(groups, carry, scratch) { WordRuns.two($0, $1).low }
        default: unsafe starts(groups, carry, scratch) { now, _ in now }
        }
    }

    /// Writes the starts of words that are bits of what `runs` makes of a group's mask and the next one's.
    @inline(__always) @unsafe
    private static func starts(
        _ groups: Int, _ carry: Bool, _ scratch: borrowing TermScratch, runs: (UInt64, UInt64) -> UInt64
    ) -> Int {
        let (masks, starts) = unsafe (scratch.masks, scratch.words)
        var found = 0
        var before: UInt64 = carry ? 1 : 0
        var now = unsafe masks[0]
        for group in 0..<groups {
            let next = unsafe masks[group &+ 1]
            var bits = now & ~(now &<< 1 | before) & runs(now, next)
            before = now &>> 63
            now = next
            let first = UInt32(truncatingIfNeeded: group &* 64)
            let end = found &+ bits.nonzeroBitCount
            // Four are written whether they are there or not: a jump at each word would be guessed wrong too often.
            for index in 0..<4 {
                unsafe starts[found &+ index] = first &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
                bits &= bits &- 1
            }
            found &+= 4
            while found < end {
                unsafe starts[found] = first &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
                bits &= bits &- 1
                found &+= 1
            }
            found = end
        }
        return found
    }

    /// Writes lengths and hashes of the first `count` words.
    @inline(never) @unsafe
    private static func hash(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ set: TermSet, _ scratch: borrowing TermScratch
    ) {
        let (masks, words, hashes) = unsafe (scratch.masks, scratch.words, scratch.hashes)
        let keep = unsafe set.hash.keep.base
        for index in 0..<count {
            let start = unsafe Int(words[index])
            let length = unsafe length(masks, start)
            unsafe hashes[index] = unsafe WordHash.hash(base + start, length: length, keep: keep)
            unsafe words[index] = UInt32(truncatingIfNeeded: start | length &<< 16)
        }
    }

    /// Keeps those of the first `count` words that pass the filter.
    @inline(never)
    private static func filter(_ count: Int, _ set: TermSet, _ scratch: borrowing TermScratch) -> Int {
        let (words, hashes) = unsafe (scratch.words, scratch.hashes)
        let (cells, patterns) = unsafe (set.filter.cells.base, set.filter.patterns.base)
        let mask = set.filter.mask
        var kept = 0
        for index in 0..<count {
            let hash = unsafe hashes[index]
            let word = unsafe words[index]
            let cell = unsafe cells[WordFilter.cell(hash) & mask]
            unsafe words[kept] = word
            unsafe hashes[kept] = hash
            kept &+= unsafe Bits.isZero(~cell & patterns[WordFilter.pattern(hash)])
        }
        return kept
    }
}

/// The bits of a mask that begin a run of so many, and those of the next mask.
struct WordRuns {
    let low: UInt64
    let high: UInt64

    @inline(__always)
    static func two(_ now: UInt64, _ next: UInt64) -> WordRuns {
        WordRuns(low: now & (now &>> 1 | next &<< 63), high: next & next &>> 1)
    }

    @inline(__always)
    static func four(_ now: UInt64, _ next: UInt64) -> WordRuns {
        let two = two(now, next)
        return WordRuns(low: two.low & (two.low &>> 2 | two.high &<< 62), high: two.high & two.high &>> 2)
    }

    /// The bits that begin a run `more` longer, at most twice as long.
    @inline(__always)
    func longer(by more: UInt64) -> UInt64 { low & (low &>> more | high &<< (64 &- more)) }
}
