import Synchronization

/// The four-byte strings that the filter looks for, with bit 0x20 of every byte set.
///
/// ``pairs`` and ``marks`` say where one of them may stand; what it leads to, the cells tell.
final class GramTable: Sendable {
    /// What one string leads to: eight bytes of text at `offset` from the string must be `value` under `mask`.
    struct Entry {
        var mask: UInt64
        var value: UInt64
        /// The hooks that the string belongs to: so many from this one on, which have their fixed bytes and their
        /// distance from the string in common.
        var firstHook: Int32
        var hookCount: Int16
        /// From the hooks' anchor to the string.
        var distance: Int16
        /// From the string to the eight bytes that are compared.
        var offset: Int16
        /// Not 0 where the eight bytes tell all that the hooks say of their fixed bytes.
        var tellsAll: Int16
        /// Fills the record up to the next of them; see ``Flag``.
        let unused: Int32 = 0
    }

    static let multiplier: UInt32 = 0x9E37_79B1
    /// The tag of a cell to which more than one string or entry belongs.
    static let several: UInt8 = 255
    /// In a list, an entry's number stands below its string's tag.
    static let entryBits: UInt32 = 24

    private let pairSource: PairTable.Source
    private let knownPairs = AtomicLazyReference<PairTable>()
    let kinds: KindTables
    /// By cell, the upper bits of a string's hash: the string's tag, 0 where there is none, or ``several``.
    let tags: FrozenBuffer<UInt8>
    /// By cell: the one entry, or a place in ``lists``.
    let leads: FrozenBuffer<UInt32>
    /// How many entries a cell has, and then each with its string's tag.
    ///
    /// Other strings of the same cell and tag lead to
    /// the same entries.
    let lists: FrozenBuffer<UInt32>
    let shift: UInt32
    let entries: FrozenBuffer<Entry>
    let hooks: FrozenBuffer<Int32>
    /// The most entries of one cell.
    let longest: Int
    /// By hash: words in which each string has two bits.
    let marks: FrozenBuffer<UInt32>
    let markShift: UInt32
    let flanks: FlankTable

    /// A table of the strings of some windows, each of which leads to the entry of the same number and stands
    /// between the flanks of that number.
    init(
        _ windows: [GramWindow], flanks: [FlankTable.Flanks], entries: [Entry], hooks: [Int32]
    ) {
        self.entries = FrozenBuffer(entries)
        self.hooks = FrozenBuffer(hooks)
        pairSource = .windows(windows)
        kinds = KindTables(windows)
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
        self.flanks = FlankTable(windows, flanks, bits: bits)
        let cells = GramCells(windows, count: 1 << (bits + 1), shift: shift)
        tags = cells.tags
        leads = cells.leads
        lists = FrozenBuffer(cells.lists)
        longest = cells.longest
    }

    /// What ``write(to:)`` wrote.
    init(_ reader: inout ImageReader) {
        pairSource = PairTable.source(&reader)
        kinds = KindTables(&reader)
        entries = reader.buffer()
        tags = reader.buffer()
        leads = reader.sparse()
        lists = reader.buffer()
        marks = reader.buffer()
        flanks = FlankTable(&reader)
        hooks = reader.buffer()
        longest = reader.number()
        shift = UInt32(reader.number() & 31)
        markShift = UInt32(reader.number() & 31)
    }

    func write(to writer: inout ImageWriter) {
        pairs.write(to: &writer)
        kinds.write(to: &writer)
        writer.write(entries)
        writer.write(tags)
        writer.write(sparse: leads)
        writer.write(lists)
        writer.write(marks)
        flanks.write(to: &writer)
        writer.write(hooks)
        writer.write(longest)
        writer.write(Int(shift))
        writer.write(Int(markShift))
    }

    var isEmpty: Bool { entries.count == 0 }

    /// Made when first asked for.
    var pairs: PairTable {
        if let known = knownPairs.load() { return known }
        return knownPairs.storeIfNil(PairTable(pairSource))
    }

    /// Seven bits of a hash, and one more, that tell strings of one cell apart.
    @inline(__always)
    static func tag(_ hash: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: hash &>> 8 & 127 &+ 1) }
}

/// The strings of some windows by cells, as a table of them is filled.
private struct GramCells {
    let tags: FrozenBuffer<UInt8>
    let leads: FrozenBuffer<UInt32>
    let lists: [UInt32]
    let longest: Int

    init(_ windows: [GramWindow], count: Int, shift: UInt32) {
        var lists: [UInt32] = []
        var longest = 1
        var leads: FrozenBuffer<UInt32>?
        tags = unsafe FrozenBuffer(zeros: count) { tags in
            leads = unsafe FrozenBuffer(zeros: count) { leads in
                let more = unsafe GramCells.fill(tags, leads, with: windows, shift)
                var next = 0
                while next < more.count {
                    let cell = more[next].cell
                    let end = more[next...].firstIndex { $0.cell != cell } ?? more.count
                    let first = unsafe GramCells.item(leads[cell], tags[cell])
                    unsafe (tags[cell], leads[cell]) = (GramTable.several, UInt32(lists.count))
                    lists += [UInt32(end - next + 1), first]
                    for one in more[next..<end] { lists.append(one.item) }
                    longest = max(longest, end - next + 1)
                    next = end
                }
            }
        }
        self.leads = leads ?? FrozenBuffer([])
        self.lists = lists
        self.longest = longest
    }

    /// A string whose cell another has.
    private struct Further {
        var cell: Int
        var number: Int
        var item: UInt32
    }

    /// Gives each cell its first string, and the others of all cells, in the order of these.
    private static func fill(
        _ tags: UnsafeMutablePointer<UInt8>, _ leads: UnsafeMutablePointer<UInt32>,
        with windows: [GramWindow], _ shift: UInt32
    ) -> [Further] {
        var more: [Further] = []
        for (entry, window) in windows.enumerated() {
            window.eachGram { gram in
                let hash = gram &* GramTable.multiplier
                let cell = Int(hash &>> shift)
                let tag = GramTable.tag(hash)
                if unsafe tags[cell] == 0 {
                    unsafe (tags[cell], leads[cell]) = (tag, UInt32(entry))
                } else {
                    more.append(
                        Further(cell: cell, number: more.count, item: GramCells.item(UInt32(entry), tag)))
                }
            }
        }
        return more.sorted { ($0.cell, $0.number) < ($1.cell, $1.number) }
    }

    /// An entry's number below a tag.
    private static func item(_ entry: UInt32, _ tag: UInt8) -> UInt32 {
        entry | UInt32(tag) << GramTable.entryBits
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
