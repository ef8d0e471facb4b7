import CScanKernels

/// The pass over the text that finds where a string of a ``GramTable`` may stand.
///
/// Strings are looked up at every second place: a hook has one set of strings for even and one for odd
/// distances. Every occurrence lies at an even place in one of them.
enum GramKernel {
    static let caseBits: UInt64 = 0x2020_2020_2020_2020

    @inline(__always)
    static func load(_ text: UnsafePointer<UInt8>, _ place: Int) -> UInt64 {
        unsafe UnsafeRawPointer(text + place).loadUnaligned(as: UInt64.self)
    }

    /// Writes every even place of `from..<to` at which a string of the table may stand, and gives their number.
    ///
    /// `from` and `to` are multiples of 8 apart.
    static func scan(
        _ text: UnsafePointer<UInt8>, from: Int, to: Int, table: GramTable, kernel: Kernel,
        groups out: UnsafeMutablePointer<UInt32>, places: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var count = 0
        if kernel == .avx2 {
            return unsafe sluice_gram_places_avx2(
                text, from, to, table.marks.base, table.markShift, places)
        } else if kernel == .avx512 && !table.kinds.areRare {
            return unsafe sluice_gram_places_avx512(
                text, from, to, table.marks.base, table.markShift, places)
        } else if kernel == .avx512 {
            count = unsafe sluice_kind_places_avx512(text, from, to, table.kinds.tables.base, places)
        } else if let narrow = table.pairs.narrow {
            count = unsafe groups(text, from: from, to: to, narrow.base, into: out)
            count = unsafe self.places(text, groups: out, count: count, narrow.base, into: places)
        } else if let wide = table.pairs.wide {
            count = unsafe groups(text, from: from, to: to, wide.base, into: out)
            count = unsafe self.places(text, groups: out, count: count, wide.base, into: places)
        }
        return unsafe table.marked(text, places, count)
    }

    /// Writes the places of all groups of sixteen bytes in which a string may begin at an even distance, and gives
    /// their number.
    ///
    /// Eighteen bytes from each group's place on are read.
    @inline(__always)
    private static func groups<Entry: FixedWidthInteger>(
        _ text: UnsafePointer<UInt8>, from: Int, to: Int, _ pairs: UnsafePointer<Entry>,
        into out: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var count = 0
        var place = from
        // 64 bytes a turn, written out: as a loop it takes half as long again. The last turn may go on behind `to`;
        // what it sees there is not counted.
        while place < to {
            unsafe sluice_prefetch(text + (place &+ 2048))
            var first = unsafe pairs[pair(text + place)]
            unsafe group(text, place, pairs, &first, out, &count)
            unsafe group(text, place &+ 16, pairs, &first, out, &count)
            unsafe group(text, place &+ 32, pairs, &first, out, &count)
            unsafe group(text, place &+ 48, pairs, &first, out, &count)
            place &+= 64
        }
        while count > 0, unsafe Int(out[count - 1]) >= to { count &-= 1 }
        return count
    }

    /// One group; `first` is what the table says of its first pair, and then of the next group's.
    @inline(__always)
    private static func group<Entry: FixedWidthInteger>(
        _ text: UnsafePointer<UInt8>, _ place: Int, _ pairs: UnsafePointer<Entry>, _ first: inout Entry,
        _ out: UnsafeMutablePointer<UInt32>, _ count: inout Int
    ) {
        let half = Entry(Entry.bitWidth / 2)
        let low = unsafe load(text, place) | caseBits
        let high = unsafe load(text, place &+ 8) | caseBits
        let a = first
        let b = unsafe pairs[Int(low &>> 16 & 0xFFFF)]
        let c = unsafe pairs[Int(low &>> 32 & 0xFFFF)]
        let d = unsafe pairs[Int(low &>> 48)]
        let e = unsafe pairs[Int(high & 0xFFFF)]
        let f = unsafe pairs[Int(high &>> 16 & 0xFFFF)]
        let g = unsafe pairs[Int(high &>> 32 & 0xFFFF)]
        let h = unsafe pairs[Int(high &>> 48)]
        first = unsafe pairs[pair(text + (place &+ 16))]
        let left = (a & b &>> half | b & c &>> half) | (c & d &>> half | d & e &>> half)
        let right = (e & f &>> half | f & g &>> half) | (g & h &>> half | h & first &>> half)
        unsafe out[count] = UInt32(truncatingIfNeeded: place)
        count &+= left | right == 0 ? 0 : 1
    }

    @inline(__always)
    private static func pair(_ text: UnsafePointer<UInt8>) -> Int {
        Int(unsafe UnsafeRawPointer(text).loadUnaligned(as: UInt16.self) | 0x2020)
    }

    /// Writes the places in the groups at which a string may begin.
    @inline(__always)
    private static func places<Entry: FixedWidthInteger>(
        _ text: UnsafePointer<UInt8>, groups: UnsafePointer<UInt32>, count: Int,
        _ pairs: UnsafePointer<Entry>, into out: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var found = 0
        // Written out as in the pass before, since a loop of eight turns costs a mispredicted branch each time.
        for index in 0..<count {
            let place = unsafe Int(groups[index])
            let low = unsafe load(text, place) | caseBits
            let high = unsafe load(text, place &+ 8) | caseBits
            let c = unsafe pairs[Int(low &>> 32 & 0xFFFF)]
            let e = unsafe pairs[Int(high & 0xFFFF)]
            let g = unsafe pairs[Int(high &>> 32 & 0xFFFF)]
            let b = unsafe pairs[Int(low &>> 16 & 0xFFFF)]
            let d = unsafe pairs[Int(low &>> 48)]
            let f = unsafe pairs[Int(high &>> 16 & 0xFFFF)]
            let h = unsafe pairs[Int(high &>> 48)]
            unsafe keep(place, pairs[Int(low & 0xFFFF)], b, out, &found)
            unsafe keep(place &+ 2, b, c, out, &found)
            unsafe keep(place &+ 4, c, d, out, &found)
            unsafe keep(place &+ 6, d, e, out, &found)
            unsafe keep(place &+ 8, e, f, out, &found)
            unsafe keep(place &+ 10, f, g, out, &found)
            unsafe keep(place &+ 12, g, h, out, &found)
            unsafe keep(place &+ 14, h, pairs[pair(text + (place &+ 16))], out, &found)
        }
        return found
    }

    @inline(__always)
    private static func keep<Entry: FixedWidthInteger>(
        _ place: Int, _ front: Entry, _ back: Entry, _ out: UnsafeMutablePointer<UInt32>, _ found: inout Int
    ) {
        unsafe out[found] = UInt32(truncatingIfNeeded: place)
        found &+= front & back &>> Entry(Entry.bitWidth / 2) == 0 ? 0 : 1
    }
}
