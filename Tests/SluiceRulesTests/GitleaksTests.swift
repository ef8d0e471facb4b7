import Foundation
import SluiceModel
import SluiceRules
import TestSupport
import Testing

@testable import SluiceRuleSets

@Suite("A rule file of gitleaks")
struct GitleaksTests {
    private static let path = packageFolder.path + "/Fixtures/gitleaks-shapes.toml"

    private func set() throws -> RuleSet { try RuleSets.load(paths: [Self.path]) }

    private func rule(_ id: String) throws -> Rule {
        try #require(try set().rules.first { $0.id.description == id })
    }

    @Test("gives all its rules but those about paths alone, which are named once")
    func count() throws {
        let set = try set()
        #expect(set.rules.count == 18)
        #expect(set.warnings.map(\.code) == ["not-carried-over"])
        #expect(set.warnings.first?.message.contains("slate-file") == true)
    }

    @Test("keeps its regexes, with their places, as patterns for bytes")
    func regex() throws {
        let rule = try rule("crate-token")
        guard case .patterns(let patterns, let group, let bytes) = rule.matcher else {
            Issue.record("the rule has no pattern")
            return
        }
        #expect(patterns.map(\.regex) == [#"crt-[0-9a-zA-Z_\-]{20}"#])
        #expect(patterns.map(\.source) == [SourcePlace(file: Self.path, line: 45, column: 9)])
        #expect(rule.source == SourcePlace(file: Self.path, line: 42, column: 1))
        #expect(group == .firstNonEmpty)
        #expect(bytes)
        #expect(rule.information.title.texts == [.english: "Crate token"])
        #expect(rule.information.severity == .high)
    }

    @Test("names the group that holds the secret")
    func group() throws {
        guard case .patterns(_, let group, _) = try rule("juno-token").matcher else {
            Issue.record("the rule has no pattern")
            return
        }
        #expect(group == .number(2))
    }

    @Test("wants more entropy than it names")
    func entropy() throws {
        #expect(try rule("crate-token").minimumEntropy == 3.0.nextUp)
        #expect(try rule("acme-api-key").minimumEntropy == 3.5.nextUp)
        #expect(try rule("lagoon-key-block").minimumEntropy == nil)
    }

    @Test("brings keywords, a path and allowlists along, its own first, then the file's")
    func conditions() throws {
        let conditions = try #require(try rule("moss-manifest").imported)
        #expect(conditions.keywords == ["moss"])
        #expect(conditions.path == #"(?i)\.ya?ml$"#)
        #expect(conditions.allowlists.count == 2)
        #expect(conditions.allowlists.first?.target == .match)
        #expect(conditions.allowlists.last?.paths.count == 3)
        #expect(conditions.allowlists.last?.stopwords.count == 2)
        let opal = try #require(try rule("opal-generic-key").imported).allowlists
        #expect(opal.map(\.target) == [.secret, .match, .line, .line, .secret])
        #expect(opal.map(\.combining) == [.any, .any, .any, .all, .any])
        #expect(opal[1].stopwords == ["example", "dummy"])
        let quartz = try #require(try rule("quartz-access-token").imported)
        #expect(quartz.keywords.isEmpty)
        #expect(quartz.allowlists.first?.paths == [#"(?:^|/)quartz/README\.md$"#])
    }

