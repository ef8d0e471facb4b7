import EngineOracle
import SluiceEngine
import TestSupport

/// The leaves: literals, classes, and what is seldom written.
extension PatternGenerator {
    mutating func literal() -> PatternTree {
        switch random.below(16) {
        case 0: escape()
        case 1: .text("\\Q[a.b*]\\E", "[a.b*]")
        case 2:
            .text(
                random.pick([
                    "straße", "Größe", "Übung", "schlüssel", "İd", "ſalt", "K2", "日本", "😀", "ß", "ẞ",
                ]))
        case 3: .text(random.pick(["k", "s", "K", "S", "@", "=", "-", "x", "0", "ss", "sk", "ks"]))
        case 4: .text("\\.\\*", ".*")
        default:
            .text(
                random.pick([
                    "key", "api", "token", "ghp_", "AKIA", "secret", "passwort", "kasse", "task", "id", "ab",
                    "abc",
                    "Konto", "foo", "bar", "sk-", "xox", "://", "eyJ", "de", "IBAN", "42", "1234", "a", "aa",
                    "aba",
                ]))
        }
    }

    private mutating func escape() -> PatternTree {
        let choices: [PatternTree] =
            [
                .text("\\n", "\n", single: true), .text("\\t", "\t", single: true),
                .text("\\x41", "A", single: true),
                .text("\\x60", "`", single: true), .text("\\101", "A", single: true),
                .text("\\0", "\0", single: true),
                .text("\\r\\n", "\r\n"), .text("\\o{60}", "0", single: true), .text("\\$", "$", single: true),
                .text("\\e", "\u{1B}", single: true), .text("\\cA", "\u{1}", single: true),
            ]
            + (dialect == .unicode
                ? [
                    .text("\\x{1F600}", "😀", single: true), .text("\\x{e4}", "ä", "Ä", single: true),
                    .text("\\N{U+df}", "ß", single: true), .text("\\x{212a}", "\u{212A}", "k", single: true),
                ]
                : [
                    .atom("\\xE4", [[0xE4]], single: true),
                    .atom("\\xC3\\xA4", [[0xC3, 0xA4]], single: false),
                    .atom("\\xff", [[0xFF]], single: true),
                ])
        return random.pick(choices)
    }

    mutating func atom() -> PatternTree {
        switch random.below(20) {
        case 0..<5:
            .text(random.pick(["a", "b", "k", "s", "x", "0", "7", "-", " ", ",", "_", "Z"]), single: true)
        case 5..<11: characterClass()
        case 11: escape()
        case 12: .text(".", "a", "7", " ", "ä", single: true)
        default: random.pick(Self.escapes + (dialect == .unicode ? Self.properties : []))
        }
    }

    private static let escapes: [PatternTree] = [
        .text("\\d", "0", "5", "9", single: true), .text("\\D", "x", " ", single: true),
        .text("\\w", "a", "Z", "_", "3", single: true), .text("\\W", " ", "-", "=", single: true),
        .text("\\s", " ", "\n", "\t", single: true), .text("\\S", "x", "9", single: true),
        .text("\\h", " ", "\t", single: true), .text("\\H", "h", single: true),
        .text("\\v", "\n", "\u{B}", "\r", single: true), .text("\\V", "v", single: true),
        .text("\\R", "\n", "\r\n", "\r", single: true), .text("\\N", "n", single: true),
    ]

    private static let properties: [PatternTree] = [
        .text("\\p{L}", "a", "ö", "Ж", single: true), .text("\\p{Lu}", "A", "Ö", single: true),
        .text("\\P{Nd}", "x", "é", single: true), .text("\\p{^L}", "1", " ", single: true),
        .text("\\X", "e\u{301}", "x", "\r\n", single: true), .text("\\p{Nd}", "4", "٣", single: true),
        .text("\\p{Greek}", "λ", single: true), .text("\\pL", "l", single: true),
        .text("\\d", "٣", "7", single: true), .text("\\w", "ä", "ß", "é", single: true),
        .text("\\s", "\u{A0}", "\u{2003}", single: true), .text("\\R", "\u{2028}", "\u{85}", single: true),
    ]

