/// Decodes UTF-8 with other bytes in it, reading those as Windows-1252.
enum UTF8Repair {
    static func decode(
        _ base: UnsafePointer<UInt8>, _ count: Int, atEnd: Bool, into output: inout ByteBuffer,
        strays: inout Int
    ) -> Int {
        var place = 0
        while place < count {
            let valid = unsafe UTF8Check(base + place, count - place).validCount
            unsafe output.append(base + place, count: valid)
            place += valid
            guard place < count else { break }
            if !atEnd, unsafe UTF8Check.isCutOff(base + place, count - place) { return place }
            _ = unsafe SingleByteTable.windows1252.decode(base + place, 1, into: &output)
            strays += 1
            place += 1
        }
        return place
    }
}

/// Decodes UTF-16 and UTF-32.
enum WideUnits {
    /// Gives how many bytes were read; half a pair of surrogates at the end waits for the other half.
    static func decode16(
        _ base: UnsafePointer<UInt8>, _ count: Int, isBigEndian: Bool, atEnd: Bool,
        into output: inout ByteBuffer, faults: inout Int
    ) -> Int {
        let raw = unsafe UnsafeRawPointer(base)
        var read = 0
        while count - read >= 2 {
            let stop = min(count, read + (1 << 14))
            var target = unsafe output.room(for: 3 * (stop - read) / 2 + 16)
            let first = unsafe target
            let before = read
            while stop &- read >= 2 {
                while stop &- read >= 8 {
                    let loaded = unsafe (raw + read).loadUnaligned(as: UInt64.self)
                    let word = isBigEndian ? UInt64(bigEndian: loaded) : UInt64(littleEndian: loaded)
                    if word & 0xFF80_FF80_FF80_FF80 != 0 { break }
                    let packed = (word | word &>> 8) & 0x0000_FFFF_0000_FFFF
                    let four = UInt32(truncatingIfNeeded: packed | packed &>> 16)
                    unsafe UnsafeMutableRawPointer(target).storeBytes(
                        of: isBigEndian ? four.bigEndian : four.littleEndian, as: UInt32.self)
                    unsafe target += 4
                    read &+= 8
                }
                guard stop &- read >= 2 else { break }
                var value = unsafe UInt32(unit(raw + read, isBigEndian))
                var used = 2
                if value &- 0xD800 < 0x800 {
                    if value < 0xDC00, count &- read < 4, !atEnd { break }
                    let next = unsafe count &- read >= 4 ? UInt32(unit(raw + read + 2, isBigEndian)) : 0
                    if value < 0xDC00, next &- 0xDC00 < 0x400 {
                        value = 0x1_0000 + (value - 0xD800) << 10 + (next - 0xDC00)
                        used = 4
                    } else {
                        value = 0xFFFD
                        faults += 2
                    }
                }
                unsafe target += UTF8Form.write(value, to: target)
                read &+= used
            }
            output.commit(unsafe target - first)
            if read == before { break }
        }
        return read
    }

    @inline(__always)
    private static func unit(_ raw: UnsafeRawPointer, _ isBigEndian: Bool) -> UInt16 {
        let loaded = unsafe raw.loadUnaligned(as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: loaded) : UInt16(littleEndian: loaded)
    }

    static func decode32(
        _ base: UnsafePointer<UInt8>, _ count: Int, isBigEndian: Bool, atEnd: Bool,
        into output: inout ByteBuffer, faults: inout Int
    ) -> Int {
        var read = 0
        while count - read >= 4 {
            let loaded = unsafe UnsafeRawPointer(base + read).loadUnaligned(as: UInt32.self)
            let value = isBigEndian ? UInt32(bigEndian: loaded) : UInt32(littleEndian: loaded)
            if value > 0x10_FFFF || value &- 0xD800 < 0x800 { faults += 4 }
            output.append(scalar: value)
            read += 4
        }
        return read
    }
}
