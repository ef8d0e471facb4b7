extension SyntaxParser {
    /// `[…]`, from its opening bracket on.
    mutating func characterClass() throws(NotUnderstood) -> CharacterSet {
        place += 1
        let isNegated = take("^")
        var set = CharacterSet(ByteSet())
        // What negation may take away for certain: members that are not known exactly take nothing away.
        var certain = ByteSet()
        var isFirst = true
        var isQuoted = false
        while true {
            guard let byte = next else { throw NotUnderstood() }
            if isQuoted {
                if take("\\E") {
                    isQuoted = false
                    try expectMember(isFirst)
                    continue
                }
            } else {
                if byte == UInt8(ascii: "]"), !isFirst { place += 1; break }
                if take("\\Q") { isQuoted = true; continue }
                if take("\\E") || flags.extendedMore && (take(" ") || take("\t")) {
                    try expectMember(isFirst)
                    continue
                }
            }
            isFirst = false
            if !isQuoted, byte == UInt8(ascii: "["), let named = try posixClass() {
                set.formUnion(named.set)
                certain.formUnion(named.certain)
                continue
            }
            if !isQuoted, byte == UInt8(ascii: "\\"), let escaped = try memberSet() {
                set.formUnion(escaped.set)
                certain.formUnion(escaped.certain)
                continue
            }
            let low = try member(isQuoted: isQuoted)
            let high = try rangeEnd(isQuoted: isQuoted) ?? low
            guard low <= high else { throw NotUnderstood() }
            let span = self.span(low...high)
            set.formUnion(span)
            certain.formUnion(span.bytes)
        }
        if flags.caseless {
            set = set.caseless(dialect)
            certain = certain.bothCases
        }
        set.certain = certain
        guard isNegated else { return set }
        var rest = CharacterSet.everything(dialect)
        rest.certain = rest.bytes.subtracting(set.bytes)
        rest.bytes = rest.bytes.subtracting(certain)
        return rest
    }

    /// Gives up where something that is passed over stands before a `^` or a hyphen, which may keep their meaning.
    private func expectMember(_ isFirst: Bool) throws(NotUnderstood) {
        guard !isFirst, next != UInt8(ascii: "-") else { throw NotUnderstood() }
    }

    /// `\d` and its like within a class; nil, with nothing taken, for an escaped character.
    mutating func memberSet() throws(NotUnderstood) -> (set: CharacterSet, certain: ByteSet)? {
        let kind = peek(1)
        guard let set = try classEscape() else { return nil }
        // Of properties and of `\H`, `\V`, `\N` only a superset is known: in a negated class they exclude nothing.
        let isExact = [
            UInt8(ascii: "d"), UInt8(ascii: "w"), UInt8(ascii: "s"), UInt8(ascii: "D"), UInt8(ascii: "W"),
            UInt8(ascii: "S"), UInt8(ascii: "h"), UInt8(ascii: "v"),
        ].contains(kind)
        return (set, isExact ? set.bytes : ByteSet())
    }

    /// One character of a class, escaped or not.
    private mutating func member(isQuoted: Bool) throws(NotUnderstood) -> UInt32 {
        guard !isQuoted, next == UInt8(ascii: "\\") else { return try takeScalar() }
        if peek(1) == UInt8(ascii: "b") {
            place += 2
            return 0x08
        }
        // In a class `\1` is an octal code, never a reference.
        if let digit = peek(1), (0x31...0x39).contains(digit) { throw NotUnderstood() }
        return try scalarEscape()
    }

    /// The upper end of a range whose lower end has been taken; nil where there is no range.
    private mutating func rangeEnd(isQuoted: Bool) throws(NotUnderstood) -> UInt32? {
        guard !isQuoted, next == UInt8(ascii: "-"), let after = peek(1), after != UInt8(ascii: "]") else {
            return nil
        }
        // What may follow a hyphen without making a range is left to PCRE2.
        if after == UInt8(ascii: "["),
            [UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "=")].contains(peek(2))
        {
            throw NotUnderstood()
        }
        if flags.extendedMore, after == 0x20 || after == 0x09 { throw NotUnderstood() }
        if after == UInt8(ascii: "\\"), let kind = peek(2) {
            if kind == UInt8(ascii: "E") || kind == UInt8(ascii: "Q") { throw NotUnderstood() }
            // `[a-\d]`: the hyphen is a literal, and is read as the next member.
            if "dDwWsShHvVpPRXN".utf8.contains(kind) { return nil }
        }
        place += 1
        return try member(isQuoted: false)
    }

    private func span(_ range: ClosedRange<UInt32>) -> CharacterSet {
        let top: UInt32 = dialect == .bytes ? 255 : 127
        var set = CharacterSet(ByteSet())
        if range.lowerBound <= top {
            set.bytes = ByteSet(UInt8(range.lowerBound)...UInt8(min(range.upperBound, top)))
        }
        guard dialect == .unicode, range.upperBound > 127 else { return set }
        let lower = max(range.lowerBound, 128)
        set.beyond = range.upperBound - lower < 8 ? .scalars(Set(lower...range.upperBound)) : .some
        return set
    }

    /// `[:alpha:]`, `[:^alpha:]`; nil, with nothing taken, where the bracket is a literal.
    private mutating func posixClass() throws(NotUnderstood) -> (set: CharacterSet, certain: ByteSet)? {
        guard peek(1) == UInt8(ascii: ":") else {
            if peek(1) == UInt8(ascii: ".") || peek(1) == UInt8(ascii: "=") { throw NotUnderstood() }
            return nil
        }
        var end = place + 2
        while end < source.count, ByteSet.lower.contains(source[end]) || source[end] == UInt8(ascii: "^") {
            end += 1
        }
        guard end + 1 < source.count, source[end] == UInt8(ascii: ":"), source[end + 1] == UInt8(ascii: "]")
        else {
            return nil
        }
        var name = source[place + 2..<end]
        let isNegated = name.first == UInt8(ascii: "^")
        if isNegated { name.removeFirst() }
        guard let ascii = SyntaxParser.posix[String(decoding: name, as: UTF8.self)] else {
            throw NotUnderstood()
        }
        place = end + 2
        // Without case these two are sometimes read as they stand and sometimes as `alpha`.
        let isCased = ["lower", "upper"].contains(String(decoding: name, as: UTF8.self))
        let isVague = isCased && flags.caseless
        // With Unicode properties some names take in more of ASCII than POSIX says (`punct`): only those that
        // are known to be equal may be taken away by a negated class.
        if dialect == .unicode {
            let isSame = ["alpha", "lower", "upper", "digit", "alnum", "word", "space", "xdigit"]
                .contains(String(decoding: name, as: UTF8.self))
            let members = isNegated ? ByteSet.ascii.subtracting(ascii) : ascii
            return isSame
                ? (CharacterSet(members, beyond: .some), isVague ? ByteSet() : members)
                : (CharacterSet(.ascii, beyond: .some), ByteSet())
        }
        let members = isNegated ? ascii.inverted : ascii
        return (CharacterSet(members), isVague ? ByteSet() : members)
    }

    private static let posix: [String: ByteSet] = [
        "alpha": .upper.union(.lower), "lower": .lower, "upper": .upper, "digit": .digits,
        "alnum": .upper.union(.lower).union(.digits), "word": .word, "space": .space,
        "xdigit": .digits.union(ByteSet(0x41...0x46)).union(ByteSet(0x61...0x66)),
        "blank": ByteSet(0x09).union(ByteSet(0x20)), "cntrl": ByteSet(0x00...0x1F).union(ByteSet(0x7F)),
        "graph": ByteSet(0x21...0x7E), "print": ByteSet(0x20...0x7E), "ascii": .ascii,
        "punct": ByteSet(0x21...0x2F).union(ByteSet(0x3A...0x40)).union(ByteSet(0x5B...0x60))
            .union(ByteSet(0x7B...0x7E)),
    ]
}
