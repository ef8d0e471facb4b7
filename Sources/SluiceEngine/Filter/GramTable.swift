/// The four-byte strings that the filter looks for, with bit 0x20 of every byte set.
///
/// ``pairs`` says where one of them may stand; what stands there in truth, ``items(near:)`` tells.
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

    let pairs: PairTable
    /// Sorted by their string's bucket, which is the upper bits of its hash.
    private let items: FrozenBuffer<Item>
    /// Where each bucket begins, and the end of the last.
    private let begins: FrozenBuffer<UInt32>
    private let entries: FrozenBuffer<Entry>
    private let shift: UInt32
    /// One bit for each hash above ``markShift``: whether it is that of a string.
    let marks: FrozenBuffer<UInt64>
    let markShift: UInt32

    /// A table of the strings of some windows, each of which leads to the entry of the same number.
    init(_ windows: [GramWindow], entries: [Entry]) {
        self.entries = FrozenBuffer(entries)
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
        begins = unsafe FrozenBuffer(zeros: 1 << bits + 1) { begins in
            for window in windows {
                window.eachGram { unsafe begins[Int(($0 &* GramTable.multiplier) &>> shift)] &+= 1 }
            }
            for bucket in 1...1 << bits { unsafe begins[bucket] &+= begins[bucket - 1] }
        }
        let ends = unsafe UnsafeMutablePointer(mutating: begins.base)
        items = unsafe FrozenBuffer(zeros: count) { items in
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
        shift = UInt32(reader.number() & 31)
        markShift = UInt32(reader.number() & 31)
    }

    func write(to writer: inout ImageWriter) {
        pairs.write(to: &writer)
        writer.write(entries)
        writer.write(items)
        writer.write(begins)
        writer.write(marks)
        writer.write(Int(shift))
        writer.write(Int(markShift))
    }

    var isEmpty: Bool { entries.count == 0 }

    /// The items of all strings of a bucket, among which those of `gram` stand.
    @inline(__always)
    func items(near gram: UInt32) -> UnsafeBufferPointer<Item> {
        let bucket = Int((gram &* GramTable.multiplier) &>> shift)
        let first = unsafe Int(begins.base[bucket])
        return unsafe UnsafeBufferPointer(
            start: items.base + first, count: Int(begins.base[bucket + 1]) &- first)
    }

    @inline(__always)
    func entry(_ item: Item) -> Entry { unsafe entries.base[Int(item.entry)] }
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
