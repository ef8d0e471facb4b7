import CScanKernels

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
        partedWords(to: min(count, end + 4 * WordHash.longest), &scratch)
        collectKeys(&scratch)
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
        let (starts, beyond) = unsafe words(base, groups, carry: carry, scratch)
        let chunk = unsafe Chunk(base: base, place: place, end: groups * 64)
        let passed = unsafe passing(chunk, starts, beyond, &scratch)
        keepKeys(unsafe neighboured(passed, chunk, scratch), at: place, &scratch)
        if scratch.keyCount > TermScratch.mostKeys { collectKeys(&scratch) }
    }

    /// Writes where the chunk's words begin that may be keys, the masks of its groups and which have bytes beyond ASCII.
    @unsafe
    private func words(
        _ base: UnsafePointer<UInt8>, _ groups: Int, carry: Bool, _ scratch: borrowing TermScratch
    ) -> (starts: Int, beyond: Int) {
        let (first, least) = (carry ? 1 : 0 as Int32, UInt32(set.shortestKey))
        switch scratch.kernel {
        case .portable:
            let beyond = unsafe TermWalk.masks(base, groups, scratch)
            let starts = unsafe TermWalk.starts(groups, shortest: set.shortestKey, carry: carry, scratch)
            guard let beginnings = set.beginnings else { return (starts, beyond) }
            return unsafe (TermWalk.begun(base, starts, beginnings, scratch), beyond)
        case .avx2:
            let counts = unsafe sluice_words_avx2(
                base, groups, first, least, set.beginnings?.marks.base, scratch.masks, scratch.beyondASCII,
                scratch.words)
            return (counts.starts, counts.beyond)
        case .avx512:
            let counts = unsafe sluice_words_avx512(
                base, groups, first, least, set.beginnings?.tables.base, scratch.masks, scratch.beyondASCII,
                scratch.words)
            return (counts.starts, counts.beyond)
        }
    }

    @inline(__always)
    static func unpack(_ word: UInt32) -> (start: Int, length: Int) {
        (Int(word & 0xFFFF), Int(word &>> 16 & 0xFF))
    }

    /// A word's place and length, and above them 1 if white space and a digit may stand behind it, else 0.
    @inline(__always)
    static func pack(_ start: Int, _ length: Int, digits: UInt8) -> UInt32 {
        UInt32(truncatingIfNeeded: start | length &<< 16) | UInt32(digits) &<< 24
    }

    /// Makes candidates of the terms of all keys that were found, and compares them.
    private func collectKeys(_ scratch: inout TermScratch) {
        let (keys, count) = unsafe (scratch.keys, scratch.keyCount)
        for index in 0..<count { unsafe sluice_prefetch(set.directory.first(keys[index].hash)) }
        for index in 0..<count {
            let key = unsafe keys[index]
            collect(key.hash, key.beside, at: key.place, &scratch)
        }
        scratch.keyCount = 0
        compareCandidates(&scratch)
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
            unsafe sluice_prefetch(set.folded.offsets.base + term)
            unsafe sluice_prefetch(set.keyOffsets.base + term)
            scratch.candidateCount += 1
        }
    }

    /// Appends the matches among the candidates.
    func compareCandidates(_ scratch: inout TermScratch) {
        let (candidates, offsets, keys) = unsafe (
            scratch.candidates, set.folded.offsets.base, set.keyOffsets.base
        )
        for index in 0..<scratch.candidateCount {
            let term = unsafe candidates[index].term
            unsafe sluice_prefetch(set.folded.bytes.base + Int(offsets[term]))
        }
        for index in 0..<scratch.candidateCount {
            let (term, place) = unsafe (candidates[index].term, candidates[index].place)
            unsafe set.match(term, before: Int(keys[term]), text, count, at: place) { start, end in
                guard body.contains(start) else { return }
                let list = set.folded.list(ofTerm: term)
                scratch.hits.append(
                    TermHit(expression: list.expression, term: term - list.first, start: start, end: end))
            }
        }
        scratch.candidateCount = 0
    }
}
