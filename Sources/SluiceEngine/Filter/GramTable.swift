import CScanKernels

/// The four-byte strings that the filter looks for, with bit 0x20 of every byte set.
///
/// ``pairs`` says where one of them may stand; what stands there in truth, ``items(near:)`` tells.
final class GramTable: Sendable {
    /// What one string leads to.
    struct Entry: BitwiseCopyable {
        /// Eight bytes of text at `offset` from the string must be `value` under `mask`.
        var mask: UInt64
        var value: UInt64
        /// The hooks that the string belongs to: so many of ``GramTable/hooks``, which have their fixed bytes and
        /// their distance from the string in common.
        var firstHook: Int32
        var hookCount: Int16
        /// From the hooks' anchor to the string.
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

    let pairs: PairTable
    /// Sorted by their string's bucket, which is the upper bits of its hash.
    private let items: FrozenBuffer<Item>
    /// Where each bucket begins, and the end of the last.
    private let begins: FrozenBuffer<UInt32>
    let entries: FrozenBuffer<Entry>
    let hooks: FrozenBuffer<Int32>
    private let shift: UInt32
    /// The most items of a bucket.
    let longest: Int
    /// One bit for each hash above ``markShift``: whether it is that of a string.
    let marks: FrozenBuffer<UInt64>
    let markShift: UInt32

    /// A table of the strings of some windows, each of which leads to the entry of the same number.
    init(_ windows: [GramWindow], entries: [Entry], hooks: [Int32]) {
        self.entries = FrozenBuffer(entries)
        self.hooks = FrozenBuffer(hooks)
        pairs = PairTable(windows)
        let count = windows.reduce(0) { $0 + $1.count }
        // About one string a bucket.
        var bits = 4
        while 1 << bits < count, bits < 24 { bits += 1 }
        let shift = UInt32(32 - bits)
        self.shift = shift
        // About 16 bits a string: few others are taken for one, and all of it stays in the nearest caches.
        let markShift = UInt32(32 - (bits + 4))
        self.markShift = markShift
        marks = unsafe FrozenBuffer(zeros: 1 << (bits + 4 - 6)) { marks in
            for window in windows {
                window.eachGram {
                    let hash = ($0 &* GramTable.multiplier) &>> markShift
                    unsafe marks[Int(hash &>> 6)] |= 1 &<< UInt64(hash & 63)
                }
            }
        }
        var most = 0
        begins = unsafe FrozenBuffer(zeros: 1 << bits + 1) { begins in
            for window in windows {
                window.eachGram { unsafe begins[Int(($0 &* GramTable.multiplier) &>> shift)] &+= 1 }
            }
            most = Int(unsafe begins[0])
            for bucket in 1...1 << bits {
                most = unsafe max(most, Int(begins[bucket]))
                unsafe begins[bucket] &+= begins[bucket - 1]
            }
        }
        longest = most
        let ends = unsafe UnsafeMutablePointer(mutating: begins.base)
        // Two more, since as many are read of each bucket.
        items = unsafe FrozenBuffer(zeros: count + 2) { items in
            for (entry, window) in windows.enumerated() {
                window.eachGram { gram in
                    // From each bucket's end down: what is left in the end is where it begins.
                    let bucket = Int((gram &* GramTable.multiplier) &>> shift)
                    unsafe ends[bucket] &-= 1
                    unsafe items[Int(ends[bucket])] = Item(gram: gram, entry: UInt32(entry))
                }
            }
        }
    }

    /// What ``write(to:)`` wrote.
    init(_ reader: inout ImageReader) {
        pairs = PairTable(&reader)
        entries = reader.buffer()
        items = reader.buffer()
        begins = reader.buffer()
        marks = reader.buffer()
        hooks = reader.buffer()
        longest = reader.number()
        shift = UInt32(reader.number() & 31)
        markShift = UInt32(reader.number() & 31)
    }

    func write(to writer: inout ImageWriter) {
        pairs.write(to: &writer)
        writer.write(entries)
        writer.write(items)
        writer.write(begins)
        writer.write(marks)
        writer.write(hooks)
        writer.write(longest)
        writer.write(Int(shift))
        writer.write(Int(markShift))
    }

