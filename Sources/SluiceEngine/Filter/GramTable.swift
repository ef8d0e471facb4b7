/// The four-byte strings that the filter looks for, with bit 0x20 of every byte set.
///
/// A table of fingerprints, indexed by a hash of four bytes, says whether one of them may stand somewhere: 0 for
/// no, 255 where several strings share the slot, else the string's fingerprint. What stands there in
/// truth, ``entries(of:)`` tells.
final class GramTable: Sendable {
    /// What one string leads to.
    struct Entry: BitwiseCopyable {
        /// Eight bytes of text at `offset` from the string must be `value` under `mask`.
        var mask: UInt64
        var value: UInt64
        var hook: Int32
        /// From the hook's anchor to the string.
        var distance: Int16
        /// From the string to the eight bytes that are compared.
        var offset: Int16
    }

    /// A string, and the number of one entry that it leads to.
    struct Item: BitwiseCopyable {
        var gram: UInt32
        var entry: UInt32
    }

    static let multiplier: UInt32 = 0x9E37_79B1

    /// The number of slots is `1 << bits`; the portable kernel is compiled for 15, 17 and 19.
    let bits: Int
    let slots: FrozenBuffer<UInt8>
    /// The same in fewer slots, for a kernel that looks up few places: it stays in a nearer cache.
    let fewSlots: FrozenBuffer<UInt8>
    static let fewBits = 17
    /// Which pairs of bytes are neighbours in any string of ASCII: first and second, second and third, third and fourth.
    ///
    /// A bit for each pair of ``symbol(_:)``s: byte `second / 8 * 64 + first`, bit `second % 8`; three such tables, for a
    /// kernel with wide registers.
    let pairs: FrozenBuffer<UInt8>
    /// Whether few enough places have such pairs for that kernel to be the faster one.
    let hasRarePairs: Bool
    /// Whether any string has a byte beyond ASCII.
    let hasNonASCII: Bool
    /// Open addressing: the strings, and where their items begin and end; both are -1 in a free place.
    private let keys: FrozenBuffer<UInt32>
    private let ranges: FrozenBuffer<SIMD2<Int32>>
    private let items: FrozenBuffer<Item>
    private let entries: FrozenBuffer<Entry>
    private let keyShift: UInt32
    private let keyMask: Int

    /// A table of strings, in any order, that lead to `entries`.
    init(_ given: [Item], entries: [Entry]) {
        let sorted = GramTable.sorted(given)
        var grams: [UInt32] = []
        var bounds: [SIMD2<Int32>] = []
        for (index, item) in sorted.enumerated() {
            if grams.last == item.gram {
                bounds[bounds.count - 1].y = Int32(index + 1)
            } else {
                grams.append(item.gram)
                bounds.append(SIMD2(Int32(index), Int32(index + 1)))
            }
        }
        items = FrozenBuffer(sorted)
        self.entries = FrozenBuffer(entries)
        // About one slot in forty is taken: fewer would be seen too often, more would not stay in the cache.
        let bits = grams.count < 400 ? 15 : grams.count < 3000 ? 17 : 19
        self.bits = bits
        slots = GramTable.slots(grams, bits: bits)
        fewSlots = GramTable.slots(grams, bits: GramTable.fewBits)
        var keyBits = 4
        while 1 << keyBits < grams.count * 2 { keyBits += 1 }
        let mask = 1 << keyBits - 1
        let shift = UInt32(32 - keyBits)
        var keys = [UInt32](repeating: 0, count: 1 << keyBits)
        var ranges = [SIMD2<Int32>](repeating: SIMD2(-1, -1), count: 1 << keyBits)
        for (gram, bound) in zip(grams, bounds) {
            var place = Int((gram &* GramTable.multiplier) >> shift)
            while ranges[place].x >= 0 { place = (place + 1) & mask }
            keys[place] = gram
            ranges[place] = bound
        }
        var pairs = [UInt8](repeating: 0, count: 3 * 512)
        var hasNonASCII = false
        for gram in grams {
            guard gram & 0x8080_8080 == 0 else {
                hasNonASCII = true
                continue
            }
            let symbols = (0..<4).map { GramTable.symbol(UInt8(truncatingIfNeeded: gram >> ($0 * 8))) }
            for table in 0..<3 {
                let (first, second) = (symbols[table], symbols[table + 1])
                pairs[table * 512 + second / 8 * 64 + first] |= 1 << UInt8(second % 8)
            }
        }
        self.pairs = FrozenBuffer(pairs)
        hasRarePairs = GramTable.share(of: pairs) < GramTable.mostPairs
        self.hasNonASCII = hasNonASCII
        keyMask = mask
        keyShift = shift
        self.keys = FrozenBuffer(keys)
        self.ranges = FrozenBuffer(ranges)
    }

