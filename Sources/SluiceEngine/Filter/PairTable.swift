/// Which pairs of bytes the strings of a filter begin and end with.
///
/// The strings are dealt out to buckets, so that a place passes only if its first and its last two bytes are
/// those of strings of one bucket. An entry holds for two neighbouring bytes (the first one lowest, bit 0x20 of
/// both set) in its low half a bit for each bucket in which strings begin with them, in its high half in
/// which they end with them. Of the many entries a text touches few: they stay in the nearest cache.
final class PairTable: Sendable {
    /// By 16 bits of text; one of both is there.
    let narrow: FrozenBuffer<UInt32>?
    let wide: FrozenBuffer<UInt64>?

    /// What a table is made of, when a kernel asks for one: not all do.
    enum Source: Sendable {
        case windows([GramWindow])
        case image(narrow: SparseBuffer<UInt32>?, wide: SparseBuffer<UInt64>?)
    }

    /// More windows than these are dealt out to 32 buckets, fewer to 16.
    private static let mostNarrow = 2000

    init(_ source: Source) {
        switch source {
        case .windows(let windows):
            let count = windows.count > PairTable.mostNarrow ? 32 : 16
            let buckets = PairBuckets.deal(windows, buckets: count)
            narrow = count == 16 ? PairTable.entries(windows, buckets) : nil
            wide = count == 32 ? PairTable.entries(windows, buckets) : nil
        case .image(let narrow, let wide):
            self.narrow = narrow?.expanded()
            self.wide = wide?.expanded()
        }
    }

    /// What ``write(to:)`` wrote.
    static func source(_ reader: inout ImageReader) -> Source {
        let narrow: SparseBuffer<UInt32>? = reader.flag() ? reader.sparseBuffer() : nil
        let wide: SparseBuffer<UInt64>? = reader.flag() ? reader.sparseBuffer() : nil
        return .image(narrow: narrow, wide: wide)
    }

    func write(to writer: inout ImageWriter) {
        writer.write(narrow != nil)
        if let narrow { writer.write(sparse: narrow) }
        writer.write(wide != nil)
        if let wide { writer.write(sparse: wide) }
    }

    private static func entries<Entry: FixedWidthInteger & BitwiseCopyable>(
        _ windows: [GramWindow], _ buckets: [UInt8]
    ) -> FrozenBuffer<Entry> {
        unsafe FrozenBuffer(zeros: 1 << 16) { entries in
            for (window, bucket) in zip(windows, buckets) {
                for end in 0..<2 {
                    let bit = Entry(1) << Entry(Int(bucket) + end * Entry.bitWidth / 2)
                    window.sets[2 * end].forEach { first in
                        window.sets[2 * end + 1].forEach { second in
                            unsafe entries[Int(first) | Int(second) << 8] |= bit
                        }
                    }
                }
            }
        }
    }
}

/// Deals windows out to buckets, so that few places of a text pass in any.
struct PairBuckets {
    /// One end of a bucket's strings: which second symbols follow each first one.
    private struct End {
        var rows = [UInt64](repeating: 0, count: 64)
        /// The share of places with such a pair.
        var share: Float = 0
    }

    /// One end of a window, in symbols of ``GramFrequency``.
    private struct Pair {
        var first: UInt64
        var second: UInt64
    }

    private var ends: [(front: End, back: End)]
    private let frequency = GramFrequency.shared

    private init(buckets: Int) { ends = Array(repeating: (End(), End()), count: buckets) }

    /// The bucket of each window.
    static func deal(_ windows: [GramWindow], buckets: Int) -> [UInt8] {
        var deal = PairBuckets(buckets: buckets)
        let pairs = windows.map { window in
            (
                front: Pair(first: window.sets[0].symbols, second: window.sets[1].symbols),
                back: Pair(first: window.sets[2].symbols, second: window.sets[3].symbols)
            )
        }
        let empty = End()
        let shares = pairs.map {
            max(deal.share(of: $0.front, notIn: empty), deal.share(of: $0.back, notIn: empty))
        }
        var chosen = [UInt8](repeating: 0, count: windows.count)
        // What is seen often comes first: it decides what its bucket is worth.
        for window in windows.indices.sorted(by: { (shares[$1], $0) < (shares[$0], $1) }) {
            let bucket = deal.cheapest(pairs[window].front, pairs[window].back)
            deal.add(pairs[window].front, pairs[window].back, to: bucket)
            chosen[window] = UInt8(bucket)
        }
        return chosen
    }

    /// The bucket in which the window lets the fewest more places pass.
    private func cheapest(_ front: Pair, _ back: Pair) -> Int {
        var best: (bucket: Int, cost: Float) = (0, .infinity)
        for bucket in ends.indices {
            let more = share(of: front, notIn: ends[bucket].front)
            let behind = share(of: back, notIn: ends[bucket].back)
            let (now, then) = (ends[bucket].front.share, ends[bucket].back.share)
            let cost = (now + more) * (then + behind) - now * then
            if cost < best.cost { best = (bucket, cost) }
            if more == 0 && behind == 0 { break }
        }
        return best.bucket
    }

    private mutating func add(_ front: Pair, _ back: Pair, to bucket: Int) {
        ends[bucket].front.share += share(of: front, notIn: ends[bucket].front)
        ends[bucket].back.share += share(of: back, notIn: ends[bucket].back)
        PairBuckets.each(front.first) { ends[bucket].front.rows[$0] |= front.second }
        PairBuckets.each(back.first) { ends[bucket].back.rows[$0] |= back.second }
    }

    private func share(of pair: Pair, notIn end: End) -> Float {
        var sum: Float = 0
        PairBuckets.each(pair.first) { first in
            PairBuckets.each(pair.second & ~end.rows[first]) { sum += frequency.share(first, $0) }
        }
        return sum
    }

    /// Calls `body` with the place of each bit that is set.
    @inline(__always)
    private static func each(_ bits: UInt64, _ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }
}
