import EngineOracle
import SluiceEngine
import TestSupport

/// Patterns as the rules for credentials and personal data have them.
extension PatternGenerator {
    mutating func shape() -> PatternTree {
        switch random.below(12) {
        case 0: prefixedToken()
        case 1, 2: labelledValue()
        case 3: run()
        case 4:
            .sequence([run(), .text("(\\||%)", "|", "%"), .repeated(alphanumeric, "{5,}", 5...9, most: nil)])
        case 5:
            .sequence([
                .mark(random.pick([".*", ".*?", "[^\\n]*"])), literal(), quantified(atom(), wide: true),
            ])
        case 6:
            .sequence([
                .repeated(word, "+", 1...6, most: nil), .text("@"), .repeated(word, "+", 1...6, most: nil),
            ])
        case 7: digits()
        case 8:
            .sequence([
                .repeated(.text("(?s:.)", "x", "\n", single: true), "{0,50}?", 0...9, most: 50), literal(),
                literal(),
            ])
        case 9: block()
        case 10: address()
        default:
            .choice([
                .sequence([literal(), .repeated(alphanumeric, "{6,10}", 6...10, most: 10)]),
                .sequence([
                    .text("AKIA"),
                    .repeated(.text("[A-Z0-9]", "Q", "7", single: true), "{16}", 16...16, most: 16),
                ]),
            ])
        }
    }

    private var word: PatternTree { .text("\\w", "a", "m", "_", "4", single: true) }
    private var alphanumeric: PatternTree { .text("[0-9a-z]", "a", "f", "0", "9", "z", single: true) }
    private var hex: PatternTree { .text("[a-f0-9]", "a", "f", "0", "9", single: true) }

    /// What follows a token: a quotation mark, white space, an escaped line end, the text's end.
    private var close: PatternTree {
        .text("(?:[\\x60'\"\\s;]|\\\\[nr]|$)", "'", "\"", " ", "\n", ";", "\\n", "")
    }

    private mutating func prefixedToken() -> PatternTree {
        groups += 1
        let length = 4 + random.below(33)
        let body = PatternTree.repeated(
            random.chance(50)
                ? alphanumeric : .text("[A-Za-z0-9_\\-]", "A", "x", "_", "-", "5", single: true),
            "{\(length)}", length...length, most: length)
        let prefix = random.pick(["ghp_", "xox[bp]-", "sk-", "glpat-", "s\\.", "SG\\.", "(?:key|tok)_"])
        let sample =
            ["xox[bp]-": "xoxb-", "s\\.": "s.", "SG\\.": "SG.", "(?:key|tok)_": "tok_"][prefix] ?? prefix
        let token = PatternTree.group("(", .sequence([.text(prefix, sample), body]), number: groups)
        return .sequence([
            .mark(random.pick(["\\b", "", "(?i)"])), token, random.chance(70) ? close : .mark("\\b"),
        ])
    }

    private mutating func labelledValue() -> PatternTree {
        groups += 1
        let names = random.pick([
            ["adobe", "api"], ["key"], ["token", "secret", "passwort"], ["facebook", "fb"],
        ])
        let low = 4 + random.below(8)
        let value = PatternTree.repeated(hex, "{\(low),\(low + 20)}", low...(low + 8), most: low + 20)
        return .sequence([
            .mark(random.chance(80) ? "(?i)" : ""),
            .repeated(.text("[\\w.-]", "m", "y", "_", ".", single: true), "{0,50}?", 0...8, most: 50),
            .group("(?:", .choice(names.map { .text($0) }), number: nil),
            .group(
                "(?:", .repeated(.text("[ \\t\\w.-]", " ", "x", single: true), "{0,20}", 0...4, most: 20),
                number: nil),
            .repeated(.text("[\\s'\"]", " ", "'", single: true), "{0,3}", 0...3, most: 3),
            .text("(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)", "=", ":", "=>", ":=", ",", "||"),
            .repeated(.text("[\\x60'\"\\s=]", "'", " ", single: true), "{0,5}", 0...3, most: 5),
            .group("(", value, number: groups), close,
        ])
    }

    private mutating func run() -> PatternTree {
        let length = random.pick([5, 8, 15, 20, 32, 40])
        let unit = random.pick([hex, .text("\\d", "1", "8", single: true), .text("[0-9]", "3", single: true)])
        let more = random.chance(30) ? 1 : 0
        let count = more == 0 ? "{\(length)}" : "{\(length),\(length + 1)}"
        return .repeated(unit, count, length...(length + more), most: length + more)
    }

    /// Digits in groups, as tax numbers, cards and account numbers are written.
    private mutating func digits() -> PatternTree {
        var parts: [PatternTree] = [.mark("\\b"), .text("[1-9]", "8", "3", single: true)]
        for _ in 0...random.below(4) {
            let count = 2 + random.below(4)
            parts.append(
                .repeated(.text("\\d", "0", "6", "9", single: true), "{\(count)}", count...count, most: count)
            )
            parts.append(.text(random.pick([" ?", "[ .-]?", "-?", ""]), "", single: false))
        }
        parts.append(.mark("\\b"))
        return .sequence(parts)
    }

    /// From one marker to another, over lines.
    private mutating func block() -> PatternTree {
        .sequence([
            .text("-----BEGIN[ A-Z0-9_-]{0,20}KEY-----", "-----BEGIN RSA KEY-----", "-----BEGIN KEY-----"),
            .repeated(
                .text("[\\s\\S]", "x", "\n", "Q", single: true), random.pick(["*?", "{4,}?", "{4,40}?"]),
                4...9, most: nil),
            .text("KEY-----", "-----END KEY-----"),
        ])
    }

    private mutating func address() -> PatternTree {
        .sequence([
            .text("https?://", "http://", "https://"),
            .repeated(.text("[^\\s/:@]", "u", "x", single: true), "{2,20}", 2...5, most: 20), .text(":"),
            .repeated(.text("[^\\s/:@]", "p", "9", single: true), "{3,}", 3...6, most: nil), .text("@"),
            .repeated(
                .text("[\\w.-]", "h", ".", single: true), random.pick(["+", "+?", "++"]), 1...6, most: nil),
        ])
    }
}
