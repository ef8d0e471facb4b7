/// Whether bytes are UTF-8, and how much of it is beyond ASCII.
public struct UTF8Check: Hashable, Sendable {
    /// The length of the valid beginning, in bytes; all bytes where they are UTF-8.
    public private(set) var validCount = 0
    /// How many code points beyond ASCII it holds.
    public private(set) var wideCount = 0

    /// Looks at `bytes` up to the first that is not UTF-8, as the Unicode Standard's table 3-7 says.
    public init(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            unsafe run(base, buffer.count)
        }
    }

    init(_ base: UnsafePointer<UInt8>, _ count: Int) { unsafe run(base, count) }

    @inline(__always)
    private mutating func run(_ base: UnsafePointer<UInt8>, _ count: Int) {
        var place = 0
        var wide = 0
        while true {
            place = unsafe UTF8Check.endOfASCII(base, from: place, to: count)
            guard place < count else { break }
            // Text beyond ASCII often goes on in the same script.
            while place < count, unsafe base[place] >= 0x80 {
                let length = unsafe UTF8Check.length(base + place, count &- place)
                guard length > 0 else {
                    validCount = place
                    wideCount = wide
                    return
                }
                place &+= length
                wide &+= 1
            }
        }
        validCount = count
        wideCount = wide
    }

    /// Where the first byte above 0x7F stands, from `start` on; `end` where there is none.
    @inline(__always)
    static func endOfASCII(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var place = start
        let high: UInt64 = 0x8080_8080_8080_8080
        let raw = unsafe UnsafeRawPointer(base)
        while end &- place >= 32 {
            let first = unsafe (raw + place).loadUnaligned(as: UInt64.self)
            let second = unsafe (raw + place + 8).loadUnaligned(as: UInt64.self)
            let third = unsafe (raw + place + 16).loadUnaligned(as: UInt64.self)
            let fourth = unsafe (raw + place + 24).loadUnaligned(as: UInt64.self)
            if (first | second | third | fourth) & high != 0 { break }
            place &+= 32
        }
        while end &- place >= 8 {
            let word = unsafe (raw + place).loadUnaligned(as: UInt64.self) & high
            if word != 0 { return place &+ (UInt64(littleEndian: word).trailingZeroBitCount &>> 3) }
            place &+= 8
        }
        while place < end, unsafe base[place] < 0x80 { place &+= 1 }
        return place
    }

    /// The length of the sequence beyond ASCII at `base`; zero where it is none, or cut off.
    @inline(__always)
    static func length(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let first = unsafe base[0]
        if first &- 0xC2 < 0x1E {
            return unsafe count >= 2 && base[1] & 0xC0 == 0x80 ? 2 : 0
        }
        if first & 0xF0 == 0xE0 {
            guard count >= 3 else { return 0 }
            let second = unsafe base[1]
            guard unsafe second & 0xC0 == 0x80 && base[2] & 0xC0 == 0x80 else { return 0 }
            if first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F { return 0 }
            return 3
        }
        guard first &- 0xF0 < 5, count >= 4 else { return 0 }
        let second = unsafe base[1]
        guard unsafe second & 0xC0 == 0x80 && base[2] & 0xC0 == 0x80 && base[3] & 0xC0 == 0x80 else {
            return 0
        }
        if first == 0xF0 && second < 0x90 || first == 0xF4 && second > 0x8F { return 0 }
        return 4
    }

    /// Whether the bytes at `base` begin a sequence that only lacks its end.
    static func isCutOff(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let first = unsafe base[0]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        guard count < length, first <= 0xF4 else { return false }
        for index in 1..<max(1, count) where unsafe base[index] & 0xC0 != 0x80 { return false }
        guard count > 1 else { return true }
        let second = unsafe base[1]
        switch first {
        case 0xE0: return second >= 0xA0
        case 0xED: return second <= 0x9F
        case 0xF0: return second >= 0x90
        case 0xF4: return second <= 0x8F
        default: return true
        }
    }
}
