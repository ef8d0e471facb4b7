@testable import SluiceEngine
import TestSupport
import Testing

@Suite("The tree of a pattern")
struct AnalysisTreeTests {
    private func tree(_ source: String, _ dialect: Pattern.Dialect = .unicode) throws -> SyntaxTree {
        try #require(SyntaxParser.parse(Pattern(source, dialect: dialect)))
    }

    @Test(
        "knows how long a match can be",
        arguments: [
            ("abc", 3, 3), ("a|bcd", 1, 3), ("a?b{2,5}", 2, 6), ("a*b", 1, nil), (#"\bä\b"#, 2, 2),
            (#"\d"#, 1, 4),
            (#"\p{L}{3}"#, 3, 12), ("(?=abc)d", 1, 1), (#"(a)\1"#, 1, nil), ("(?i)k", 1, 3), (#"\R"#, 1, 3),
            ("(?:ab){2,3}", 4, 6), ("(?:a{1000}){1000}", 1_000_000, 1_000_000), ("[^a]", 1, 4),
            ("(?:|abc)d", 1, 4),
            ("(?:(?:a{60000}){60000})b", 1 << 28, nil),
        ] as [(String, Int, Int?)])
    func lengths(source: String, least: Int, most: Int?) throws {
        #expect(try tree(source).root.lengths == LengthBounds(least, most))
    }

    @Test(
        "knows how far behind a match it looks",
        arguments: [
            ("abc", 0), ("abc(?=de)", 2), ("(?!a{3,9})b", 9), ("(?=a(?=bc))d", 3), ("a(?=b*)", nil),
            (#"(a)\1"#, nil),
            ("(?<=a(?=bcd))e", 3), ("(?:a(?=b)|c(?=def))g", 3), (#"a\b$"#, 0), (#"a(?=é|x)"#, 2),
        ] as [(String, Int?)])
    func lookahead(source: String, reach: Int?) throws {
        #expect(try tree(source).root.lookaheadReach == reach)
    }

    @Test(
        "knows with which runs it begins that may be cut out",
        arguments: [
            (#"[\w.-]{0,50}?(?:abc|def)"#, [#"[\w.-]{0,50}?"#]), ("a*b?c", ["a*", "b?"]), ("a+b", []),
            ("(?i)a*b", ["a*"]), ("(?:a*b)c", ["a*"]), ("(?:a*b|c*d)", []), (#"\ba*b"#, []), ("(?=x)a*b", []),
            ("(?:ab)*c", []), ("a*(?:b|c)", ["a*"]), ("(a)*b", ["(a)*"]), ("(a*)*b", []),
            ("(?x) a * + b", ["a * +"]),
        ])
    func leadingRuns(source: String, expected: [String]) throws {
        let bytes = Array(source.utf8)
        let runs = try tree(source).root.leadingRuns.map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(runs == expected)
    }

    @Test(
        "knows whether it begins where the text does",
        arguments: [
            ("^abc", true), (#"\Aabc"#, true), ("(?m)^abc", false), ("(?:^a|^b)", true), ("(?:^a|b)", false),
            ("(?i)^a", true), ("(^a)b", true), ("x^a", false), ("(?:^a){2}", true), ("(?:^a)?b", false),
            ("(?=^)a", false),
        ])
    func textStart(source: String, expected: Bool) throws {
        #expect(try tree(source).root.beginsAtTextStart == expected)
    }

    @Test(
        "knows what can backtrack without end",
        arguments: [
            ("(?:a+)+b", true), ("(?:a{2}){3}", false), ("a+b+", false), ("(?:a{1,3}){2}", false),
            ("(?:a{1,3}){2,4}", true), ("(?:a?)+", false), (#"(?:(a)\1)+"#, true), ("(?:(?=a*)b)+", true),
        ])
    func nesting(source: String, expected: Bool) throws {
        #expect(try tree(source).root.hasNestedRepetition == expected)
    }

    @Test("notes references, dependence on the search, quotes and look-behinds")
    func marks() throws {
        for source in [
            #"(a)\1"#, #"(?<n>a)\k<n>"#, #"(a)\g{-1}"#, "a(?R)?", "(a)?(?(1)b)", "(?P<n>a)(?P=n)", "(a)(?1)",
        ] {
            #expect(try tree(source).refersToGroups, "\(source)")
        }
        for source in [#"a\Kb"#, #"\Ga"#, "a(*SKIP)b", "a(*COMMIT)b", "a(*SKIP:n)b"] {
            #expect(try tree(source).dependsOnSearch, "\(source)")
        }
        #expect(try tree(#"\Qa\E"#).hasQuotes)
        #expect(try tree("(?<=a(?<!b))c(?=d)").lookbehinds == 2)
        let plain = try tree("(a)b(?=c)(*PRUNE)d")
        #expect(!plain.refersToGroups && !plain.dependsOnSearch && !plain.hasQuotes && plain.lookbehinds == 0)
    }
}
