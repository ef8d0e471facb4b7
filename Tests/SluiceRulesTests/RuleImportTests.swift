import Foundation
import SluiceModel
import SluiceRules
import TestSupport
import Testing

@testable import SluiceRuleSets

@Suite("Rules of another tool")
struct RuleImportTests {
    private static let folder = packageFolder.path + "/Fixtures/import/"

    private func imported(_ name: String) throws -> RuleImport {
        try RuleImport(RuleLoader.text(of: Self.folder + name), path: name)
    }

    @Test("of noseyparker keep pattern, texts and examples, under names of our form")
    func noseyparker() throws {
        let result = try imported("noseyparker.yml")
        #expect(result.rules.map(\.id.description) == ["np-musterhaus-1", "np-musterhaus-1-2"])
        let rule = try #require(result.rules.first)
        #expect(
            rule.matcher
                == .patterns(
                    [
                        RulePattern(
                            #"(?i)\b(mh_[a-f0-9]{12})(?:$|[^a-f0-9])"#,
                            source: SourcePlace(file: "noseyparker.yml", line: 6, column: 12))
                    ], group: .firstNonEmpty, bytes: true))
        #expect(rule.information.title.text(in: .english) == "Musterhaus Access Token")
        #expect(
            rule.information.why.text(in: .english)
                == "A token of Musterhaus. Whoever has it reads all records.")
        #expect(rule.information.references == ["https://docs.musterhaus.example/tokens"])
        #expect(rule.examples.count == 2 && rule.counterexamples.count == 2)
        #expect(result.rules[1].matcher.regex == #"\b(MHK[-][0-9]{6})\b"#)
        #expect(
            result.notes.map(\.description) == [
                "noseyparker.yml:39:12: warning: the rule 'np.letters.1' is left out: its pattern has classes of"
                    + " Unicode (\\p)"
            ])
    }

    @Test("of kingfisher keep entropy, confidence and requirements; what asks a server is named and left out")
    func kingfisher() throws {
        let result = try imported("kingfisher.yaml")
        #expect(
            result.rules.map(\.id.description) == ["kingfisher-beispielbank-1", "kingfisher-beispielbank-3"])
        let rule = try #require(result.rules.first)
        #expect(rule.matcher.regex == #"(?i)beispielbank(?:.|[\n\r]){0,16}?\b([A-Z0-9_\-]{10})\b"#)
        #expect(rule.minimumEntropy == 2.5 && rule.confidence == .high)
        #expect(
            rule.imported?.allowlists == [
                Allowlist(regexes: [#"\A[^0-9]*(?:[0-9][^0-9]*){0,1}\z"#]),
                Allowlist(regexes: [#"\A[^a-z]*(?:[a-z][^a-z]*){0,0}\z"#]),
                Allowlist(stopwords: ["sample", "dummy"]),
            ])
        #expect(result.rules[1].matcher.regex == #"(?s-i)bbs[0-9A-Fx]{2}\x0B?[[:digit:]&]{4}"#)
        let left = result.notes.map(\.message)
        #expect(
            left.contains(
                "'validation' of 'kingfisher.beispielbank.1' is left out: values are never sent anywhere"))
        #expect(left.contains("the rule 'kingfisher.beispielbank.2' is left out: it only serves other rules"))
        #expect(
            left.contains { $0.hasPrefix("'checksum' of") }
                && left.contains { $0.hasPrefix("'depends_on_rule' of") })
        #expect(left.contains("'colour' of 'kingfisher.beispielbank.2' is left out: it is not known here"))
        #expect(result.notes.allSatisfy { $0.severity == .warning && $0.line != nil })
    }

    @Test(
        "in our form are the same rules when they are read again",
        arguments: ["import/noseyparker.yml", "import/kingfisher.yaml", "gitleaks-shapes.toml"])
    func roundTrip(name: String) throws {
        let path = packageFolder.path + "/Fixtures/" + name
        let result = try RuleImport(RuleLoader.text(of: path), path: path)
        var bare = result.rules
        for index in bare.indices {
            bare[index].examples = []
            bare[index].counterexamples = []
        }
        let folder = try TemporaryFolder()
        let written = try folder.write(RuleFileWriter.text(bare, notes: result.notes), "own.yaml")
        let again = try RuleSets.load(paths: [written])
        #expect(again.rules.map(\.id) == bare.map(\.id))
        #expect(again.hash == RuleSet(rules: bare).hashed().hash, "the hash is that of what rules mean")
    }

    @Test(
        "that are none are a fault with its place",
        arguments: [
            ("rules: [{ id: a, title: { en: A }, severity: low, pattern: a }]", "unknown-form"),
            ("rules: [{ name: A, pattern: a }]", "missing-key"), ("rules: [", "unknown-form"),
            ("rules: [{ name: A, id: '!', pattern: a }]", "bad-id"),
        ])
    func faults(text: String, code: String) throws {
        let thrown = try #require(throws: Diagnostics.self) { _ = try RuleImport(text, path: "other.yaml") }
        #expect(thrown.all.map(\.code) == [code])
    }

    @Test(
        "have patterns that mean the same here",
        arguments: [
            ("(?x) a b # c\n d", "abd"), ("(?x: a b ) c", "(?:ab) c"), ("(?x)a(?-x: b)c d", "a(?: b)cd"),
            (#"(?x)[ a \ b ]"#, #"[a\ b]"#), (##"(?x)\#[\#]"##, ##"\#[\#]"##), ("a{,3}b{x", #"a{0,3}b\{x"#),
            (#"\x{7F}\u0041"#, #"\x7F\x41"#), ("[a[bc]]", "[abc]"), (#"\<a\>"#, #"\b(?=\w)a\b(?<=\w)"#),
            ("(?P<token>a)(?<b>c)", "(a)(c)"), ("[]a]", #"[\]a]"#), ("(?isx-u)A b", "(?is)Ab"),
        ])
    func patterns(source: String, expected: String) {
        let pattern = RustPattern(source)
        #expect(pattern.regex == expected)
        #expect(pattern.unsupported == nil)
    }

    @Test(
        "have patterns that are refused",
        arguments: [#"\pL"#, "(?=a)", "[a&&b]", "[a--b]", "(?R)a", #"\x{100}"#])
    func refused(source: String) {
        #expect(RustPattern(source).unsupported != nil)
    }
}

extension Matcher {
    /// The first regex.
    fileprivate var regex: String? {
        guard case .patterns(let patterns, _, _) = self else { return nil }
        return patterns.first?.regex
    }
}
