import CScanKernels

/// The four-byte strings that the filter looks for, with bit 0x20 of every byte set.
///
/// ``pairs`` and ``marks`` say where one of them may stand; what it leads to, the cells tell.
final class GramTable: Sendable {
    /// What one string leads to.
    typealias Entry = sluice_gram_entry
    /// A place at which the string of an entry stands, with the bytes around it that the entry asks for.
    typealias Hit = sluice_gram_hit

    static let multiplier: UInt32 = 0x9E37_79B1

    let pairs: PairTable
    /// Which string and entry each cell leads to: `sluice_gram_cells`.
    private let tags: FrozenBuffer<UInt8>
    private let leads: FrozenBuffer<UInt32>
    private let lists: FrozenBuffer<UInt32>
    private let shift: UInt32
    let entries: FrozenBuffer<Entry>
    let hooks: FrozenBuffer<Int32>
    /// The most entries of one cell.
    let longest: Int
    /// By hash: words in which each string has two bits.
    let marks: FrozenBuffer<UInt32>
    let markShift: UInt32

    /// A table of the strings of some windows, each of which leads to the entry of the same number.
    init(_ windows: [GramWindow], entries: [Entry], hooks: [Int32]) {
        self.entries = FrozenBuffer(entries)
        self.hooks = FrozenBuffer(hooks)
        pairs = PairTable(windows)
        let count = windows.reduce(0) { $0 + $1.count }
        var bits = 4
        while 1 << bits < count, bits < 22 { bits += 1 }
        // Two to four hashes for each string.
        let shift = UInt32(31 - bits)
        self.shift = shift
        // About 16 bits for each string: few others have both of their marks, and all stay in the nearest caches.
        let markShift = UInt32(33 - bits)
        self.markShift = markShift
        marks = unsafe FrozenBuffer(zeros: 1 << (bits - 1)) { marks in
            for window in windows {
                window.eachGram { gram in
                    let hash = gram &* GramTable.multiplier
                    unsafe marks[Int(hash &>> markShift)] |=
                        1 &<< (hash &>> 12 & 31) | 1 &<< (hash &>> 7 & 31)
                }
            }
        }
        let cells = GramCells(windows, count: 1 << (bits + 1), shift: shift)
        tags = FrozenBuffer(cells.tags)
        leads = FrozenBuffer(cells.leads)
        lists = FrozenBuffer(cells.lists)
        longest = cells.longest
    }

    /// What ``write(to:)`` wrote.
    init(_ reader: inout ImageReader) {
        pairs = PairTable(&reader)
        entries = reader.buffer()
        tags = reader.buffer()
        leads = reader.sparse()
        lists = reader.buffer()
        marks = reader.buffer()
        hooks = reader.buffer()
        longest = reader.number()
        shift = UInt32(reader.number() & 31)
        markShift = UInt32(reader.number() & 31)
    }

    func write(to writer: inout ImageWriter) {
        pairs.write(to: &writer)
        writer.write(entries)
        writer.write(tags)
        writer.write(sparse: leads)
        writer.write(lists)
        writer.write(marks)
        writer.write(hooks)
        writer.write(longest)
        writer.write(Int(shift))
        writer.write(Int(markShift))
    }

    var isEmpty: Bool { entries.count == 0 }

    /// Writes what stands at `places[next..<count]` of `text`, as far as there is room, and gives its number.
    @inline(__always)
    func hits(
        _ text: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, from next: inout Int, count: Int,
        into hits: UnsafeMutablePointer<Hit>, room: Int
    ) -> Int {
        let cells = unsafe sluice_gram_cells(
            tags: tags.base, leads: leads.base, lists: lists.base, entries: entries.base, shift: shift,
            longest: longest)
        return unsafe sluice_gram_hits(text, places, count, &next, cells, hits, room)
    }
}

/// The strings of some windows by cells, as a table of them is filled.
private struct GramCells {
    var tags: [UInt8]
    var leads: [UInt32]
    var lists: [UInt32] = []
    var longest = 1

    init(_ windows: [GramWindow], count: Int, shift: UInt32) {
        tags = Array(repeating: 0, count: count)
        leads = Array(repeating: 0, count: count)
        var more: [Int: [UInt32]] = [:]
        for (entry, window) in windows.enumerated() {
            window.eachGram { gram in
                let hash = gram &* GramTable.multiplier
                let cell = Int(hash &>> shift)
                let tag = UInt8(truncatingIfNeeded: hash &>> 8 & 127 &+ 1)
                let item = UInt32(entry) | UInt32(tag) << UInt32(SLUICE_ENTRY_BITS)
                if tags[cell] == 0 {
                    (tags[cell], leads[cell]) = (tag, UInt32(entry))
                } else {
                    let first = leads[cell] | UInt32(tags[cell]) << UInt32(SLUICE_ENTRY_BITS)
                    more[cell, default: [first]].append(item)
                }
            }
        }
        for (cell, items) in more.sorted(by: { $0.key < $1.key }) {
            tags[cell] = UInt8(SLUICE_SEVERAL)
            leads[cell] = UInt32(lists.count)
            lists += [UInt32(items.count)] + items
            longest = max(longest, items.count)
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
