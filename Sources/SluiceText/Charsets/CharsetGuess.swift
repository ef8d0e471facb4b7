/// What bytes themselves say about their charset.
enum CharsetGuess {
    /// How many bytes are looked at.
    static let sample = 16 << 10

    /// The charset that a byte order mark names, and the mark's length.
    static func mark(_ bytes: Span<UInt8>) -> (charset: Charset, length: Int)? {
        let count = bytes.count
        guard count >= 2 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0xFF, 0xFE):
            if count >= 4, bytes[2] == 0, bytes[3] == 0 { return (.utf32LittleEndian, 4) }
            return (.utf16LittleEndian, 2)
        case (0xFE, 0xFF): return (.utf16BigEndian, 2)
        case (0xEF, 0xBB): return count >= 3 && bytes[2] == 0xBF ? (.utf8, 3) : nil
        case (0, 0): return count >= 4 && bytes[2] == 0xFE && bytes[3] == 0xFF ? (.utf32BigEndian, 4) : nil
        default: return nil
        }
    }

    /// UTF-16 or UTF-32 without a mark, told by where zero bytes stand; nil where the bytes look like neither.
    static func wide(_ bytes: Span<UInt8>) -> Charset? {
        let count = min(bytes.count, sample) & ~3
        guard count >= 4 else { return wideRemnant(bytes) }
        let zeros = zeros(bytes, count)
        let quads = count / 4
        if zeros[3] == quads, zeros[2] * 20 >= quads * 17, zeros[0] * 10 < quads { return .utf32LittleEndian }
        if zeros[0] == quads, zeros[1] * 20 >= quads * 17, zeros[3] * 10 < quads { return .utf32BigEndian }
        let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
        let pairs = quads * 2
        let isLittle = odd * 16 >= pairs && even * 20 < max(odd, 20)
        let isBig = even * 16 >= pairs && odd * 20 < max(even, 20)
        guard isLittle || isBig else { return nil }
        // A text in ASCII with a zero byte gone astray is no UTF-16: there half of the bytes would be zero.
        if isMostlyASCII(bytes.extracting(0..<count)), max(even, odd) * 10 < pairs * 4 { return nil }
        // Text of any script has spaces, digits and line ends, whose upper byte is zero, and no zero characters.
        let bad = badUnits(bytes, count)
        if isLittle, bad.little * 50 <= pairs { return .utf16LittleEndian }
        if isBig, bad.big * 50 <= pairs { return .utf16BigEndian }
        return nil
    }

    /// How many zero bytes stand at each of the four places of a unit of four bytes.
    private static func zeros(_ bytes: Span<UInt8>, _ count: Int) -> [4 of Int] {
        var zeros: [4 of Int] = [0, 0, 0, 0]
        precondition(count <= bytes.count)
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            var place = 0
            while place < count {
                // A byte of the sum holds at most 255. The loop is so plain that the compiler makes vectors of it.
                let units = min((count - place) / 4, 255)
                var others: UInt32 = 0
                for unit in 0..<units {
                    let word = unsafe (base + (place &+ unit &* 4)).loadUnaligned(as: UInt32.self)
                        .littleEndian
                    let low = (word & 0x7F7F_7F7F) &+ 0x7F7F_7F7F
                    others &+= ((low | word) &>> 7) & 0x0101_0101
                }
                for index in 0..<4 { zeros[index] += units - Int(others >> UInt32(index * 8) & 0xFF) }
                place += units * 4
            }
        }
        return zeros
    }

    /// How many units of UTF-16 in either order are of no use in a text.
    private static func badUnits(_ bytes: Span<UInt8>, _ count: Int) -> (little: Int, big: Int) {
        var bad: (little: Int, big: Int) = (0, 0)
        for unit in stride(from: 0, to: count, by: 2) {
            if isBad(bytes[unit + 1], bytes[unit]) { bad.little += 1 }
            if isBad(bytes[unit], bytes[unit + 1]) { bad.big += 1 }
        }
        return bad
    }

    private static func isMostlyASCII(_ bytes: Span<UInt8>) -> Bool {
        var printable = 0
        var zeros = 0
        for index in bytes.indices {
            if bytes[index] == 0 { zeros += 1 }
            if (0x20..<0x7F).contains(bytes[index]) || (0x09...0x0D).contains(bytes[index]) { printable += 1 }
        }
        return printable * 10 > (bytes.count - zeros) * 7
    }

    /// One or two characters: a zero byte beside a printable one.
    private static func wideRemnant(_ bytes: Span<UInt8>) -> Charset? {
        guard bytes.count >= 2 else { return nil }
        if bytes[1] == 0, bytes[0] >= 0x20, bytes[0] < 0x7F { return .utf16LittleEndian }
        if bytes[0] == 0, bytes[1] >= 0x20, bytes[1] < 0x7F { return .utf16BigEndian }
        return nil
    }

    /// Whether a UTF-16 unit is a control character, or of no use in a text.
    private static func isBad(_ high: UInt8, _ low: UInt8) -> Bool {
        if high == 0 { return low < 0x20 && !(0x09...0x0D).contains(low) && low != 0x1B }
        return high == 0xFF && low >= 0xFE
    }

    /// Whether bytes hold one of the sequences with which ISO-2022-JP leaves ASCII.
    static func hasJapaneseShift(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] == 0x1B && index + 2 < bytes.count {
            let (next, last) = (bytes[index + 1], bytes[index + 2])
            if next == 0x24, last == 0x40 || last == 0x42 { return true }
        }
        return false
    }

    /// The likeliest charsets of bytes that are not UTF-8 and have no label, the best first.
    static func eightBit(_ bytes: Span<UInt8>) -> [Charset] {
        var looks = EightBitLooks()
        looks.look(at: bytes.extracting(first: sample))
        if let found = looks.verdict { return found }
        // The few bytes beyond ASCII may stand far behind the beginning.
        guard looks.high == 0, bytes.count > sample else { return [.windows1252] }
        var start = sample
        while start < bytes.count, bytes[start] < 0x80 { start += 1 }
        let first = max(0, start - 64)
        looks.look(at: bytes.extracting(first..<min(bytes.count, first + sample)))
        return looks.verdict ?? [.windows1252]
    }
}

