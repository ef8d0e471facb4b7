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
    /// What the wide kernel turns places away by.
    let pairs: GramPairs
    /// A string in the open-addressing table, and where its items lie; a free place has none.
    private struct Place: BitwiseCopyable {
        var gram: UInt32 = 0
        var first: Int32 = 0
        var count: Int32 = 0
    }
    private let places: FrozenBuffer<Place>
    private let items: FrozenBuffer<Item>
    private let entries: FrozenBuffer<Entry>
    private let keyShift: UInt32
    private let keyMask: Int

    /// A table of strings, in any order, that lead to `entries`.
    init(_ given: [Item], entries: [Entry]) {
        let sorted = GramTable.sorted(given)
        var known: [Place] = []
        for (index, item) in sorted.enumerated() {
            if known.last?.gram == item.gram {
                known[known.count - 1].count += 1
            } else {
                known.append(Place(gram: item.gram, first: Int32(index), count: 1))
            }
        }
        let grams = known.map(\.gram)
        items = FrozenBuffer(sorted)
        self.entries = FrozenBuffer(entries)
        pairs = GramPairs(grams)
        // About one slot in forty is taken: fewer would be seen too often, more would not stay in the cache.
        bits = grams.count < 400 ? 15 : grams.count < 3000 ? 17 : 19
        slots = GramTable.slots(grams, bits: bits)
        fewSlots = GramTable.slots(grams, bits: GramTable.fewBits)
        var keyBits = 4
        while 1 << keyBits < known.count * 2 { keyBits += 1 }
        keyMask = 1 << keyBits - 1
        keyShift = UInt32(32 - keyBits)
        let (mask, shift) = (keyMask, keyShift)
        places = unsafe FrozenBuffer(repeating: Place(), count: 1 << keyBits) { places in
            for one in known {
                var place = Int((one.gram &* GramTable.multiplier) >> shift)
                while unsafe places[place].count > 0 { place = (place + 1) & mask }
                unsafe places[place] = one
            }
        }
    }

    var isEmpty: Bool { entries.count == 0 }

    /// An odd number out of bits that the slot's number does not use; 255 stands for several strings too.
    @inline(__always)
    static func fingerprint(_ hash: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: hash &>> 5) | 1 }

    private static func slots(_ grams: [UInt32], bits: Int) -> FrozenBuffer<UInt8> {
        unsafe FrozenBuffer(repeating: 0, count: 1 << bits) { slots in
            for gram in grams {
                let hash = gram &* multiplier
                let slot = Int(hash >> UInt32(32 - bits))
                let print = fingerprint(hash)
                unsafe slots[slot] = slots[slot] == 0 || slots[slot] == print ? print : 255
            }
        }
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
            let known = unsafe places.base[place]
            if known.gram == gram || known.count == 0 {
                return unsafe UnsafeBufferPointer(
                    start: items.base + Int(known.first), count: Int(known.count))
            }
            place = (place + 1) & keyMask
        }
    }

    @inline(__always)
    func entry(_ item: Item) -> Entry { unsafe entries.base[Int(item.entry)] }
}
