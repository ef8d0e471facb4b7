@testable import SluiceEngine
import TestSupport
import Testing

/// A pattern and what the parser is to make of it.
struct ParserCase: Sendable, CustomTestStringConvertible {
    var source: String
    /// The sequences as ``AnalysisText`` writes them.
    var expected: String
    var dialect: Pattern.Dialect
    var caseless: Bool

    init(_ source: String, _ expected: String, _ dialect: Pattern.Dialect = .bytes, caseless: Bool = false) {
        (self.source, self.expected, self.dialect, self.caseless) = (source, expected, dialect, caseless)
    }

    var testDescription: String { source }
    var pattern: Pattern { Pattern(source, dialect: dialect, caseless: caseless) }
}

/// Writes element sequences so that they can be read in a table.
///
/// A byte is itself, a set stands in brackets, `\b` is a border, `x{2,5}` a gap; alternatives are joined by ` | `.
enum AnalysisText {
    static func describe(_ sequences: [[Element]]) -> String {
        sequences.map { $0.map(describe).joined() }.joined(separator: " | ")
    }

    private static func describe(_ element: Element) -> String {
        switch element {
        case .edge: "\\b"
        case .before(let set): "<" + describe(set)
        case .behind(let set): ">" + describe(set)
        case .byte(let set): describe(set)
        case .gap(let gap): describe(gap.set) + "{\(gap.least),\(gap.most.map(String.init) ?? "")}"
        }
    }

    static func describe(_ set: ByteSet) -> String {
        let members = set.members
        if members.count == 1 { return name(members[0]) }
        switch set {
        case .all: return "[all]"
        case .word: return "[word]"
        case .word.union(.nonASCII): return "[word+]"
        case .space: return "[space]"
        case .ascii: return "[ascii]"
        default: break
        }
        let isMany = members.count > 128
        return "[\(isMany ? "^" : "")\(ranges(isMany ? set.inverted.members : members))]"
    }

    private static func ranges(_ members: [UInt8]) -> String {
        var text = ""
        var index = 0
        while index < members.count {
            var last = index
            while last + 1 < members.count, members[last + 1] == members[last] + 1 { last += 1 }
            if last - index < 2 { last = index }
            text += last == index ? name(members[index]) : "\(name(members[index]))-\(name(members[last]))"
            index = last + 1
        }
        return text
    }

    private static func name(_ byte: UInt8) -> String {
        if (0x21...0x7E).contains(byte) { return String(UnicodeScalar(byte)) }
        let digits = String(byte, radix: 16, uppercase: true)
        return "\\" + (digits.count < 2 ? "0" + digits : digits)
    }
}

