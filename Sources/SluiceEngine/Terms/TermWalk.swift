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
        let (starts, beyond) = unsafe TermWalk.starts(
            base, groups, shortest: set.shortestKey, carry: carry, scratch)
        let passed = unsafe TermWalk.filter(base, starts, set, scratch)
        for index in 0..<passed {
            let start = unsafe Int(scratch.passed[index])
            let length = unsafe TermWalk.length(scratch.masks, start)
            let hash = unsafe WordHash.hash(base + start, length: length, keep: set.hash.keep.base)
            verify(hash, at: place + start, &scratch.hits)
        }
        if beyond > 0 { unsafe wordsBeyondASCII(base, beyond, at: place, &scratch) }
    }

    /// Appends the matches of all terms whose key has this hash and begins at `place`.
    mutating func verify(_ hash: UInt64, at place: Int, _ hits: inout [TermHit]) {
        let (set, text, count, body) = unsafe (set, text, count, body)
        set.directory.terms(hash) { term in
            guard let start = unsafe set.matchStart(term, text, keyStart: place), body.contains(start),
                let end = unsafe set.matchEnd(term, text, count, at: start, insideWords: false)
            else { return }
            let list = set.folded.list(ofTerm: term)
            hits.append(
                TermHit(expression: list.expression, term: term - list.first, start: start, end: end))
        }
    }

    /// The length of the ASCII word at `start`, at most ``WordHash/longest``.
    @inline(__always) @unsafe
    static func length(_ masks: UnsafePointer<UInt64>, _ start: Int) -> Int {
        let bits = unsafe UnsafeRawPointer(masks).loadUnaligned(fromByteOffset: start &>> 3, as: UInt64.self)
        return (~(bits &>> UInt64(truncatingIfNeeded: start & 7)) | 1 << 56).trailingZeroBitCount
    }

    /// Writes the masks of all groups and the starts of words that have at least `shortest` bytes.
    @unsafe
    private static func starts(
        _ base: UnsafePointer<UInt8>, _ groups: Int, shortest: Int, carry: Bool,
        _ scratch: borrowing TermScratch
    ) -> (words: Int, beyondASCII: Int) {
        let (masks, starts, beyond) = unsafe (scratch.masks, scratch.starts, scratch.beyondASCII)
        let runs = WordRuns(shortest)
        var (found, high) = (0, 0)
        var before: UInt64 = carry ? 1 : 0
        var (now, nowHigh) = unsafe WordMasks.masks(base)
        for group in 0..<groups {
            let (next, nextHigh) = unsafe WordMasks.masks(base + (group &+ 1) &* 64)
            unsafe masks[group] = now
            unsafe beyond[high] = UInt32(truncatingIfNeeded: group)
            high &+= nowHigh ? 1 : 0
            var bits = now & ~(now &<< 1 | before) & runs.ofLength(now, next)
            let first = UInt32(truncatingIfNeeded: group &* 64)
            while bits != 0 {
                unsafe starts[found] = first | UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
                found &+= 1
                bits &= bits &- 1
            }
            before = now &>> 63
            (now, nowHigh) = (next, nextHigh)
        }
        unsafe masks[groups] = now
        return (found, high)
    }

    /// Writes those of the first `count` starts whose words pass the filter.
    @unsafe
    private static func filter(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ set: TermSet, _ scratch: borrowing TermScratch
    ) -> Int {
        let (masks, starts, passed) = unsafe (scratch.masks, scratch.starts, scratch.passed)
        let filter = set.filter
        let (keep, cells, patterns) = unsafe (set.hash.keep.base, filter.cells.base, filter.patterns.base)
        let mask = filter.mask
        var kept = 0
        for index in 0..<count {
            let start = unsafe Int(starts[index])
            let length = unsafe length(masks, start)
            let hash = unsafe WordHash.hash(base + start, length: length, keep: keep)
            let pattern = unsafe patterns[WordFilter.pattern(hash)]
            let cell = unsafe cells[WordFilter.cell(hash) & mask]
            unsafe passed[kept] = UInt32(truncatingIfNeeded: start)
            kept &+= cell & pattern == pattern ? 1 : 0
        }
        return kept
    }
}

/// Finds in a mask the bits that begin a run of at least so many.
struct WordRuns {
    private let last: UInt64
    private let length: Int

    /// - Parameter length: 1 to 8.
    init(_ length: Int) {
        self.length = length
        last = UInt64(length)
    }

    /// The bits of `now` behind which all of `length` bits are set, in `next` where they go on.
    @inline(__always)
    func ofLength(_ now: UInt64, _ next: UInt64) -> UInt64 {
        var (low, high) = (now, next)
        var have: UInt64 = 1
        while have < last {
            let step = min(have, last &- have)
            low &= low &>> step | high &<< (64 &- step)
            high &= high &>> step
            have &+= step
        }
        return low
    }
}
