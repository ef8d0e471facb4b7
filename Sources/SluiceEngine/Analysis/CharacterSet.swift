/// The characters that one place of a pattern accepts; never fewer than it does, sometimes more.
struct CharacterSet: Hashable, Sendable {
    /// What the set has outside ASCII, in the Unicode dialect.
    enum Beyond: Hashable, Sendable {
        case nothing
        /// Few enough to be named.
        case scalars(Set<UInt32>)
        /// Some, or all: not looked at more closely.
        case some
    }

    /// In the byte dialect all members, in the Unicode dialect those below 128.
    var bytes: ByteSet
    var beyond: Beyond
    /// Those of ``bytes`` that the place is known to accept: what look-around refuses must not be more than it says.
    var certain = ByteSet()

    init(_ bytes: ByteSet, beyond: Beyond = .nothing) {
        self.bytes = bytes
        self.beyond = beyond
    }

    /// How many characters beyond ASCII are kept by name.
    private static let nameable = 8

    mutating func formUnion(_ other: CharacterSet) {
        bytes.formUnion(other.bytes)
        certain.formUnion(other.certain)
        switch (beyond, other.beyond) {
        case (_, .nothing): break
        case (.nothing, _): beyond = other.beyond
        case (.scalars(let mine), .scalars(let theirs)):
            let both = mine.union(theirs)
            beyond = both.count <= CharacterSet.nameable ? .scalars(both) : .some
        default: beyond = .some
        }
    }

    /// The character of a code point in the given dialect.
    init(scalar: UInt32, dialect: Pattern.Dialect) {
        if scalar < 128 || dialect == .bytes {
            self.init(ByteSet(UInt8(truncatingIfNeeded: scalar)))
        } else {
            self.init(ByteSet(), beyond: .scalars([scalar]))
        }
    }

    /// All characters, ASCII or not.
    static func everything(_ dialect: Pattern.Dialect) -> CharacterSet {
        dialect == .bytes ? CharacterSet(.all) : CharacterSet(.ascii, beyond: .some)
    }

    /// With the members' other cases, as PCRE2 folds: in Unicode `k` and U+212A are one, `s` and U+017F.
    ///
    /// Where a character's other cases are not known here, the set becomes "some beyond ASCII".
    func caseless(_ dialect: Pattern.Dialect) -> CharacterSet {
        var folded = CharacterSet(bytes.bothCases, beyond: beyond)
        folded.certain = certain.bothCases
        guard dialect == .unicode else { return folded }
        if folded.bytes.contains(0x6B) {
            folded.formUnion(CharacterSet(ByteSet(), beyond: .scalars([0x212A])))
        }
        if folded.bytes.contains(0x73) {
            folded.formUnion(CharacterSet(ByteSet(), beyond: .scalars([0x17F])))
        }
        guard case .scalars(let named) = beyond else {
            if beyond == .some { folded.bytes.formUnion(CharacterSet.kelvinAndLongS) }
            return folded
        }
        for scalar in named { folded.formUnion(CharacterSet.otherCases(of: scalar)) }
        return folded
    }

    /// U+212A and U+017F have ASCII letters as their other case.
    private static let kelvinAndLongS = ByteSet(0x6B).union(ByteSet(0x73)).bothCases

    private static func otherCases(of scalar: UInt32) -> CharacterSet {
        switch scalar {
        case 0xDF, 0x1E9E: CharacterSet(ByteSet(), beyond: .scalars([0xDF, 0x1E9E]))
        case 0xC5, 0xE5, 0x212B: CharacterSet(ByteSet(), beyond: .scalars([0xC5, 0xE5, 0x212B]))
        case 0xC0...0xD6, 0xD8...0xDE: CharacterSet(ByteSet(), beyond: .scalars([scalar, scalar + 0x20]))
        case 0xE0...0xF6, 0xF8...0xFE: CharacterSet(ByteSet(), beyond: .scalars([scalar, scalar - 0x20]))
        case 0x80...0xB4, 0xB6...0xBF, 0xD7, 0xF7: CharacterSet(ByteSet(), beyond: .scalars([scalar]))
        case 0x2010...0x2060, 0x20AC: CharacterSet(ByteSet(), beyond: .scalars([scalar]))
        default: CharacterSet(kelvinAndLongS, beyond: .some)
        }
    }

    /// Every byte that an encoded member can hold.
    var encodedBytes: ByteSet {
        switch beyond {
        case .nothing: bytes
        case .scalars(let named):
            named.reduce(into: bytes) { set, scalar in
                for byte in CharacterSet.encode(scalar) { set.insert(byte) }
            }
        case .some: bytes.union(.nonASCII)
        }
    }

    /// The least and most bytes that an encoded member has.
    var encodedLength: ClosedRange<Int> {
        let least = bytes.isEmpty ? nil : 1
        switch beyond {
        case .nothing: return 1...1
        case .scalars(let named):
            let lengths = named.map { CharacterSet.encode($0).count } + (least.map { [$0] } ?? [])
            return (lengths.min() ?? 1)...(lengths.max() ?? 4)
        case .some: return (least ?? 2)...4
        }
    }

    /// The UTF-8 bytes of a code point.
    static func encode(_ scalar: UInt32) -> [UInt8] {
        let low = { (shift: UInt32) in UInt8(0x80 | (scalar >> shift & 0x3F)) }
        switch scalar {
        case 0..<0x80: return [UInt8(scalar)]
        case 0x80..<0x800: return [UInt8(0xC0 | scalar >> 6), low(0)]
        case 0x800..<0x10000: return [UInt8(0xE0 | scalar >> 12), low(6), low(0)]
        default: return [UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18), low(12), low(6), low(0)]
        }
    }
}
