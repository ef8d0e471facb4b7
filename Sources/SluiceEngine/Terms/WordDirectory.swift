/// From the hash of a key word to the terms that have it.
///
/// Terms are sorted by bucket (the hash's top bits); in a bucket, which holds one term on average, they stand in
/// the order of the lists, each with 32 more bits of the hash.
@safe
struct WordDirectory: Sendable {
    /// Where each bucket begins in `entries`, and the end of the last.
    let buckets: FrozenBuffer<UInt32>
    /// Fingerprint above, term below.
    let entries: FrozenBuffer<UInt64>
    private let shift: UInt64

    /// `hashes` are those of the key words of `terms`.
    init(terms: [UInt32], hashes: [UInt64]) {
        var bits: UInt64 = 1
        while 1 << bits < terms.count { bits += 1 }
        shift = 64 - bits
        var begins = [UInt32](repeating: 0, count: 1 << bits + 1)
        for hash in hashes { begins[Int(WordHash.second(hash) >> shift) + 1] += 1 }
        for index in 1..<begins.count { begins[index] += begins[index - 1] }
        var next = begins
        var entries = [UInt64](repeating: 0, count: terms.count)
        for (term, hash) in zip(terms, hashes) {
            let second = WordHash.second(hash)
            let bucket = Int(second >> shift)
            entries[Int(next[bucket])] = WordDirectory.fingerprint(second) << 32 | UInt64(term)
            next[bucket] += 1
        }
        self.buckets = FrozenBuffer(begins)
        self.entries = FrozenBuffer(entries)
    }

    @inline(__always)
    static func fingerprint(_ second: UInt64) -> UInt64 { second &>> 8 & 0xFFFF_FFFF }

    var isEmpty: Bool { entries.count == 0 }

    /// Calls `found` with each term whose key word has this hash.
    @inline(__always)
    func terms(_ hash: UInt64, found: (Int) -> Void) {
        let second = WordHash.second(hash)
        let bucket = Int(truncatingIfNeeded: second &>> shift)
        let fingerprint = WordDirectory.fingerprint(second)
        var index = unsafe Int(buckets.base[bucket])
        let end = unsafe Int(buckets.base[bucket + 1])
        while index < end {
            let entry = unsafe entries.base[index]
            if entry &>> 32 == fingerprint { found(Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)) }
            index += 1
        }
    }
}
