/// A set of code points as ranges, for classes that Go's regular expressions keep to ASCII.
struct GoCharacterSet {
    /// Ascending, neither overlapping nor touching.
    let ranges: [ClosedRange<UInt32>]

    /// As it stands inside `[` and `]`.
    var regex: String {
        ranges.map { range in
            let first = Self.escaped(range.lowerBound)
            return range.count == 1 ? first : first + "-" + Self.escaped(range.upperBound)
        }.joined()
    }

    var inverted: GoCharacterSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        gaps.append(next...0x10FFFF)
        return GoCharacterSet(ranges: gaps)
    }

    /// The class of a letter behind a backslash, such as `d` or `W`; nil for any other letter.
    static func escape(_ letter: Unicode.Scalar) -> GoCharacterSet? {
        switch letter {
        case "d": named["digit"]
        case "w": named["word"]
        case "s": GoCharacterSet(ranges: [0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
        case "D": named["digit"]?.inverted
        case "W": named["word"]?.inverted
        case "S": escape("s")?.inverted
        default: nil
        }
    }

    /// The class of a name between `[:` and `:]`, where `^` in front inverts it; nil for any other name.
    static func posix(_ name: String) -> GoCharacterSet? {
        name.hasPrefix("^") ? named[String(name.dropFirst())]?.inverted : named[name]
    }

    private static func escaped(_ scalar: UInt32) -> String { "\\x{\(String(scalar, radix: 16))}" }

    private static let named: [String: GoCharacterSet] = [
        "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A],
        "alpha": [0x41...0x5A, 0x61...0x7A],
        "ascii": [0x00...0x7F],
        "blank": [0x09...0x09, 0x20...0x20],
        "cntrl": [0x00...0x1F, 0x7F...0x7F],
        "digit": [0x30...0x39],
        "graph": [0x21...0x7E],
        "lower": [0x61...0x7A],
        "print": [0x20...0x7E],
        "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
        "space": [0x09...0x0D, 0x20...0x20],
        "upper": [0x41...0x5A],
        "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A],
        "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ].mapValues(GoCharacterSet.init(ranges:))
}
