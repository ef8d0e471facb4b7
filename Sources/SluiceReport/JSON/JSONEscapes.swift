import SluiceModel

extension GrowingBytes {
    /// So many bytes are escaped at a time, so that no more room is made than that may take.
    private static let stretch = 1024
    /// What the longest escape takes.
    private static let longest = 6

    /// Appends a text as a string of JSON holds it.
    mutating func append(escaped text: UnsafeBufferPointer<UInt8>) {
        guard let source = text.baseAddress else { return }
        var start = 0
        while start < text.count {
            let count = min(GrowingBytes.stretch, text.count - start)
            let piece = unsafe UnsafeRawBufferPointer(start: source + start, count: count)
            append(atMost: GrowingBytes.longest * count + 8) { unsafe GrowingBytes.escape(piece, into: $0) }
            start += count
        }
    }

    /// Escapes what stands behind the first `start` bytes.
    mutating func escape(from start: Int) {
        let isPlain = withBytes { bytes in
            unsafe !bytes[start...].contains { GrowingBytes.needsEscape($0) }
        }
        guard !isPlain else { return }
        let text = withBytes { unsafe Array($0[start...]) }
        truncate(to: start)
        unsafe text.withUnsafeBufferPointer { unsafe append(escaped: $0) }
    }

    /// Copies eight bytes at a time where none of them needs an escape.
    private static func escape(
        _ text: UnsafeRawBufferPointer, into target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let room = UnsafeMutableRawPointer(target)
        var place = 0
        var written = 0
        while place < text.count {
            if place + 8 <= text.count {
                let word = unsafe text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                if isPlain(word) {
                    unsafe room.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
                    place += 8
                    written += 8
                    continue
                }
            }
            let end = min(place + 8, text.count)
            while place < end {
                let byte = unsafe text[place]
                if needsEscape(byte) {
                    written += unsafe escape(byte, into: target + written)
                } else {
                    unsafe target[written] = byte
                    written += 1
                }
                place += 1
            }
        }
        return written
    }

    /// Whether none of eight bytes needs an escape; it may say no of some that do not.
    @inline(__always)
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        func below(_ limit: UInt64, _ word: UInt64) -> UInt64 { (word &- ones &* limit) & ~word }
        let found =
            below(0x20, word) | below(1, word ^ ones &* 0x22) | below(1, word ^ ones &* 0x5C)
            | below(1, word ^ ones &* 0x7F)
        return found & (ones << 7) == 0
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
    }

    private static func escape(_ byte: UInt8, into target: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe target[0] = 0x5C
        switch byte {
        case 0x22, 0x5C: unsafe target[1] = byte
        case 0x0A: unsafe target[1] = 0x6E
        case 0x0D: unsafe target[1] = 0x72
        case 0x09: unsafe target[1] = 0x74
        default:
            for (index, digit) in [0x75, 0x30, 0x30, hexadecimal(byte >> 4), hexadecimal(byte & 15)]
                .enumerated()
            {
                unsafe target[1 + index] = digit
            }
            return 6
        }
        return 2
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
}
