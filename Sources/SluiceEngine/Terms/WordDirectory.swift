/// From the hash of a key word to the terms that have it.
///
/// Terms are sorted by bucket (the hash's top bits); in a bucket, which holds one term on average, they stand in
/// the order of the lists, each with 18 more bits of the hash and with what stands beside its key.
@safe
struct WordDirectory: Sendable {
    /// Where each bucket begins in `entries`, and the end of the last.
    let buckets: FrozenBuffer<UInt32>
    /// From above: fingerprint (18 bits), neighbour (14), term (32).
    let entries: FrozenBuffer<UInt64>
    private let shift: UInt64

    /// `hashes` are those of the key words of `terms`.
    init(terms: [UInt32], hashes: [UInt64], neighbours: [Beside.Neighbour]) {
        var bits: UInt64 = 1
        while 1 << bits < terms.count { bits += 1 }
        shift = 64 - bits
        var begins = [UInt32](repeating: 0, count: 1 << bits + 1)
        for hash in hashes { begins[Int(WordHash.second(hash) >> shift) + 1] += 1 }
        for index in 1..<begins.count { begins[index] += begins[index - 1] }
        var next = begins
        var entries = [UInt64](repeating: 0, count: terms.count)
        for (index, term) in terms.enumerated() {
            let second = WordHash.second(hashes[index])
            let bucket = Int(second >> shift)
            let known = WordDirectory.fingerprint(second) << 46 | neighbours[index].code << 32
            entries[Int(next[bucket])] = known | UInt64(term)
            next[bucket] += 1
        }
        self.buckets = FrozenBuffer(begins)
        self.entries = FrozenBuffer(entries)
    }

    @inline(__always)
    static func fingerprint(_ second: UInt64) -> UInt64 { second &>> 16 & 0x3FFFF }

    var isEmpty: Bool { entries.count == 0 }

    /// The first of the entries among which those of this hash stand.
    @inline(__always)
    func first(_ hash: UInt64) -> UnsafePointer<UInt64> { unsafe entries.base + Int(bucket(hash).pointee) }

    /// Where ``first(_:)`` stands.
    @inline(__always)
    func bucket(_ hash: UInt64) -> UnsafePointer<UInt32> {
        unsafe buckets.base + Int(truncatingIfNeeded: WordHash.second(hash) &>> shift)
    }

    /// Calls `found` with each term whose key word has this hash, and with its neighbour.
    @inline(__always)
    func terms(_ hash: UInt64, found: (Int, UInt64) -> Void) {
        let second = WordHash.second(hash)
        let bucket = Int(truncatingIfNeeded: second &>> shift)
        let fingerprint = WordDirectory.fingerprint(second)
        var index = unsafe Int(buckets.base[bucket])
        let end = unsafe Int(buckets.base[bucket + 1])
        while index < end {
            let entry = unsafe entries.base[index]
            if entry &>> 46 == fingerprint {
                found(Int(truncatingIfNeeded: entry & 0xFFFF_FFFF), entry &>> 32 & 0x3FFF)
            }
            index += 1
        }
    }
}