@Suite("The parser")
struct AnalysisParserTests {
    @Test(
        "reads characters and escapes",
        arguments: [
            ParserCase("abc", "abc"), ParserCase(#"a\.b\/"#, "a.b/"),
            ParserCase(#"\x41\x{42}\o{103}"#, "ABC"),
            ParserCase(#"\t\n\r\f\a\e\0\012"#, #"\09\0A\0D\0C\07\1B\00\0A"#),
            ParserCase(#"\Qa.b*\Ec"#, "a.b*c"), ParserCase(#"\Qab\E+c"#, "abb{0,}c"),
            ParserCase(#"a\Eb"#, "ab"),
            ParserCase(#"\N{U+41}"#, "A", .unicode), ParserCase("a(?#note)b", "ab"),
            ParserCase("ä", #"\C3\A4"#),
            ParserCase("ä", #"\C3\A4"#, .unicode), ParserCase("€", #"\E2\82\AC"#, .unicode),
            ParserCase("a{b}", "a{b}"), ParserCase("a{}", "a{}"), ParserCase(#"a\bb"#, #"a\bb"#),
            ParserCase(#"a\Bb$"#, "ab"), ParserCase(".", #"[^\0A]"#), ParserCase("(?s).", "[all]"),
            ParserCase(#"\N"#, #"[^\0A]"#), ParserCase(#"\R"#, "[all]{1,3}"), ParserCase(#"\X"#, "[all]{1,}"),
        ])
    func characters(example: ParserCase) { expect(example) }

    @Test(
        "reads classes",
        arguments: [
            ParserCase("[abc]", "[a-c]"), ParserCase("[^abc]", "[^a-c]"), ParserCase("[]a]", "[]a]"),
            ParserCase("[^]a]", "[^]a]"), ParserCase("[a-]", "[-a]"), ParserCase("[-a]", "[-a]"),
            ParserCase(#"[\d_]"#, "[0-9_]"), ParserCase(#"[\w]"#, "[word]"), ParserCase(#"[\b]"#, #"\08"#),
            ParserCase(#"[\]\\]"#, #"[\]]"#), ParserCase(#"[\x30-\x33]"#, "[0-3]"),
            ParserCase(#"[\Qa-c\E]"#, "[-ac]"), ParserCase("[[:alpha:]]", "[A-Za-z]"),
            ParserCase("[[:^alpha:]]", "[^A-Za-z]"), ParserCase("[[:xdigit:]x]", "[0-9A-Fa-fx]"),
            ParserCase("[[:punct:]]", "[!-/:-@[-`{-~]"), ParserCase("[[a]", "[[a]"),
            ParserCase(#"\d\s"#, "[0-9][space]"), ParserCase(#"[^\W]"#, "[word]"),
            ParserCase(#"\S"#, #"[^\09-\0D\20]"#), ParserCase(#"\h"#, #"[\09\20\A0]"#),
            ParserCase("(?xx)[a b]", "[ab]"), ParserCase("(?x)[a b]", #"[\20ab]"#),
            ParserCase("[a-c]", "[a-c]", .unicode), ParserCase("[é-ë]", #"\C3[\A9-\AB]"#, .unicode),
        ])
    func classes(example: ParserCase) { expect(example) }

    @Test(
        "takes nothing away by a negated class that is not known for certain",
        arguments: [
            ParserCase(#"[^\p{L}]"#, "[all]{1,4}", .unicode),
            ParserCase(#"[^\P{L}]"#, "[all]{1,4}", .unicode),
            ParserCase("[^[:punct:]]", "[all]{1,4}", .unicode), ParserCase(#"[^\H]"#, "[all]"),
            ParserCase("(?i)[^[:^upper:]]", "[all]"), ParserCase(#"[^\p{L}0]"#, "[^0]{1,4}", .unicode),
            ParserCase(#"[^\d]"#, "[^0-9]{1,4}", .unicode), ParserCase("[^é]", "[all]{1,4}", .unicode),
        ])
    func negation(example: ParserCase) { expect(example) }

    @Test(
        "folds case as PCRE2 does",
        arguments: [
            ParserCase("(?i)a1", "[Aa]1"), ParserCase("a", "[Aa]", .unicode, caseless: true),
            ParserCase("(?i)k", #"[Kk] | \E2\84\AA"#, .unicode),
            ParserCase("(?i)s", #"[Ss] | \C5\BF"#, .unicode),
            ParserCase("(?i)ks", "[Kk][Ss]"), ParserCase("(?i)ß", #"\C3\9F | \E1\BA\9E"#, .unicode),
            ParserCase("(?i)é", #"\C3[\89\A9]"#, .unicode), ParserCase("(?i)[^a]", "[^Aa]{1,4}", .unicode),
            ParserCase("(?i)ω", #"[^\00-JL-RT-jl-rt-\7F]{1,4}"#, .unicode),
            ParserCase("(?i)[a-c]", "[A-Ca-c]"),
        ])
    func cases(example: ParserCase) { expect(example) }

    @Test(
        "keeps flags to where they hold",
        arguments: [
            ParserCase("(?i)a(?-i)b", "[Aa]b"), ParserCase("(?i:a)b", "[Aa]b"),
            ParserCase("((?i)a)b", "[Aa]b"),
            ParserCase("(?:wxy(?i)z|abc)d", "wxy[Zz]d | [Aa][Bb][Cc]d"), ParserCase("(?i)(?^:a)b", "a[Bb]"),
            ParserCase("(?x) a b # c\n d", "abd"), ParserCase("(?x: a )( b )", #"a\20b\20"#),
            ParserCase("(?xx)(?x)[a b]", #"[\20ab]"#), ParserCase("(?xx)(?-x)[a b]", #"[\20ab]"#),
            ParserCase("(?m)^a", "a"), ParserCase("(?s:.).", #"[all][^\0A]"#), ParserCase("(?U)a+", "aa{0,}"),
        ])
    func flags(example: ParserCase) { expect(example) }

    @Test(
        "reads groups, repetitions and what stands around",
        arguments: [
            ParserCase("(a)(?:b)(?<n>c)(?'n2'd)(?P<n3>e)(?>f)(?|g)", "abcdefg"),
            ParserCase("abcd|efgh", "abcd | efgh"), ParserCase("a|b|[cd]", "[a-d]"),
            ParserCase("a{2,4}", "aaa{0,2}"),
            ParserCase("a{3}", "aaa"), ParserCase("a{2,}?", "aaa{0,}"), ParserCase("ab?+c", "ab{0,1}c"),
            ParserCase("(?:abc)?d", "abcd | d"), ParserCase("(?:abc){2}", "abcabc"),
            ParserCase("(?:ab)*c", "[ab]{0,}c"), ParserCase("(?=abc)d(?!e)(?<=f)(?<!g)", "d>[^e]<f<[^g]"),
            ParserCase(#"(a)b\1"#, "ab[all]{0,}"), ParserCase(#"(?<n>a)\k<n>b"#, "a[all]{0,}b"),
            ParserCase("(a)?b(?(1)c|d)", "a{0,1}b[cd]{0,1}"), ParserCase("a(*PRUNE)b", "ab"),
            ParserCase("a(?:b(?R))?c", "ab[all]{0,}c | ac"), ParserCase("(*LIMIT_MATCH=9)(*NO_JIT)a", "a"),
            ParserCase("a{0}b", "b"), ParserCase("(?(DEFINE)(?<n>x))(?&n)a", "[all]{0,}a"),
        ])
    func groups(example: ParserCase) { expect(example) }

    @Test(
        "gives up what it does not understand",
        arguments: [
            #"\12"#, #"\cA"#, #"[\1]"#, "[[.a.]]", "[[:nothing:]]", "(*ACCEPT)a", "(*CRLF)a", "(*atomic:a)",
            "(?C1)a", #"a\E*b"#, #"[\E^a]"#, #"[a\E-z]"#, "(?xx)[ ^a]", "(?xx)[a -z]", "(?x)é", "a{,3}",
            "a{1, 3}",
            "(?(*pla:a)b|c)", "(*UTF)a", "(?[a])",
        ])
    func givesUp(source: String) {
        #expect(SyntaxParser.parse(Pattern(source, dialect: .bytes)) == nil)
    }

    @Test("does not follow groups without end")
    func depth() {
        let source = { (count: Int) in
            String(repeating: "(", count: count) + "a" + String(repeating: ")", count: count)
        }
        #expect(SyntaxParser.parse(Pattern(source(150))) != nil)
        #expect(SyntaxParser.parse(Pattern(source(250))) == nil)
    }

    private func expect(_ example: ParserCase, sourceLocation: SourceLocation = #_sourceLocation) {
        let tree = SyntaxParser.parse(example.pattern)
        let found = tree.map { AnalysisText.describe(Linearizer.sequences(of: $0.root)) }
        #expect(found == example.expected, sourceLocation: sourceLocation)
    }
}