    private mutating func characterClass() -> PatternTree {
        if random.chance(15) {
            let (source, samples) = random.pick(Self.negated)
            return .atom(source, samples.map { Array($0.utf8) }, single: true)
        }
        var source = ""
        var samples: [[UInt8]] = []
        for _ in 0...random.below(3) {
            let (part, examples) = random.pick(Self.classParts + (dialect == .unicode ? Self.wideParts : []))
            source += part
            samples += examples.map { Array($0.utf8) }
        }
        return .atom("[\(source)]", samples, single: true)
    }

    private static let negated: [(String, [String])] = [
        ("[^a-z]", ["A", "7", " "]), ("[^\\s'\"]", ["x", "="]), ("[^\\d]", ["q"]), ("[^k]", ["s", "x"]),
        ("[^[:alnum:]]", ["-", " "]), ("[^\\n]", ["n"]), ("[^]x]", ["y"]), ("[^\\x00-\\x7f]", ["ä", "€"]),
        ("[^\\W_]", ["w", "5"]), ("[^@\\s]", ["m"]),
    ]

    private static let classParts: [(String, [String])] = [
        ("a-z", ["q", "k", "s"]), ("0-9", ["7", "0"]), ("A-Z", ["Q", "K"]), ("a-f", ["c"]),
        ("\\w.", ["w", "."]),
        ("\\s", [" ", "\n"]), ("[:alpha:]", ["x", "S"]), ("[:digit:]", ["5"]), ("[:^space:]", ["!"]),
        ("[:punct:]", [";"]), ("\\d", ["4"]), ("_", ["_"]), ("=:", ["=", ":"]), ("\\x60'\"", ["'", "`"]),
        ("\\]", ["]"]), ("+/", ["+", "/"]), ("\\-", ["-"]), ("\\x41-\\x46", ["C"]), ("\\Q^-\\E", ["^", "-"]),
        ("\\h", ["\t"]), ("[:xdigit:]", ["e", "E"]), ("k", ["k", "K"]), ("s", ["s", "S"]), ("\\b", ["\u{8}"]),
    ]

    private static let wideParts: [(String, [String])] = [
        ("äöü", ["ö", "Ä"]), ("ß", ["ß", "ẞ"]), ("\\p{L}", ["é"]), ("\\P{Lu}", ["u"]), ("à-ÿ", ["é", "ü"]),
        ("\\x{1F600}-\\x{1F64F}", ["😁"]), ("\\x{17f}", ["ſ", "s"]), ("K", ["\u{212A}", "k"]), ("İ", ["İ"]),
        ("\\p{Nd}", ["٣"]),
    ]

    /// Recursion, conditions, verbs: mostly left alone by an analyser, never to be got wrong.
    mutating func rare() -> PatternTree {
        let inner = literal()
        let other = literal()
        switch random.below(15) {
        case 0: return .text("\\((?:[^()]++|(?R))*+\\)", "(a(b)c)", "()")
        case 1: return .sequence([inner, .text("(?:x(?R)?y)?", "", "xy")])
        case 2: return .sequence([.mark("(*PRUNE)"), inner])
        case 3: return .sequence([inner, .mark("(*SKIP)"), other])
        case 4: return .sequence([inner, .mark("(*COMMIT)"), other])
        case 5: return .choice([.sequence([inner, .mark("(*SKIP)(*FAIL)")]), other])
        case 6: return .choice([.sequence([inner, .mark("(*THEN)"), other]), inner])
        case 7: return .sequence([inner, .mark("(*ACCEPT)"), other])
        case 8: return .sequence([inner, .mark("\\K"), other])
        case 9: return .sequence([inner, .mark("(?#note)"), other])
        case 10: return .choice([.sequence([inner, .mark("(*F)")]), other])
        case 11: return .sequence([.mark("(?:(?=\(inner.source))|)"), inner, other])
        case 12: return .text("(?(DEFINE)(?<q\(groups)>[0-9]{2}))(?&q\(groups))", "42")
        default:
            groups += 1
            let number = groups
            let condition = PatternTree.repeated(.group("(", inner, number: number), "?", 0...1, most: 1)
            if random.chance(30) { return .sequence([condition, other, .text("(?\(number))", "key", "ab")]) }
            return .sequence([condition, .text("(?(\(number))x|y)", "x", "y")])
        }
    }
}
