/// What each byte of a charset with one byte a character stands for.
final class SingleByteTable: Sendable {
    /// For each byte its UTF-8 form, first byte lowest, its length above it, and ``undefined``.
    private let entries: [UInt32]
    /// Whether ASCII bytes stand for themselves.
    let isASCII: Bool

    private static let undefined: UInt32 = 1 << 31

    /// Creates a table of 256 code points; nil stands for a byte without meaning.
    ///
    /// Gives nil where a code point lies beyond the basic plane, which no such charset needs.
    init?(_ scalars: [UInt32?]) {
        guard scalars.count == 256, scalars.allSatisfy({ ($0 ?? 0) < 0x1_0000 }) else { return nil }
        entries = scalars.map(SingleByteTable.entry)
        isASCII = (0x20..<0x7F).allSatisfy { scalars[$0] == UInt32($0) } && scalars[10] == 10
    }

    /// Latin-1 with other characters at some places.
    init(latinWith changes: [Int: UInt32]) {
        entries = (0..<256).map { SingleByteTable.entry(changes[$0] ?? UInt32($0)) }
        isASCII = true
    }

    private static func entry(_ scalar: UInt32?) -> UInt32 {
        var bytes: [4 of UInt8] = [0, 0, 0, 0]
        var span = bytes.mutableSpan
        let length = unsafe span.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe UTF8Form.write(scalar ?? 0xFFFD, to: $0) } ?? 0
        }
        let form = UInt32(bytes[0]) | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) << 16
        return form | UInt32(length) << 24 | (scalar == nil ? undefined : 0)
    }

    /// Appends the text of `count` bytes; gives how many of them have no meaning.
    func decode(_ base: UnsafePointer<UInt8>, _ count: Int, into output: inout ByteBuffer) -> Int {
        var faults = 0
        var start = 0
        while start < count {
            let length = min(count - start, 1 << 14)
            let target = unsafe output.room(for: 3 * length + 8)
            let written = unsafe decode(base + start, length, to: target, &faults)
            output.commit(written)
            start += length
        }
        return faults
    }

    @inline(__always)
    private func decode(
        _ base: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>,
        _ faults: inout Int
    ) -> Int {
        let source = unsafe UnsafeRawPointer(base)
        let raw = UnsafeMutableRawPointer(target)
        var read = 0
        var written = 0
        unsafe entries.withUnsafeBufferPointer { entries in
            while read < count {
                if isASCII {
                    while count &- read >= 8 {
                        let word = unsafe (source + read).loadUnaligned(as: UInt64.self)
                        if word & 0x8080_8080_8080_8080 != 0 { break }
                        unsafe (raw + written).storeBytes(of: word, as: UInt64.self)
                        read &+= 8
                        written &+= 8
                    }
                }
                // Behind a byte beyond ASCII the rest of its word goes byte by byte.
                let stop = min(count, read &+ 8)
                while read < stop {
                    let entry = unsafe entries[Int(base[read])]
                    unsafe (raw + written).storeBytes(of: entry.littleEndian, as: UInt32.self)
                    written &+= Int(entry &>> 24 & 3)
                    faults &+= Int(entry &>> 31)
                    read &+= 1
                }
            }
        }
        return written
    }

    static let latin1 = SingleByteTable(latinWith: [:])

    /// ISO-8859-15: eight characters differ from Latin-1.
    static let latin9 = SingleByteTable(latinWith: [
        0xA4: 0x20AC, 0xA6: 0x160, 0xA8: 0x161, 0xB4: 0x17D, 0xB8: 0x17E, 0xBC: 0x152, 0xBD: 0x153,
        0xBE: 0x178,
    ])

    /// Windows-1252, its five undefined bytes as controls, as the WHATWG Encoding Standard has them.
    static let windows1252 = SingleByteTable(latinWith: [
        0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020, 0x87: 0x2021,
        0x88: 0x2C6, 0x89: 0x2030, 0x8A: 0x160, 0x8B: 0x2039, 0x8C: 0x152, 0x8E: 0x17D, 0x91: 0x2018,
        0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x98: 0x2DC,
        0x99: 0x2122, 0x9A: 0x161, 0x9B: 0x203A, 0x9C: 0x153, 0x9E: 0x17E, 0x9F: 0x178,
    ])
}
