import EngineOracle
import SluiceEngine
import TestSupport

/// Makes regular expressions of every construct that the engine's analyser has to understand or to leave alone.
struct PatternGenerator {
    /// A pattern and the tree it was made from.
    struct Made: Sendable {
        var pattern: Pattern
        var tree: PatternTree
    }

    var random: SeededGenerator
    var dialect = Pattern.Dialect.unicode
    /// How many capturing groups stand to the left of the place where the next one would open.
    var groups = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func make() -> Made {
        dialect = random.chance(60) ? .unicode : .bytes
        groups = 0
        let tree = random.chance(35) ? shape() : top()
        let capture: Pattern.Capture =
            switch random.below(4) {
            case 0: .group(random.below(4))
            case 1: .firstNonEmpty
            default: .whole
            }
        let pattern = Pattern(tree.source, dialect: dialect, caseless: random.chance(30), capture: capture)
        return Made(pattern: pattern, tree: tree)
    }

    /// A free composition, now and then with an anchor, a flag or a verb at its head.
    private mutating func top() -> PatternTree {
        var parts: [PatternTree] = []
        if random.chance(25) { parts.append(.mark(random.pick(Self.heads))) }
        parts.append(piece(3))
        if random.chance(60) { parts.append(literal()) }
        if random.chance(60) { parts.append(piece(2)) }
        if random.chance(15) {
            parts.append(.mark(random.pick(["$", "\\b", "\\z", "\\Z", "(?!\\w)", "\\B"])))
        }
        if random.chance(8) { return .choice([.sequence(parts), alternative(2)]) }
        return .sequence(parts)
    }

    private static let heads = [
        "^", "\\b", "\\A", "\\G", "(?i)", "(?s)", "(?m)^", "(?m)", "(?^)", "(?i)(?-i)", "\\B", "(?<!\\w)",
        "(?<!^)",
        "(?U)", "(?n)", "(?xx)", "(*NO_START_OPT)", "(*ANYCRLF)", "(*CRLF)", "(*UCP)", "(*BSR_ANYCRLF)",
        "(?#note)",
        ".*", ".*?", "(?s).*", "(?s:.){0,50}?", "(?i)^", "(?:^|,)", "(?<=^|;)", "(?s:.*?)", "(?=.)",
        "\\w*", "[^x]*", "(?m:$)\\R", "(?<![a-z])",
    ]

    mutating func piece(_ depth: Int) -> PatternTree {
        guard depth > 0 else { return atom() }
        return switch random.below(100) {
        case 0..<22: literal()
        case 22..<40: quantified(atom(), wide: true)
        case 40..<48: quantified(group(depth - 1), wide: false)
        case 48..<58: group(depth - 1)
        case 58..<70: .sequence([piece(depth - 1), piece(depth - 1)])
        case 70..<80: .choice([alternative(depth - 1), alternative(depth - 1)])
        case 80..<86: lookAround(depth - 1)
        case 86..<90: rare()
        case 90..<92 where groups > 0: reference()
        default: atom()
        }
    }

    private mutating func alternative(_ depth: Int) -> PatternTree {
        switch random.below(12) {
        case 0: .mark("")
        case 1: .sequence([.mark("(?i)"), literal()])
        case 2: .sequence([literal(), .mark("(?i)"), literal()])
        case 3: .sequence([literal(), piece(depth)])
        default: piece(depth)
        }
    }

    private mutating func group(_ depth: Int) -> PatternTree {
        let opening = random.pick([
            "(", "(", "(", "(?<n", "(?P<n", "(?'n", "(?:", "(?:", "(?>", "(?i:", "(?-i:", "(?s:", "(?m:",
            "(?^:",
            "(?|", "(?x:", "(?i-s:",
        ])
        switch opening {
        case "(", "(?<n", "(?P<n", "(?'n":
            groups += 1
            let number = groups
            let name = opening == "(" ? "" : "\(number)" + (opening == "(?'n" ? "'" : ">")
            return .group(opening + name, inner(depth), number: number)
        case "(?|":
            groups += 1
            let number = groups
            let first = PatternTree.group("(", atom(), number: number)
            return .group("(?|", .choice([first, .group("(", literal(), number: number)]), number: nil)
        case "(?x:":
            return .group(
                "(?x:", .sequence([.text("ab"), .mark(" # a ) note\n"), atom(), .text(" c d", "cd")]),
                number: nil)
        default: return .group(opening, inner(depth), number: nil)
        }
    }

    private mutating func inner(_ depth: Int) -> PatternTree {
        switch random.below(5) {
        case 0: .choice([piece(depth), literal()])
        case 1: .choice([literal(), literal(), literal()])
        case 2: .sequence([literal(), piece(depth)])
        default: piece(depth)
        }
    }

    mutating func quantified(_ inner: PatternTree, wide: Bool) -> PatternTree {
        let quantifiers: [(String, ClosedRange<Int>, Int?)] =
            [
                ("?", 0...1, 1), ("*", 0...3, nil), ("+", 1...4, nil), ("{2}", 2...2, 2), ("{1,3}", 1...3, 3),
                ("{0,4}", 0...4, 4), ("{2,}", 2...4, nil), ("{1}", 1...1, 1),
            ]
            + (wide
                ? [
                    ("{8,20}", 8...20, 20), ("{12}", 12...12, 12), ("{5,}", 5...9, nil),
                    ("{0,50}", 0...9, 50),
                ] : [])
        if random.chance(4) {
            return .sequence([inner, .text(random.pick(["{,3}", "{,}", "{", "{x}", "{}"]))])
        }
        let (quantifier, counts, most) = random.pick(quantifiers)
        return .repeated(inner, quantifier + random.pick(["", "", "", "?", "+"]), counts, most: most)
    }

    private mutating func lookAround(_ depth: Int) -> PatternTree {
        switch random.below(6) {
        case 0: .sequence([.look("(?<=", literal(), shown: true), literal()])
        case 1: .sequence([.look("(?<!", atom(), shown: false), literal()])
        case 2: .sequence([literal(), .look("(?=", piece(depth), shown: true)])
        case 3: .sequence([literal(), .look("(?!", piece(depth), shown: false)])
        case 4:
            .sequence([
                .look("(?=", .sequence([.mark(".*"), .look("(?!", literal(), shown: false)]), shown: false),
                atom(),
            ])
        default:
            .sequence([
                .look("(?=", .mark("\\S"), shown: false), atom(), .look("(?<=", .mark("\\S"), shown: false),
            ])
        }
    }

    private mutating func reference() -> PatternTree {
        let number = 1 + random.below(groups)
        let source = random.pick([
            "\\\(number)", "\\g{\(number)}", "\\k<n\(number)>", "\\g{-1}", "\\k{n\(number)}",
        ])
        return .backReference(source, source == "\\g{-1}" ? groups : number)
    }
}
