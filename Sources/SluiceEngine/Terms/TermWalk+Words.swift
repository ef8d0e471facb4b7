import CScanKernels

/// The stages of a walk that look at each word: kept apart, since a short loop keeps its values in registers.
extension TermWalk {
    /// The length of the ASCII word at `start`, at most ``WordHash/longest``.
    @inline(__always) @unsafe
    static func length(_ masks: UnsafePointer<UInt64>, _ start: Int) -> Int {
        let bits = unsafe UnsafeRawPointer(masks).loadUnaligned(fromByteOffset: start &>> 3, as: UInt64.self)
        return (~(bits &>> UInt64(truncatingIfNeeded: start & 7)) | 1 << 56).trailingZeroBitCount
    }

    /// Writes the masks of all groups and of the one behind, and which groups hold bytes beyond ASCII.
    @inline(never) @unsafe
    static func masks(
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
    static func starts(
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

    /// Keeps those of the first `count` words that begin as a key does.
    @inline(never) @unsafe
    static func begun(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ beginnings: KeyBeginnings,
        _ scratch: borrowing TermScratch
    ) -> Int {
        let (starts, marks) = unsafe (scratch.words, beginnings.marks.base)
        var kept = 0
        for index in 0..<count {
            let start = unsafe starts[index]
            unsafe starts[kept] = start
            kept &+= unsafe KeyBeginnings.isKnown(base + Int(start), marks)
        }
        return kept
    }

    /// Writes lengths and hashes of `range` of the words, and brings their cells of the filter near.
    @inline(never) @unsafe
    static func hash(
        _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ set: TermSet, _ scratch: borrowing TermScratch
    ) {
        let (masks, words, hashes) = unsafe (scratch.masks, scratch.words, scratch.hashes)
        let (keep, behind) = unsafe (set.hash.keep.base, set.filter.behind.base)
        let (cells, mask) = unsafe (set.filter.cells.base, set.filter.mask)
        for index in range {
            let start = unsafe Int(words[index])
            let length = unsafe length(masks, start)
            let hash = unsafe WordHash.hash(base + start, length: length, keep: keep)
            unsafe hashes[index] = hash
            unsafe sluice_prefetch(cells + (WordFilter.cell(hash) & mask))
            let (next, second) = unsafe (base[start &+ length], base[start &+ length &+ 1])
            let digits = unsafe behind[Int(next)] & behind[Int(second)] &>> 1
            unsafe words[index] = TermWalk.pack(start, length, digits: digits & 1)
        }
    }

    /// Adds the first `count` words again under their other hashes.
    @inline(never) @unsafe
    mutating func probe(
        _ base: UnsafePointer<UInt8>, _ count: Int, at place: Int, _ words: inout Int,
        _ scratch: inout TermScratch
    ) {
        let keep = unsafe set.hash.keep.base
        for index in 0..<count {
            let (start, known) = unsafe TermWalk.unpack(scratch.words[index])
            var length = known
            // The end of a word that is longer than its hash sees.
            if length == WordHash.longest {
                while length < WordHash.longest + 8, unsafe TextScalar.isASCIIWord(base[start + length]) {
                    length += 1
                }
            }
            unsafe set.probes.lengths(base + start, length) { part in
                guard part < WordHash.longest || length == known else { return }
                let hash = unsafe WordHash.hash(
                    base + start, length: min(part, WordHash.longest), keep: keep)
                add(hash, start, known, at: place, &words, &scratch)
            }
        }
    }

    /// Adds a word of a chunk to the first `words`.
    @inline(__always)
    mutating func add(
        _ hash: UInt64, _ start: Int, _ length: Int, at place: Int, _ words: inout Int,
        _ scratch: inout TermScratch
    ) {
        if start >= 0, length < WordHash.longest, words < TermScratch.mostWords {
            // What stands behind is not known here: a word passes if it may.
            unsafe scratch.words[words] = TermWalk.pack(start, length, digits: 1)
            unsafe scratch.hashes[words] = hash
            words &+= 1
        } else if set.filter.passes(hash) {
            collect(hash, nil, at: place + start, &scratch)
        }
    }

    /// Keeps those of the first `count` words that pass the filter.
    @inline(never)
    static func filter(_ count: Int, _ set: TermSet, _ scratch: borrowing TermScratch) -> Int {
        let (words, hashes) = unsafe (scratch.words, scratch.hashes)
        let (cells, patterns) = unsafe (set.filter.cells.base, set.filter.patterns.base)
        let mask = set.filter.mask
        var kept = 0
        for index in 0..<count {
            let hash = unsafe hashes[index]
            let word = unsafe words[index]
            let pattern = WordFilter.pattern(hash) | Int(word &>> 16) & WordFilter.digits
            let cell = unsafe cells[WordFilter.cell(hash) & mask]
            unsafe words[kept] = word
            unsafe hashes[kept] = hash
            kept &+= unsafe Bits.isZero(~cell & patterns[pattern])
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
