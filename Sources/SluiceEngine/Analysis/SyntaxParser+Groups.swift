extension SyntaxParser {
    /// Everything that begins with a parenthesis.
    mutating func group() throws(NotUnderstood) -> SyntaxNode {
        place += 1
        if next == UInt8(ascii: "*") { return try verb() }
        guard next == UInt8(ascii: "?") else { return try body() }
        place += 1
        switch next {
        case UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "|"):
            place += 1
            return try body()
        case UInt8(ascii: "="), UInt8(ascii: "!"):
            return try lookahead()
        case UInt8(ascii: "<") where peek(1) == UInt8(ascii: "=") || peek(1) == UInt8(ascii: "!"):
            return try lookbehind()
        case UInt8(ascii: "<"):
            place += 1
            _ = try takeUntil(UInt8(ascii: ">"))
            return try body()
        case UInt8(ascii: "'"):
            place += 1
            _ = try takeUntil(UInt8(ascii: "'"))
            return try body()
        case UInt8(ascii: "P"): return try pythonGroup()
        case UInt8(ascii: "("): return try conditional()
        case UInt8(ascii: "R"), UInt8(ascii: "&"), UInt8(ascii: "+"):
            return try recursion()
        case let digit? where (0x30...0x39).contains(digit):
            return try recursion()
        case UInt8(ascii: "-") where peek(1).map { (0x30...0x39).contains($0) } == true:
            return try recursion()
        default: return try flagGroup()
        }
    }

    /// The rest of a group whose opening has been taken; flags set inside end with it.
    private mutating func body() throws(NotUnderstood) -> SyntaxNode {
        let outer = flags
        let node = try alternatives()
        flags = outer
        guard take(")") else { throw NotUnderstood() }
        return node
    }

    private mutating func lookahead() throws(NotUnderstood) -> SyntaxNode {
        let refuses = next == UInt8(ascii: "!")
        place += 1
        return .lookahead(try body(), refuses: refuses)
    }

    private mutating func lookbehind() throws(NotUnderstood) -> SyntaxNode {
        let refuses = peek(1) == UInt8(ascii: "!")
        place += 2
        tree.lookbehinds += 1
        return .lookbehind(try body(), refuses: refuses)
    }

    private mutating func pythonGroup() throws(NotUnderstood) -> SyntaxNode {
        if take("P<") {
            _ = try takeUntil(UInt8(ascii: ">"))
            return try body()
        }
        return try recursion()
    }

    /// A call of a group or of the whole pattern, or `(?P=name)`.
    private mutating func recursion() throws(NotUnderstood) -> SyntaxNode {
        tree.refersToGroups = true
        _ = try takeUntil(UInt8(ascii: ")"))
        return .unknown(least: 0, most: nil)
    }

    private mutating func conditional() throws(NotUnderstood) -> SyntaxNode {
        tree.refersToGroups = true
        var condition = SyntaxNode.assertion
        if peek(1) == UInt8(ascii: "?") {
            // The condition is an assertion; it stands as a group of its own.
            condition = try group().asCondition
        } else {
            guard peek(1) != UInt8(ascii: "*") else { throw NotUnderstood() }
            place += 1
            if try takeUntil(UInt8(ascii: ")")).elementsEqual("DEFINE".utf8) {
                _ = try body()
                return .assertion
            }
        }
        // Whether there is a second branch is not seen from here: the group may be an alternation itself.
        return .sequence([condition, .alternation([try body(), .empty])])
    }

    /// `(?i)`, `(?i:…)`, `(?^s-i:…)`: without a colon the flags hold to the end of the enclosing group.
    private mutating func flagGroup() throws(NotUnderstood) -> SyntaxNode {
        let outer = flags
        var isOn = true
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "^"): flags = Flags()
            case UInt8(ascii: "-"): isOn = false
            case UInt8(ascii: "i"): flags.caseless = isOn
            case UInt8(ascii: "m"): flags.multiline = isOn
            case UInt8(ascii: "s"): flags.dotAll = isOn
            case UInt8(ascii: "n"), UInt8(ascii: "J"), UInt8(ascii: "U"): break
            case UInt8(ascii: "x"):
                flags.extended = isOn
                flags.extendedMore = next == byte && isOn
                if next == byte { place += 1 }
            case UInt8(ascii: ")"): return .empty
            case UInt8(ascii: ":"):
                let node = try alternatives()
                flags = outer
                guard take(")") else { throw NotUnderstood() }
                return node
            default: throw NotUnderstood()
            }
        }
        throw NotUnderstood()
    }

    /// Verbs that change nothing about what a match holds are passed over.
    private mutating func verb() throws(NotUnderstood) -> SyntaxNode {
        place += 1
        let text = try takeUntil(UInt8(ascii: ")"))
        let name = String(decoding: text.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        switch name {
        case "PRUNE", "THEN", "FAIL", "F", "MARK", "": return .assertion
        case "SKIP", "COMMIT":
            tree.dependsOnSearch = true
            return .assertion
        default: throw NotUnderstood()
        }
    }
}

extension SyntaxNode {
    /// Look-around as the condition of a group: where it does not hold, the other branch may match.
    fileprivate var asCondition: SyntaxNode {
        switch self {
        case .lookahead(let node, _): .sequence([.lookahead(node, refuses: false)])
        case .lookbehind(let node, _): .sequence([.lookbehind(node, refuses: false)])
        default: self
        }
    }
}
