import EngineOracle
import SluiceEngine
import TestSupport
import Testing

/// Patterns that are easily read for what they are not; what is found must be what PCRE2's plain loop finds.
@Suite("A pattern that is not what it looks like")
struct AnalysisTrapTests {
    struct Trap: Sendable, CustomTestStringConvertible {
        var source: String
        var text: [UInt8]
        var dialect = Pattern.Dialect.unicode

        init(_ source: String, _ text: String, _ dialect: Pattern.Dialect = .unicode) {
            self.init(source, Array(text.utf8), dialect)
        }

        init(_ source: String, _ text: [UInt8], _ dialect: Pattern.Dialect) {
            self.source = source
            self.text = text
            self.dialect = dialect
        }

        var testDescription: String { source }
    }

    @Test(
        "begins with runs that cannot be cut out",
        arguments: [
            Trap("(?:a*hello|[dw]{0,3}+dworld)", "wwwdworld"),
            Trap("(?>y{0,2}abc|[yz]{0,2}abcdefg)hij", "zzabcdefghij"),
            Trap("(?:y{0,2}abc(*PRUNE)q|[yz]{0,2}abcdefg)", "zzabcdefg"),
            Trap(#"\Qb\E*hello[0-9]"#, "bbhello5"),
            Trap("[ab]{0,3}+abc5", "abaabc5"),
            Trap("[ab]{0,3}(?>ab|abc)c5", "abaabc5 aabcc5"),
            Trap("x{0,2}(?<=y)hello", "yxhello yhello"),
            Trap("[0-9]*foo1|[a-z0-9]*@bar", "abcfoo1@bar"),
        ])
    func leadingRuns(trap: Trap) throws { try expectSame(trap) }

    @Test(
        "has a quantifier away from what it repeats",
        arguments: [
            Trap(#"ab\E*cdef"#, "abbcdef"), Trap(#"ab\Q\E*cdef"#, "abbcdef"),
            Trap(#"ab\E{2}cdef"#, "abbcdef"), Trap(#"\Qab\E+cdef"#, "abbcdef"),
            Trap("ab(?#x)*cdef", "abbcdef"), Trap("(?x)a b +cdef", "abbcdef"),
            Trap("ab{,3}cdef", "ab{,3}cdef abbcdef"), Trap("ab{x}cdef", "ab{x}cdef"),
        ])
    func quantifiers(trap: Trap) throws { try expectSame(trap) }

    @Test(
        "has a class with more in it than members",
        arguments: [
            Trap("(?xx)(?x)[a b]{4}cde", "a ba cde"), Trap("(?xx)[ ^a]hello", "bhello"),
            Trap(#"[\E^a]hello"#, "bhello"), Trap(#"[\Q\E^a]hello"#, "bhello"),
            Trap(#"[a\E-z]hello"#, "mhello"), Trap(#"[\Qa\E-z]hello"#, "mhello"),
            Trap("(?xx)[a -z]hello", "mhello"), Trap("(?xx)[a- z]hello", "mhello"),
            Trap("(?i)[^[:^lower:]]hello", "Ahello", .bytes), Trap("(?i)[^[:upper:]]hello", "Ahello 1hello"),
            Trap("(?i)[^[:lower:]]hello", "Ahello"),
            Trap("[^[:punct:]]hello", "$hello zhello"), Trap("[^\\P{L}]hello", "ahello"),
            Trap("(?x)Åbcdef", [0xC3] + Array("bcdef".utf8), .bytes),
        ])
    func classes(trap: Trap) throws { try expectSame(trap) }

    @Test(
        "has a condition with a branch that is not written",
        arguments: [
            Trap("(\")?foos(?(1)(?:a|b))yyyy", "foosyyyy"),
            Trap("(\")?foos(?(1)a|b)yyyy", "foosbyyyy \"foosayyyy"),
            Trap(
                "(?(*pla:.{100}x)bbbb|cccc)",
                "cccc bbbb" + String(repeating: "z", count: 96) + "xbbbb"),
        ])
    func conditions(trap: Trap) throws { try expectSame(trap) }

    @Test(
        "changes its flags on the way",
        arguments: [
            Trap("(?:a(?i)b|c)cdef", "Ccdef"), Trap("(?:a|(?i)b)cdef", "Bcdef"),
            Trap("(?i-i:abcd)", "abcd ABCD"),
            Trap("(?i)(?^:abcd)", "ABCD abcd"), Trap("(?i)ßtraße", "ẞtraẞe"),
            Trap("(?i)kiss", "\u{212A}i\u{17F}S"),
        ])
    func flags(trap: Trap) throws { try expectSame(trap) }

    @Test("is refused in the byte dialect where it asks for UTF-8")
    func unicodeVerb() {
        #expect(throws: CompileFault.self) {
            try Database([.pattern(Pattern("(*UTF)hello", dialect: .bytes))])
        }
    }

    private func expectSame(_ trap: Trap) throws {
        let pattern = Pattern(trap.source, dialect: trap.dialect)
        let database = try Database([.pattern(pattern)])
        let reference = try #require(ReferenceScanner(pattern, jit: false))
        let expected = reference.scan(trap.text).matches
        let result = BlockChain(database: database, text: trap.text, way: .whole).result()
        #expect(!expected.isEmpty && result.matches == expected)
    }
}
