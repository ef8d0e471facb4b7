extension Database {
    /// Whether a pass of the filter alone can tell that a short text holds nothing.
    ///
    /// Not where an expression is tried without the filter.
    public var canSieve: Bool { unfiltered.isEmpty && once.isEmpty && unhookedTerms.isEmpty }
}

extension Scanner {
    /// How many zero bytes ``sieve(_:ends:loud:)`` needs before, between and behind texts.
    public static var sieveGap: Int { 8 }

    /// Marks the texts in which something may match; none of the others holds a match, or something to give up on.
    ///
    /// The texts lie one behind the other in `batch`, each with ``sieveGap`` zeros before and behind it, so that
    /// one pass sees them all: most short texts hold nothing, and a scan of each costs more than its bytes.
    /// `ends` are where they end, ascending, and `loud` has as many elements. Sound only where
    /// ``Database/canSieve`` holds; what marks a text is a candidate that a scan would go on to verify.
    public mutating func sieve(_ batch: Span<UInt8>, ends: [Int], loud: inout [Bool]) {
        precondition(ends.count == loud.count && (ends.last ?? 0) <= batch.count)
        guard !ends.isEmpty else { return }
        unsafe batch.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let target = unsafe ScanTarget(
                text: base, count: buffer.count, from: 0, to: buffer.count, only: -1)
            number &+= 1
            numberEnd = 0
            sightings.removeAll(keepingCapacity: true)
            isSieving = true
            filter(target, from: 0, to: buffer.count)
            isSieving = false
            sieveTerms(target)
        }
        for sight in sightings { Scanner.mark(sight, ends, &loud) }
    }

    /// Notes what a hook saw, first to last byte.
    @inline(__always)
    mutating func sight(_ places: ClosedRange<Int>) { sightings.append(places) }

    private mutating func sieveTerms(_ target: ScanTarget) {
        if let terms = database.walkedTerms {
            unsafe terms.scan(target.text, count: target.count, body: 0..<target.count, scratch: &termScratch)
            for hit in termScratch.hits { sight(hit.start...hit.end) }
        }
        if let parted = database.partedTerms {
            unsafe parted.candidates(target.text, target.count, in: 0..<target.count) { _, _, place in
                sight(place...place)
            }
        }
    }

    /// Marks every text of which `sight` holds a byte; of each gap one half belongs to either neighbour.
    ///
    /// A hook may see what stands before or behind a match.
    private static func mark(_ sight: ClosedRange<Int>, _ ends: [Int], _ loud: inout [Bool]) {
        var low = 0
        var high = ends.count
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] + sieveGap / 2 <= sight.lowerBound { low = middle + 1 } else { high = middle }
        }
        while low < ends.count {
            loud[low] = true
            guard ends[low] + sieveGap / 2 <= sight.upperBound else { return }
            low += 1
        }
    }
}