/// Counts by which charsets of one byte a character are told apart.
struct EightBitLooks {
    /// Bytes above 0x7F, and those of them that have another before them.
    private(set) var high = 0
    private var pairs = 0
    private var letters = 0
    /// Between two small letters: bytes that are umlauts in the charsets of DOS and of old Macintoshes.
    private var dos = 0
    private var mac = 0
    /// 0xC0–0xDF and 0xE0–0xFF: KOI8-R has its small letters in the first, Windows-1251 in the second.
    private var lower = 0
    private var upper = 0

    mutating func look(at bytes: Span<UInt8>) {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x80 {
                if (byte | 0x20) &- 0x61 < 26 { letters += 1 }
                continue
            }
            high += 1
            if index > 0, bytes[index - 1] >= 0x80 { pairs += 1 }
            if byte >= 0xE0 { upper += 1 } else if byte >= 0xC0 { lower += 1 }
            guard byte < 0xA0, index > 0, index + 1 < bytes.count else { continue }
            guard bytes[index - 1] &- 0x61 < 26, bytes[index + 1] &- 0x61 < 26 else { continue }
            switch byte {
            case 0x81, 0x84, 0x94: dos += 1
            case 0x8A, 0x9F: mac += 1
            default: break
            }
        }
    }

    /// Nil where Windows-1252 is as good as any other.
    var verdict: [Charset]? {
        if high > letters, pairs * 2 > high { return otherScript }
        if dos > 0, dos >= mac { return [Charset(label: "ibm850"), .windows1252].compactMap { $0 } }
        if mac > 0 { return [Charset(label: "macintosh"), .windows1252].compactMap { $0 } }
        return high > 0 ? [.windows1252] : nil
    }

    /// Text that is hardly Latin: every reading that some program would choose.
    private var otherScript: [Charset] {
        let cyrillic = upper > lower ? ["windows-1251", "koi8-r"] : ["koi8-r", "windows-1251"]
        let names =
            (upper + lower) * 10 > high * 9 ? cyrillic + ["gb18030"] : ["gb18030", "shift_jis"] + cyrillic
        return names.compactMap { Charset(label: $0) } + [.windows1252]
    }
}
