/// Reads PCRE2's syntax into a ``SyntaxNode``.
///
/// What it does not understand makes it give up the whole pattern: an analysis may know less than the
/// pattern says, never something else. PCRE2 has compiled the pattern before, so its syntax is right.
struct SyntaxParser {
    /// The pattern holds something that is not understood here.
    struct NotUnderstood: Error {}

    struct Flags {
        var caseless = false
        var multiline = false
        var dotAll = false
        var extended = false
        var extendedMore = false
    }

    let source: [UInt8]
    let dialect: Pattern.Dialect
    var place = 0
    var flags = Flags()
    var tree = SyntaxTree(root: .empty)
    private var depth = 0

    /// The tree of `pattern`; nil where it holds something that is not understood.
    static func parse(_ pattern: Pattern) -> SyntaxTree? {
        var parser = SyntaxParser(source: Array(pattern.source.utf8), dialect: pattern.dialect)
        parser.flags.caseless = pattern.caseless
        do throws(NotUnderstood) {
            try parser.takeOptions()
            let root = try parser.alternatives()
            guard parser.place == parser.source.count else { return nil }
            parser.tree.root = root
            return parser.tree
        } catch {
            return nil
        }
    }

    private init(source: [UInt8], dialect: Pattern.Dialect) {
        self.source = source
        self.dialect = dialect
    }

    // MARK: Reading

    var next: UInt8? { place < source.count ? source[place] : nil }

    func peek(_ distance: Int) -> UInt8? { place + distance < source.count ? source[place + distance] : nil }

    mutating func take(_ text: StaticString) -> Bool {
        let bytes = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard unsafe next == bytes.first && source[place...].starts(with: bytes) else { return false }
        place += text.utf8CodeUnitCount
        return true
    }

    /// The next character's code point: a byte in the byte dialect, a UTF-8 sequence otherwise.
    mutating func takeScalar() throws(NotUnderstood) -> UInt32 {
        guard let first = next else { throw NotUnderstood() }
        guard dialect == .unicode, first >= 0x80 else {
            place += 1
            return UInt32(first)
        }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard place + length <= source.count else { throw NotUnderstood() }
        var scalar = UInt32(first) & (0xFF >> UInt32(length + 1))
        for byte in source[place + 1..<place + length] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
        place += length
        return scalar
    }

    /// Moves behind the next occurrence of `byte` and gives what stood before it.
    mutating func takeUntil(_ byte: UInt8) throws(NotUnderstood) -> ArraySlice<UInt8> {
        guard let end = source[place...].firstIndex(of: byte) else { throw NotUnderstood() }
        defer { place = end + 1 }
        return source[place..<end]
    }

    mutating func takeNumber() -> Int? {
        var number: Int?
        while let digit = next, (0x30...0x39).contains(digit), (number ?? 0) < 1 << 24 {
            number = (number ?? 0) * 10 + Int(digit - 0x30)
            place += 1
        }
        return number
    }

    /// Verbs that a pattern may begin with and that say nothing about what matches.
    private mutating func takeOptions() throws(NotUnderstood) {
        while source[place...].starts(with: [0x28, 0x2A]) {
            let start = place
            let verb = String(decoding: try takeUntil(UInt8(ascii: ")")).dropFirst(2), as: UTF8.self)
            let isHarmless =
                ["NO_START_OPT", "NO_AUTO_POSSESS", "NO_DOTSTAR_ANCHOR", "NO_JIT"].contains(verb)
                || verb.hasPrefix("LIMIT_") || dialect == .unicode && ["UTF", "UCP"].contains(verb)
            guard isHarmless else {
                place = start
                return
            }
        }
    }

    // MARK: Structure

    /// Branches up to a closing parenthesis or the end, which is not taken.
    ///
    /// A flag that is set within a branch holds for the branches behind it too.
    mutating func alternatives() throws(NotUnderstood) -> SyntaxNode {
        depth += 1
        defer { depth -= 1 }
        guard depth < 200 else { throw NotUnderstood() }
        var branches: [SyntaxNode] = [try sequence()]
        while next == UInt8(ascii: "|") {
            place += 1
            branches.append(try sequence())
        }
        return branches.count == 1 ? branches[0] : .alternation(branches)
    }