    var isEmpty: Bool { entries.count == 0 }

    /// A place at which the string of an entry stands, with the bytes around it that the entry asks for.
    struct Hit: BitwiseCopyable {
        var place: UInt32
        var entry: UInt32
    }

    /// Writes what stands at `places[next..<count]` of `text`, as far as there is room, and gives its number.
    ///
    /// Few branches depend on the text: what is looked up at one place does not wait for another.
    @inline(__always)
    func hits(
        _ text: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, from next: inout Int, count: Int,
        into hits: UnsafeMutablePointer<Hit>, room: Int
    ) -> Int {
        let entries = unsafe self.entries.base
        let last = room - max(2, longest)
        var found = 0
        while next < count, found <= last {
            // So many at once that there is room for what they lead to, whatever it is.
            let most = max(1, min(GramTable.batch, (room - found) / max(2, longest)))
            let end = min(count, next &+ most)
            unsafe look(text, places + next, end &- next, into: hits, &found)
            next = end
        }
        var kept = 0
        for index in 0..<found {
            let hit = unsafe hits[index]
            let entry = unsafe entries + Int(hit.entry)
            let around = unsafe GramKernel.load(text, Int(hit.place) &+ Int(entry.pointee.offset))
            unsafe hits[kept] = hit
            kept &+= unsafe around & entry.pointee.mask == entry.pointee.value ? 1 : 0
        }
        return kept
    }
}

extension GramTable {
    /// So many places are looked at together.
    private static let batch = 64

    /// Writes the items whose string stands at one of `count` places, at most ``batch``.
    @inline(__always)
    private func look(
        _ text: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, _ count: Int,
        into hits: UnsafeMutablePointer<Hit>, _ found: inout Int
    ) {
        let (items, begins, shift) = unsafe (self.items.base, self.begins.base, self.shift)
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: GramTable.batch) { ranges in
            guard let ranges = ranges.baseAddress else { return }
            for index in 0..<count {
                let place = unsafe Int(places[index])
                let gram =
                    unsafe UnsafeRawPointer(text + place).loadUnaligned(as: UInt32.self) | 0x2020_2020
                let bucket = unsafe begins + Int((gram &* GramTable.multiplier) &>> shift)
                unsafe ranges[index] = UnsafeRawPointer(bucket).loadUnaligned(as: UInt64.self)
                unsafe sluice_prefetch(items + Int(bucket[0]))
            }
            for index in 0..<count {
                let place = unsafe places[index]
                let gram =
                    unsafe UnsafeRawPointer(text + Int(place)).loadUnaligned(as: UInt32.self) | 0x2020_2020
                let range = unsafe ranges[index]
                let (first, end) = (Int(range & 0xFFFF_FFFF), Int(range &>> 32))
                // Most buckets have no more than two, and the branch of a loop would be guessed wrong.
                let item = unsafe items[first]
                unsafe hits[found] = Hit(place: place, entry: item.entry)
                found &+= item.gram == gram && first < end ? 1 : 0
                let other = unsafe items[first &+ 1]
                unsafe hits[found] = Hit(place: place, entry: other.entry)
                found &+= other.gram == gram && first &+ 1 < end ? 1 : 0
                guard end &- first > 2 else { continue }
                for index in first &+ 2..<end {
                    let item = unsafe items[index]
                    unsafe hits[found] = Hit(place: place, entry: item.entry)
                    found &+= item.gram == gram ? 1 : 0
                }
            }
        }
    }
}

extension GramWindow {
    /// Calls `body` with each of the window's strings.
    @inline(__always)
    func eachGram(_ body: (UInt32) -> Void) {
        sets[0].forEach { a in
            sets[1].forEach { b in
                let front = UInt32(a) | UInt32(b) << 8
                sets[2].forEach { c in
                    let most = front | UInt32(c) << 16
                    sets[3].forEach { d in body(most | UInt32(d) << 24) }
                }
            }
        }
    }
}
