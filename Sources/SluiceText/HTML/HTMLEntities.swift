/// Decodes the character references of HTML, as browsers do.
enum HTMLEntities {
    /// What a reference stands for, and its length in the text.
    struct Reference {
        var first: UInt32
        /// Zero where there is one character.
        var second: UInt32 = 0
        var length: Int
    }

    /// How long the longest name is.
    private static let longestName = 31

    /// The reference at `base`, where an ampersand stands; nil where none begins.
    ///
    /// In an attribute a name without a semicolon counts only where no letter, digit or `=` follows.
    static func reference(
        _ base: UnsafePointer<UInt8>, _ count: Int, inAttribute: Bool
    ) -> Reference? {
        guard count >= 3 else { return nil }
        if unsafe base[1] == 0x23 { return unsafe number(base, count) }
        let limit = min(count, longestName + 2)
        var end = 1
        var hash = seed
        while end < limit {
            let byte = unsafe base[end]
            guard byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 else { break }
            hash = step(hash, byte)
            end += 1
        }
        if end < count, unsafe base[end] == 0x3B, let found = names.value(hash) {
            return Reference(
                first: UInt32(found & 0x7FFF_FFFF), second: UInt32(found >> 32), length: end + 1)
        }
        guard let bare = unsafe bareName(base, min(end, 7)) else { return nil }
        if inAttribute, bare.length < count {
            let next = unsafe base[bare.length]
            if next == 0x3D || next &- 0x30 < 10 || (next | 0x20) &- 0x61 < 26 { return nil }
        }
        return bare
    }

    private static func number(_ base: UnsafePointer<UInt8>, _ count: Int) -> Reference? {
        let isHex = unsafe base[2] | 0x20 == 0x78
        var place = isHex ? 3 : 2
        let first = place
        var value: UInt32 = 0
        while place < count {
            let byte = unsafe base[place]
            let digit: UInt32
            if byte &- 0x30 < 10 {
                digit = UInt32(byte &- 0x30)
            } else if isHex, (byte | 0x20) &- 0x61 < 6 {
                digit = UInt32((byte | 0x20) &- 0x57)
            } else {
                break
            }
            value = min(value &* (isHex ? 16 : 10) &+ digit, 0x11_0000)
            place += 1
        }
        guard place > first else { return nil }
        if place < count, unsafe base[place] == 0x3B { place += 1 }
        return Reference(first: meant(value), length: place)
    }

    /// Numbers of the C1 controls mean the characters of Windows-1252; what is no character is U+FFFD.
    private static func meant(_ value: UInt32) -> UInt32 {
        if value &- 0x80 < 0x20 { return controls[Int(value - 0x80)] }
        return value == 0 || value > 0x10_FFFF || value &- 0xD800 < 0x800 ? 0xFFFD : value
    }

    private static let controls: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
        0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ]

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    /// The longest beginning that is a name without its semicolon.
    private static func bareName(_ base: UnsafePointer<UInt8>, _ end: Int) -> Reference? {
        var longest: Reference?
        var hash = seed
        for index in 1..<max(1, end) {
            hash = unsafe step(hash, base[index])
            if let found = names.value(hash), found & Names.bare != 0 {
                longest = Reference(first: UInt32(found & 0x7FFF_FFFF), length: index + 1)
            }
        }
        return longest
    }

    /// The characters by the hashes of their names, no two of which are the same.
    struct Names: Sendable {
        /// Marks a name that is known without its semicolon.
        static let bare: UInt64 = 1 << 31
        private static let size = 8192

        private var hashes = [UInt64](repeating: 0, count: size)
        private var values = [UInt64](repeating: 0, count: size)
        private(set) var count = 0

        @inline(__always)
        func value(_ hash: UInt64) -> UInt64? {
            var slot = Int(truncatingIfNeeded: hash &>> 40) & (Names.size - 1)
            while values[slot] != 0 {
                if hashes[slot] == hash { return values[slot] }
                slot = (slot &+ 1) & (Names.size - 1)
            }
            return nil
        }

        mutating func set(_ hash: UInt64, _ value: UInt64) {
            var slot = Int(truncatingIfNeeded: hash &>> 40) & (Names.size - 1)
            while values[slot] != 0, hashes[slot] != hash { slot = (slot &+ 1) & (Names.size - 1) }
            if values[slot] == 0 { count += 1 }
            hashes[slot] = hash
            values[slot] = value
        }
    }

    static let names: Names = {
        var names = Names()
        for group in HTMLEntityTable.names.utf8.split(separator: 0x20) {
            let halves = group.split(separator: 0x3D)
            guard halves.count == 2 else { continue }
            let scalars = halves[0].split(separator: 0x2B).map { UInt64(Substring($0), radix: 16) ?? 0xFFFD }
            let value = scalars[0] | (scalars.count > 1 ? scalars[1] << 32 : 0)
            for name in halves[1].split(separator: 0x2C) { names.set(name.reduce(seed, step), value) }
        }
        for name in HTMLEntityTable.bare.utf8.split(separator: 0x20) {
            let hash = name.reduce(seed, step)
            names.set(hash, (names.value(hash) ?? 0xFFFD) | Names.bare)
        }
        return names
    }()
}
