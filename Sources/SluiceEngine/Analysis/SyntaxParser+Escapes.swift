extension SyntaxParser {
    /// A backslash and what follows, outside of a class.
    mutating func escape() throws(NotUnderstood) -> SyntaxNode {
        guard let byte = peek(1) else { throw NotUnderstood() }
        switch byte {
        case UInt8(ascii: "b"):
            place += 2
            return .wordBoundary
        case UInt8(ascii: "A"):
            place += 2
            return .textStart
        case UInt8(ascii: "B"), UInt8(ascii: "Z"), UInt8(ascii: "z"):
            place += 2
            return .assertion
        case UInt8(ascii: "G"), UInt8(ascii: "K"):
            place += 2
            tree.dependsOnSearch = true
            return .assertion
        case UInt8(ascii: "R"):
            place += 2
            return .unknown(least: 1, most: 3)
        case UInt8(ascii: "X"):
            place += 2
            return .unknown(least: 1, most: nil)
        case UInt8(ascii: "k"), UInt8(ascii: "g"): return try reference()
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            // With more than one digit it may be an octal code: which, PCRE2 decides by the number of groups.
            guard peek(2).map({ (0x30...0x39).contains($0) }) != true else { throw NotUnderstood() }
            place += 2
            tree.refersToGroups = true
            return .unknown(least: 0, most: nil)
        default:
            if let escaped = try memberSet() {
                var set = escaped.set
                set.certain = escaped.certain
                return .character(set)
            }
            return .character(literal(try scalarEscape()))
        }
    }

    /// `\k<name>`, `\k{name}`, `\g{-1}`, `\g1`, `\g<name>`.
    private mutating func reference() throws(NotUnderstood) -> SyntaxNode {
        place += 2
        tree.refersToGroups = true
        switch next {
        case UInt8(ascii: "{"): _ = try takeUntil(UInt8(ascii: "}"))
        case UInt8(ascii: "<"): _ = try takeUntil(UInt8(ascii: ">"))
        case UInt8(ascii: "'"):
            place += 1
            _ = try takeUntil(UInt8(ascii: "'"))
        default:
            if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { place += 1 }
            guard takeNumber() != nil else { throw NotUnderstood() }
        }
        return .unknown(least: 0, most: nil)
    }

    /// The set of `\d`, `\w`, `\p{…}` and their like; nil, with nothing taken, for any other escape.
    mutating func classEscape() throws(NotUnderstood) -> CharacterSet? {
        guard let byte = peek(1) else { throw NotUnderstood() }
        let isUnicode = dialect == .unicode
        let set: CharacterSet
        switch byte {
        case UInt8(ascii: "d"): set = CharacterSet(.digits, beyond: isUnicode ? .some : .nothing)
        case UInt8(ascii: "w"): set = CharacterSet(.word, beyond: isUnicode ? .some : .nothing)
        case UInt8(ascii: "s"): set = CharacterSet(.space, beyond: isUnicode ? .some : .nothing)
        case UInt8(ascii: "D"): set = outside(.digits)
        case UInt8(ascii: "W"): set = outside(.word)
        case UInt8(ascii: "S"): set = outside(.space)
        case UInt8(ascii: "h"): set = horizontalSpace
        case UInt8(ascii: "v"): set = verticalSpace
        case UInt8(ascii: "H"): set = CharacterSet.everything(dialect)
        case UInt8(ascii: "V"): set = CharacterSet.everything(dialect)
        case UInt8(ascii: "N"):
            guard peek(2) != UInt8(ascii: "{") else { return nil }
            set = outside(ByteSet(0x0A))
        case UInt8(ascii: "p"), UInt8(ascii: "P"):
            place += 2
            if next == UInt8(ascii: "{") { _ = try takeUntil(UInt8(ascii: "}")) } else { place += 1 }
            return CharacterSet.everything(dialect)
        default: return nil
        }
        place += 2
        return set
    }

    private func outside(_ bytes: ByteSet) -> CharacterSet {
        var set = CharacterSet.everything(dialect)
        set.bytes = set.bytes.subtracting(bytes)
        return set
    }

    private var horizontalSpace: CharacterSet {
        let ascii = ByteSet(0x09).union(ByteSet(0x20))
        return dialect == .unicode
            ? CharacterSet(ascii, beyond: .some) : CharacterSet(ascii.union(ByteSet(0xA0)))
    }

    private var verticalSpace: CharacterSet {
        let ascii = ByteSet(0x0A...0x0D)
        return dialect == .unicode
            ? CharacterSet(ascii, beyond: .some) : CharacterSet(ascii.union(ByteSet(0x85)))
    }

    /// An escape that stands for one character.
    mutating func scalarEscape() throws(NotUnderstood) -> UInt32 {
        guard let byte = peek(1) else { throw NotUnderstood() }
        place += 2
        switch byte {
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "e"): return 0x1B
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "x"): return try hexadecimal()
        case UInt8(ascii: "0"): return octal(atMost: 2)
        case UInt8(ascii: "o"):
            guard take("{") else { throw NotUnderstood() }
            return try number(takeUntil(UInt8(ascii: "}")), radix: 8)
        case UInt8(ascii: "N"):
            guard take("{U+") else { throw NotUnderstood() }
            return try number(takeUntil(UInt8(ascii: "}")), radix: 16)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            throw NotUnderstood()
        default:
            place -= 1
            return try takeScalar()
        }
    }

    private mutating func hexadecimal() throws(NotUnderstood) -> UInt32 {
        if take("{") { return try number(takeUntil(UInt8(ascii: "}")), radix: 16) }
        var value: UInt32 = 0
        for _ in 0..<2 {
            guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else { break }
            value = value * 16 + UInt32(digit)
            place += 1
        }
        return value
    }

    private mutating func octal(atMost digits: Int) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next, (0x30...0x37).contains(digit) else { break }
            value = value * 8 + UInt32(digit - 0x30)
            place += 1
        }
        return value
    }

    private func number(_ digits: ArraySlice<UInt8>, radix: Int) throws(NotUnderstood) -> UInt32 {
        guard let value = UInt32(String(decoding: digits, as: UTF8.self), radix: radix) else {
            throw NotUnderstood()
        }
        return value
    }
}