    /// With more places than these to look up the wide kernel loses to the portable one.
    private static let mostPairs: Float = 0.2

    /// About the share of places that all tables of pairs let pass.
    private static func share(of pairs: [UInt8]) -> Float {
        (0..<3).reduce(1) { product, table in
            product
                * (0..<64).reduce(Float(0)) { sum, first in
                    (0..<64).reduce(sum) { sum, second in
                        let isIn = pairs[table * 512 + second / 8 * 64 + first] >> UInt8(second % 8) & 1 == 1
                        return isIn ? sum + GramFrequency.shared.share(first, second) : sum
                    }
                }
        }
    }

    /// A byte's low five bits and bit 0x40.
    static func symbol(_ byte: UInt8) -> Int { Int(byte & 0x1F) | Int(byte & 0x40) >> 1 }

    var isEmpty: Bool { entries.count == 0 }

    /// An odd number out of bits that the slot's number does not use; 255 stands for several strings too.
    @inline(__always)
    static func fingerprint(_ hash: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: hash &>> 5) | 1 }

    private static func slots(_ grams: [UInt32], bits: Int) -> FrozenBuffer<UInt8> {
        var slots = [UInt8](repeating: 0, count: 1 << bits)
        for gram in grams {
            let hash = gram &* multiplier
            let slot = Int(hash >> UInt32(32 - bits))
            let print = fingerprint(hash)
            slots[slot] = slots[slot] == 0 || slots[slot] == print ? print : 255
        }
        return FrozenBuffer(slots)
    }

    /// By the string: two passes over 16 bits each, since a table may hold a hundred thousand.
    private static func sorted(_ items: [Item]) -> [Item] {
        guard items.count > 1 << 12 else { return items.sorted { $0.gram < $1.gram } }
        var (from, to) = (items, items)
        for shift: UInt32 in [0, 16] {
            var starts = [Int](repeating: 0, count: 1 << 16 + 1)
            for item in from { starts[Int(item.gram >> shift & 0xFFFF) + 1] += 1 }
            for index in 1...(1 << 16) { starts[index] += starts[index - 1] }
            for item in from {
                let digit = Int(item.gram >> shift & 0xFFFF)
                to[starts[digit]] = item
                starts[digit] += 1
            }
            swap(&from, &to)
        }
        return from
    }

    /// The items of a string; empty where it is none of the table's.
    @inline(__always)
    func items(of gram: UInt32) -> UnsafeBufferPointer<Item> {
        var place = Int((gram &* GramTable.multiplier) >> keyShift)
        while true {
            let range = unsafe ranges.base[place]
            guard range.x >= 0 else { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
            if unsafe keys.base[place] == gram {
                return unsafe UnsafeBufferPointer(
                    start: items.base + Int(range.x), count: Int(range.y - range.x))
            }
            place = (place + 1) & keyMask
        }
    }

    @inline(__always)
    func entry(_ item: Item) -> Entry { unsafe entries.base[Int(item.entry)] }
}
