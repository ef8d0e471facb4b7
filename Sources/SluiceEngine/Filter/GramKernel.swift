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

    /// Writes the places of all eight-byte groups in which one of the four strings that begin at an even
    /// distance may be of the table, and gives their number.
    ///
    /// `from` and `to` are multiples of 8 apart; ten bytes from each group's place on are read.
    @inline(__always)
    private static func groups(
        _ text: UnsafePointer<UInt8>, from: Int, to: Int, slots: UnsafePointer<UInt8>, shift: UInt32,
        into out: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var count = 0
        var place = from
        // Two groups a turn; the second one may lie behind `to`, where it is not counted.
        while place < to {
            let first = unsafe seen(text + place, slots, shift)
            let second = unsafe seen(text + (place &+ 8), slots, shift)
            unsafe out[count] = UInt32(truncatingIfNeeded: place)
            count &+= first == 0 ? 0 : 1
            unsafe out[count] = UInt32(truncatingIfNeeded: place &+ 8)
            count &+= second == 0 || place &+ 8 >= to ? 0 : 1
            place &+= 16
        }
        return count
    }

    /// What the table says of the four strings that begin at 0, 2, 4 and 6: 0 where it knows none of them.
    @inline(__always)
    private static func seen(
        _ text: UnsafePointer<UInt8>, _ slots: UnsafePointer<UInt8>, _ shift: UInt32
    ) -> UInt8 {
        let low = unsafe load(text, 0) | caseBits
        let high = unsafe UnsafeRawPointer(text + 6).loadUnaligned(as: UInt32.self) | 0x2020_2020
        let a = UInt32(truncatingIfNeeded: low) &* GramTable.multiplier
        let b = UInt32(truncatingIfNeeded: low &>> 16) &* GramTable.multiplier
        let c = UInt32(truncatingIfNeeded: low &>> 32) &* GramTable.multiplier
        let d = high &* GramTable.multiplier
        return unsafe slots[Int(a &>> shift)] | slots[Int(b &>> shift)] | slots[Int(c &>> shift)]
            | slots[Int(d &>> shift)]
    }

    /// Writes the places in the groups at which a string's fingerprint is that of the table.
    @inline(__always)
    private static func places(
        _ text: UnsafePointer<UInt8>, groups: UnsafePointer<UInt32>, count: Int, slots: UnsafePointer<UInt8>,
        shift: UInt32, into out: UnsafeMutablePointer<UInt32>
    ) -> Int {
        var found = 0
        for index in 0..<count {
            let place = unsafe groups[index]
            let low = unsafe load(text, Int(place)) | caseBits
            let high = unsafe load(text, Int(place) + 6) | caseBits
            for step in 0..<4 {
                let gram = UInt32(truncatingIfNeeded: step == 3 ? high : low &>> UInt64(step * 16))
                let hash = gram &* GramTable.multiplier
                let slot = unsafe slots[Int(hash &>> shift)]
                unsafe out[found] = place &+ UInt32(step * 2)
                let isSame = slot == GramTable.fingerprint(hash) ? 1 : 0
                found &+= isSame | (slot == 255 ? 1 : 0)
            }
        }
        return found
    }

    /// Writes every even place of `from..<to` at which a string of the table may stand, and gives their number.
    ///
    /// The shift is a constant in each branch: kept in a variable it costs a fifth of the speed.
    static func scan(
        _ text: UnsafePointer<UInt8>, from: Int, to: Int, table: GramTable, kernel: Kernel,
        groups out: UnsafeMutablePointer<UInt32>, places: UnsafeMutablePointer<UInt32>
    ) -> Int {
        let slots = unsafe table.slots.base
        if kernel == .avx512 && table.pairs.areRare {
            return unsafe sluice_gram_places_avx512(
                text, from, to, table.pairs.tables.base, table.pairs.haveNonASCII ? 1 : 0,
                table.fewSlots.base,
                UInt32(32 - GramTable.fewBits), out, places)
        }
        switch table.bits {
        case 15:
            let count = unsafe groups(text, from: from, to: to, slots: slots, shift: 17, into: out)
            return unsafe self.places(text, groups: out, count: count, slots: slots, shift: 17, into: places)
        case 17:
            let count = unsafe groups(text, from: from, to: to, slots: slots, shift: 15, into: out)
            return unsafe self.places(text, groups: out, count: count, slots: slots, shift: 15, into: places)
        default:
            let count = unsafe groups(text, from: from, to: to, slots: slots, shift: 13, into: out)
            return unsafe self.places(text, groups: out, count: count, slots: slots, shift: 13, into: places)
        }
    }
}
