import SluiceModel
import SluiceRules
import Testing

@Suite("A rule of gitleaks")
struct ImportedRuleTests {
    private func count(
        _ text: String, _ imported: ImportedConditions, path: String = "src/a.txt", entropy: Double? = nil
    ) throws -> Int {
        let rule = try makeRule(
            "token", [#"tok_([0-9a-z]{8})"#], group: .firstNonEmpty, entropy: entropy, imported: imported)
        return try detect(makeMessage(text, path: path), rule).count
    }

    @Test("asks for a keyword anywhere in the message, in any case")
    func keywords() throws {
        let imported = ImportedConditions(keywords: ["Acme", "tok_9"])
        #expect(try count("tok_12345678", imported) == 0)
        #expect(try count("tok_12345678 for ACME", imported) == 1)
        #expect(try count("acme\n" + String(repeating: "x\n", count: 9000) + "tok_12345678", imported) == 1)
    }

    @Test("looks 64 KiB around for its keyword in a text over 1 MiB")
    func longText() throws {
        let imported = ImportedConditions(keywords: ["acme"])
        let filler = String(repeating: "x\n", count: 40_000)
        let much = String(repeating: "x\n", count: 600_000)
        #expect(try count("acme " + filler + "tok_12345678" + much, imported) == 0)
        #expect(try count("acme " + filler.prefix(60_000) + "tok_12345678" + much, imported) == 1)
        #expect(try count(much + "tok_12345678" + filler.prefix(60_000) + "acme", imported) == 1)
    }

    @Test("leaves out values at or below its entropy")
    func entropy() throws {
        #expect(try count("tok_12345678", ImportedConditions(), entropy: 3) == 0)
        #expect(try count("tok_12345678", ImportedConditions(), entropy: 2.9) == 1)
    }

    @Test("asks for its path")
    func path() throws {
        let imported = ImportedConditions(path: #"\.env$"#)
        #expect(try count("tok_12345678", imported) == 0)
        #expect(try count("tok_12345678", imported, path: "b/.env") == 1)
    }

    @Test("leaves out what an allowlist names: paths, stopwords, regexes on value, match or line")
    func allowlists() throws {
        func count(_ list: Allowlist, _ text: String = "my tok_1234abcd here") throws -> Int {
            try self.count(text, ImportedConditions(allowlists: [list]))
        }
        #expect(try count(Allowlist(paths: ["^src/"])) == 0)
        #expect(try count(Allowlist(paths: ["^lib/"])) == 1)
        #expect(try count(Allowlist(stopwords: ["34AB"])) == 0)
        #expect(try count(Allowlist(stopwords: ["tok", "my"])) == 1)
        #expect(try count(Allowlist(regexes: ["^1234"])) == 0)
        #expect(try count(Allowlist(regexes: ["^tok"])) == 1)
        #expect(try count(Allowlist(regexes: ["^tok_1"], target: .match)) == 0)
        #expect(try count(Allowlist(regexes: ["^my .* here$"], target: .line)) == 0)
        #expect(try count(Allowlist(regexes: ["^my .* here$"], target: .match)) == 1)
    }

    @Test("leaves out what all conditions of an AND allowlist name")
    func all() throws {
        let list = Allowlist(paths: ["^src/"], regexes: ["^1234"], stopwords: ["abc"], combining: .all)
        #expect(try count("tok_1234abcd", ImportedConditions(allowlists: [list])) == 0)
        #expect(try count("tok_1234xbcd", ImportedConditions(allowlists: [list])) == 1)
        #expect(try count("tok_1234abcd", ImportedConditions(allowlists: [list]), path: "lib/a") == 1)
    }
}