    private mutating func sequence() throws(NotUnderstood) -> SyntaxNode {
        var nodes: [SyntaxNode] = []
        while true {
            try skipIgnored()
            guard let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") else { break }
            if take("\\Q") {
                tree.hasQuotes = true
                nodes += try quoted()
                continue
            }
            if take("\\E") { continue }
            let start = place
            let node = try atom()
            nodes.append(try quantified(node, from: start))
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    /// `\Q…\E`: the last character takes a quantifier that follows.
    private mutating func quoted() throws(NotUnderstood) -> [SyntaxNode] {
        var nodes: [SyntaxNode] = []
        while next != nil, !take("\\E") {
            let start = place
            nodes.append(.character(literal(try takeScalar())))
            if next == nil || source[place...].starts(with: [0x5C, 0x45]) {
                _ = take("\\E")
                if let last = nodes.popLast() { nodes.append(try quantified(last, from: start)) }
                break
            }
        }
        return nodes
    }

    /// White space and comments under `(?x)`, and `(?#…)` anywhere.
    private mutating func skipIgnored() throws(NotUnderstood) {
        while let byte = next {
            if flags.extended, ByteSet.space.contains(byte) {
                place += 1
            } else if flags.extended, byte == UInt8(ascii: "#") {
                while let other = next, other != 0x0A { _ = other; place += 1 }
            } else if flags.extended, byte >= 0x80 {
                // Unicode's pattern white space is ignored too, and byte 0x85: rare enough not to be told apart.
                throw NotUnderstood()
            } else if take("(?#") {
                _ = try takeUntil(UInt8(ascii: ")"))
            } else {
                return
            }
        }
    }

    private mutating func quantified(_ node: SyntaxNode, from start: Int) throws(NotUnderstood) -> SyntaxNode
    {
        var node = node
        while true {
            let before = place
            try skipIgnored()
            guard let (least, most) = quantifier() else {
                place = before
                return node
            }
            let suffix = place
            try skipIgnored()
            if next != UInt8(ascii: "+"), next != UInt8(ascii: "?") { place = suffix } else { place += 1 }
            node = .repetition(Repetition(node: node, least: least, most: most, source: start..<place))
        }
    }

    /// `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`; any other brace is a literal.
    private mutating func quantifier() -> (Int, Int?)? {
        switch next {
        case UInt8(ascii: "*"): place += 1; return (0, nil)
        case UInt8(ascii: "+"): place += 1; return (1, nil)
        case UInt8(ascii: "?"): place += 1; return (0, 1)
        case UInt8(ascii: "{"):
            let before = place
            place += 1
            if let least = takeNumber() {
                if take("}") { return (least, least) }
                if take(",") {
                    if take("}") { return (least, nil) }
                    if let most = takeNumber(), take("}") { return (least, most) }
                }
            }
            place = before
            return nil
        default: return nil
        }
    }

    // MARK: Atoms

    private mutating func atom() throws(NotUnderstood) -> SyntaxNode {
        switch next {
        case UInt8(ascii: "["): return .character(try characterClass())
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "\\"): return try escape()
        case UInt8(ascii: "."):
            place += 1
            return .character(dot())
        case UInt8(ascii: "^"):
            place += 1
            return flags.multiline ? .assertion : .textStart
        case UInt8(ascii: "$"):
            place += 1
            return .assertion
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
            return .character(literal(try brace()))
        default: return .character(literal(try takeScalar()))
        }
    }

    /// A brace that begins no quantifier.
    ///
    /// A quantifier that has nothing before it repeats what stands before an `\E`. Whether `{,3}` and `{1, 3}` are
    /// literals is another matter in PCRE2 10.43 than before.
    private mutating func brace() throws(NotUnderstood) -> UInt32 {
        let inside = source[place...].dropFirst().prefix { $0 != UInt8(ascii: "}") }
        guard next == UInt8(ascii: "{"), inside.isEmpty || !inside.allSatisfy("0123456789, \t".utf8.contains)
        else { throw NotUnderstood() }
        return try takeScalar()
    }

    /// A literal character under the flags in force.
    func literal(_ scalar: UInt32) -> CharacterSet {
        var set = CharacterSet(scalar: scalar, dialect: dialect)
        set.certain = set.bytes
        return flags.caseless ? set.caseless(dialect) : set
    }

    private func dot() -> CharacterSet {
        var set = CharacterSet.everything(dialect)
        if !flags.dotAll { set.bytes = set.bytes.subtracting(ByteSet(0x0A)) }
        return set
    }
}