    @Test("binds a shared allowlist to the rules that it names")
    func targetRules() throws {
        let text = """
            [[allowlists]]
            targetRules = ["one"]
            stopwords = ["A"]
            [[allowlists]]
            condition = "AND"
            commits = ["abc"]
            regexes = ['x']
            [[rules]]
            id = "one"
            regex = 'a'
            [[rules]]
            id = "two"
            regex = '''b'''
            tags = ["t"]
            severity = "low"
            """
        let set = try GitleaksFile.ruleSet(in: text, file: "probe.toml")
        #expect(set.rules.map { $0.imported?.allowlists } == [[Allowlist(stopwords: ["a"])], []])
        #expect(
            set.warnings.map(\.description) == [
                "probe.toml:15:12: warning: unknown key 'severity' is left out"
            ])
    }

    @Test(
        "has what cannot be carried over named",
        arguments: [
            ("[extend]\nuseDefault = true\n[[rules]]\nid = 'a'\nregex = 'a'", 1),
            ("[[rules]]\nid = 'a'\nregex = 'a'\nskipReport = true", 0),
            ("[[rules]]\nid = 'a'\nregex = 'a'\n[[rules.required]]\nid = 'b'", 0),
            ("[[rules]]\nid = 'a'\nregex = 'a'\n[[rules.allowlists]]\nregexes = ['\\pL']", 1),
        ])
    func warnings(text: String, rules: Int) throws {
        let set = try GitleaksFile.ruleSet(in: text, file: "probe.toml")
        #expect(set.rules.count == rules)
        #expect(set.warnings.map(\.code) == ["not-carried-over"])
    }
}

@Suite("A regular expression in Go's syntax")
struct GoPatternTests {
    @Test(
        "that PCRE2 reads alike stays as it is",
        arguments: [
            #"\b(a|b){2,3}?(?i)c{0,}(?:d)(?P<n>e)$"#, #"[\w.-]{0,50}?[^]a-z\]]"#, #"\x60\\[nr]\z"#,
            #"(?-i:x)(?s:.){5}[[:alnum:]_]"#, #"['"\s=]{0,5}\|\|\/\-"#,
        ])
    func same(source: String) {
        let pattern = GoPattern(source)
        #expect(pattern.regex == source.replacing("[^]", with: #"[^\]"#))
        #expect(pattern.bytes)
    }

    @Test(
        "is put into PCRE2's words where it reads differently",
        arguments: [
            (#"\v[\v]"#, #"\x0B[\x0B]"#), (#"\Qa.b\E.\Q*"#, #"a\.b.\*"#), (#"\C"#, "(?s:.)"),
            (#"\0\12\101"#, #"\x00\x0A\x41"#), (#"{{x}}a{,3}a{2}"#, #"\{\{x}}a\{,3}a{2}"#),
            (#"[[a]"#, #"[\[a]"#), (#"\x{41}\x7f"#, #"\x41\x7F"#), (#"[[:^digit:]]"#, #"[[:^digit:]]"#),
            (#"a{"#, #"a\{"#),
        ])
    func translated(source: String, expected: String) {
        let pattern = GoPattern(source)
        #expect(pattern.regex == expected)
        #expect(pattern.bytes)
    }

    @Test(
        "that goes beyond ASCII is for UTF-8, with classes that stay within it",
        arguments: [
            (#"\pL\d"#, #"\pL[\x{30}-\x{39}]"#), ("ä[\\s]", #"ä[\x{9}-\x{a}\x{c}-\x{d}\x{20}]"#),
            (#"\x{20AC}"#, #"\x{20AC}"#),
            (#"é\bx"#, "é(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))x"),
            (#"é[[:upper:]]\D"#, #"é[\x{41}-\x{5a}][\x{0}-\x{2f}\x{3a}-\x{10ffff}]"#),
        ])
    func unicode(source: String, expected: String) {
        let pattern = GoPattern(source)
        #expect(pattern.regex == expected)
        #expect(!pattern.bytes)
    }

    @Test("tells how many groups capture")
    func groups() {
        #expect(GoPattern(#"(a)(?:b)(?P<c>c)(?<d>d)(?i)\((?i:e)[(]"#).groups == 3)
    }

    @Test("may be cut anywhere")
    func cut() {
        let source = Array(#"\Qa\E\x{41}[[:alpha:]\]{2,3}(?P<n>\101\v[^]]"#)
        for count in 0...source.count { _ = GoPattern(String(source[..<count])) }
    }
}
