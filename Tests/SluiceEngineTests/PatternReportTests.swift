import SluiceEngine
import Testing

@Suite("A pattern's report")
struct PatternReportTests {
    private func report(_ source: String, _ dialect: Pattern.Dialect = .unicode) throws -> PatternReport {
        let database = try Database([
            .terms(TermList(["Reiher"])), .pattern(Pattern(source, dialect: dialect)),
        ])
        #expect(database.report(ofExpression: 0) == nil)
        return try #require(database.report(ofExpression: 1))
    }

    @Test(
        "finds what takes time out of all proportion",
        arguments: [
            "^(a+)+$", "(a+)+$", "(?:a+)+:", #"(?:\d{4}-?)+:Z"#, "(x+x+)+y", "(a|aa)+$", #"(?:\w|\d)+$"#,
            #"^(?:\w+\s?)+$"#, "^(.*?,){11}P", #"(.*?,){11}foo"#, ".*.*=.*", ".*ab.*c",
            #"key=(?:[a-z]+\.?)+!"#, "(?s)(?:.|\\n)*x.*y", "x(?=(?:a+)+b)", #"(?:a{1,5}){1,40}b"#,
            "(?<=id: )(?:[0-9a-f]+-?)+;", #"(?i)(?:[a-zäöü]+ ?)+\."#, #"a*a*a*b"#,
        ], [Pattern.Dialect.unicode, .bytes])
    func explosive(source: String, dialect: Pattern.Dialect) throws {
        #expect(try report(source, dialect).canExplode)
    }

    @Test(
        "leaves ordinary patterns alone",
        arguments: [
            "abc", #"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}\b"#, "AKIA[A-Z0-9]{16}", #"[\w.-]+@example\.com"#,
            #"(?i)[\w.-]{0,50}?(?:adobe)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|:|=>)[\s'"=]{0,5}([a-f0-9]{32})"#,
            #"-----BEGIN[ A-Z]{0,100}KEY-----[\s\S]{64,}?KEY-----"#, #"\d+\.\d+"#, #"(?:\d{4}-?){1,50}:Z"#,
            "(?:a|b|[cd])+e", "key=.*$", "(?:ab){1,1000}c", "^(?:a-?)+:Z", #"key=(?:\w-)+x"#,
            #"[^\n]{0,80}secret[^\n]{0,80}=[^\n]{0,80}x"#, "(?>(?:a+)+)!", "^((a|b)*c)+$", "(?:a++)++!",
            #"eyJ\w+\.\w+\.\w+"#,
        ], [Pattern.Dialect.unicode, .bytes])
    func ordinary(source: String, dialect: Pattern.Dialect) throws {
        #expect(try !report(source, dialect).canExplode)
    }

    @Test("looks for one of its places where the alternatives of all of them are too many")
    func crowded() throws {
        let who =
            "(?:(?:die|unsere|meine|seine|ihre|eine) (?:chefin|kollegin|mitarbeiterin|vorgesetzte|teamleiterin)"
            + "|(?:der|unser|mein|sein|ihr|ein) (?:chef|kollege|mitarbeiter|vorgesetzter?|teamleiter))"
        let source = #"(?i)\b"# + who + #"\b[^.!?\n]{0,60}?\b(burn-?out|krebs)\b"#
        for dialect in [Pattern.Dialect.unicode, .bytes] { #expect(try report(source, dialect).isFiltered) }
    }

    @Test("tells lengths, filters and what needs the whole text")
    func traits() throws {
        let plain = try report("Projekt[0-9]{2,4}")
        #expect(
            plain
                == PatternReport(
                    isFiltered: true, longestMatch: 11, canExplode: false, needsWholeText: false,
                    isUnderstood: true))
        #expect(try report(#"Projekt\d{2,4}"#).longestMatch == 23)
        #expect(try report("Projekt[0-9]+").longestMatch == nil)
        #expect(try !report("[^x]").isFiltered)
        #expect(try report("^[^x]").isFiltered)
        #expect(try report(#"ab\Kc"#).needsWholeText)
        let strange = try report(#"[^x](?C1)"#)
        #expect(!strange.isUnderstood && !strange.isFiltered)
    }
}

@Suite("A pattern that is too large")
struct PatternGateTests {
    private func fault(_ source: String) -> CompileFault? {
        do throws(CompileFault) {
            _ = try Database([.pattern(Pattern("a")), .pattern(Pattern(source))])
        } catch {
            return error
        }
        return nil
    }

    @Test("in its source is refused")
    func source() throws {
        #expect(fault(String(repeating: "a", count: 4000)) == nil)
        let long = String(repeating: "(?#\(String(repeating: "x", count: 97)))", count: 656)
        let found = try #require(fault("a" + long))
        #expect(found.expression == 1)
        #expect(found.message == "the pattern is longer than 64 KiB")
    }

    @Test("in its groups is refused, wherever it stands")
    func groups() throws {
        #expect(fault(String(repeating: "(a)", count: 200)) == nil)
        let many = String(repeating: "(a)", count: 201)
        #expect(try #require(fault(many)).message.contains("200 capture groups"))
        #expect(throws: CompileFault.self) { try SearchPattern(Pattern(many)) }
    }

    @Test("once its repetitions are written out is refused")
    func code() {
        #expect(fault("(?:(?:(?:abc){50}){50}){50}") != nil)
    }
}
