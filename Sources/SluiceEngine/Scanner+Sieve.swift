extension Database {
    /// Whether a pass of the filter alone can tell that a short text holds nothing.
    ///
    /// Not where an expression is tried without the filter.
    public var canSieve: Bool { unfiltered.isEmpty && once.isEmpty && unhookedTerms.isEmpty }

    /// Whether what was seen of a text in that pass is all that has to be verified in it: then the pass costs nothing.
    ///
    /// Not where terms are looked for without the filter.
    public var canScanSieved: Bool { canSieve && walkedTerms == nil && partedTerms == nil }
}

extension Scanner {
    /// How many zero bytes ``sieve(_:ends:loud:)`` needs before, between and behind texts.
    public static var sieveGap: Int { 8 }

    /// Marks the texts in which something may match; none of the others holds a match, or something to give up on.
    ///
    /// The texts lie one behind the other in `batch`, each with ``sieveGap`` zeros before and behind it, so that
    /// one pass sees them all: most short texts hold nothing, and a scan of each costs more than its bytes.
    /// `ends` are where they end, ascending, and `loud` has as many elements. Sound only where
    /// ``Database/canSieve`` holds; what marks a text is a candidate that a scan would go on to verify, and that
    /// ``scan(sieved:in:_:allowance:into:giveUps:)`` verifies.
    public mutating func sieve(_ batch: Span<UInt8>, ends: [Int], loud: inout [Bool]) {
        precondition(ends.count == loud.count && (ends.last ?? 0) <= batch.count)
        sightings.removeAll(keepingCapacity: true)
        sightingIndex.removeAll()
        guard !ends.isEmpty else { return }
        unsafe batch.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let target = unsafe ScanTarget(
                text: base, count: buffer.count, from: 0, to: buffer.count, only: -1)
            number &+= 1
            numberEnd = 0
            isSieving = true
            filter(target, from: 0, to: buffer.count)
            isSieving = false
            sieveTerms(target)
        }
        for (number, sighting) in sightings.enumerated() {
            mark(sighting.places, number, ends, &loud)
        }
        sightingIndex.close()
    }

    /// Appends what matches in one of the texts that were sieved last, as a scan of that text alone would.
    ///
    /// `batch` is what ``sieve(_:ends:loud:)`` was given, and the text with this number lies at `place` in it. It
    /// need not be filtered again: what the hooks saw of it then is verified now.
    public mutating func scan(
        sieved text: Int, in batch: Span<UInt8>, _ place: Range<Int>, allowance: Allowance,
        into matches: inout [Match], giveUps: inout [GiveUp]
    ) {
        guard database.canScanSieved, place.count <= Scanner.longestSieved else {
            return scan(batch.extracting(place), allowance: allowance, into: &matches, giveUps: &giveUps)
        }
        guard !place.isEmpty else { return }
        unsafe batch.extracting(place).withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let target = unsafe ScanTarget(
                text: base, count: buffer.count, from: 0, to: buffer.count, only: -1)
            let block = Block(offset: 0, body: 0..<buffer.count, endsText: true)
            wantsMore = false
            begin(target, block: block, starts: [])
            var run = VerificationRun(block: block, allowance: allowance, firstMatch: matches.count)
            allowance.grow(by: block.body.count)
            sightingIndex.each(ofText: text) { number in
                follow(sightings[number].lead, at: place.lowerBound, in: target)
            }
            let first = matches.count
            verifyPending(target, before: target.to, &run, into: &matches, giveUps: &giveUps)
            findTerms(target, from: 0, to: target.to, offset: 0, into: &matches)
            tellTooLong(into: &giveUps)
            sort(&matches, from: first)
        }
    }

    /// Longer texts are verified piece by piece, as they are filtered.
    private static var longestSieved: Int { Scratch.piece }

    /// Notes the starts that a sighting leaves in a text that begins at `offset` of the batch.
    private mutating func follow(_ lead: Sighting.Lead, at offset: Int, in target: ScanTarget) {
        switch lead {
        case .anchor(let anchor, let hook, let isThorough):
            guard anchor - offset <= target.count else { return }
            let program = isThorough ? database.thoroughFilter : database.filter
            noteStarts(program, target, unsafe program.hooks.base[Int(hook)], anchor: anchor - offset)
        case .starts(var window):
            window.from -= offset
            window.to -= offset
            noteStarts(target, window)
        // Only where terms are walked, and then the text is scanned.
        case .any: return
        }
    }

    /// Notes what a hook saw, first to last byte.
    @inline(__always)
    mutating func sight(_ places: ClosedRange<Int>, _ lead: Sighting.Lead) {
        sightings.append(Sighting(places: places, lead: lead))
    }

    private mutating func sieveTerms(_ target: ScanTarget) {
        if let terms = database.walkedTerms {
            unsafe terms.scan(target.text, count: target.count, body: 0..<target.count, scratch: &termScratch)
            for hit in termScratch.hits { sight(hit.start...hit.end, .any) }
        }
        if let parted = database.partedTerms {
            unsafe parted.candidates(target.text, target.count, in: 0..<target.count) { _, _, place in
                sight(place...place, .any)
            }
        }
    }

    /// Marks every text of which a sighting holds a byte; of each gap one half belongs to either neighbour.
    ///
    /// A hook may see what stands before or behind a match.
    private mutating func mark(
        _ places: ClosedRange<Int>, _ sighting: Int, _ ends: [Int], _ loud: inout [Bool]
    ) {
        let half = Scanner.sieveGap / 2
        var low = 0
        var high = ends.count
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] + half <= places.lowerBound { low = middle + 1 } else { high = middle }
        }
        while low < ends.count {
            loud[low] = true
            sightingIndex.add(sighting, ofText: low)
            guard ends[low] + half <= places.upperBound else { return }
            low += 1
        }
    }
}
