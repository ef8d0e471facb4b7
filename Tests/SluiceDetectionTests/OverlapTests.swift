import SluiceModel
import SluiceRules
import Testing

@Suite("Of overlapping findings")
struct OverlapTests {
    private func outcome(_ text: String, _ rules: Rule...) throws -> [[String]] {
        try detect(makeMessage(text), rules).map { [$0.rule.description] + $0.also.map(\.description) }
    }

    @Test("the one inside a validated finding loses, whatever its confidence")
    func validated() throws {
        let iban = try makeRule(
            "iban", [#"DE\d{20}"#], validate: "iban", confidence: .low, evidence: [])
        let number = try makeRule("number", [#"\d{10}"#], severity: .critical, confidence: .high)
        #expect(try outcome("DE89370400440532013000", iban, number) == [["iban", "number"]])
    }

    @Test("the higher confidence stays, then the severity, the length, the name")
    func ranks() throws {
        let low = try makeRule("a", ["abcdef"], severity: .critical, confidence: .low)
        let medium = try makeRule("b", ["bcd"])
        #expect(try outcome("abcdef", low, medium) == [["b", "a"]])
        let severe = try makeRule("c", ["de"], severity: .high)
        #expect(try outcome("abcdef", medium, severe) == [["c", "b"]])
        let long = try makeRule("d", ["defg"], severity: .high)
        #expect(try outcome("abcdefg", medium, severe, long) == [["d", "b", "c"]])
        let same = try makeRule("e", ["defg"], severity: .high)
        #expect(try outcome("abcdefg", same, long) == [["d", "e"]])
    }

    @Test("one that overlaps only a loser stays")
    func chain() throws {
        let first = try makeRule("a", ["abc"], confidence: .low)
        let second = try makeRule("b", ["cde"], confidence: .medium)
        let third = try makeRule("c", ["efg"], confidence: .high)
        #expect(try outcome("abcdefg", first, second, third) == [["a"], ["c", "b"]])
    }

    @Test("a rule does not give way to itself by name")
    func oneRule() throws {
        #expect(try outcome("abcdef", try makeRule("a", ["abcd", "cdef"])) == [["a"]])
    }

    @Test("of one rule the longer stays, and the evidence for the shorter counts for it")
    func absorbed() throws {
        let rule = try makeRule(
            "a", ["secret", "secret, do not share"], confidence: .low,
            evidence: [makeCondition(near: ["do not share"])])
        let findings = try detect(makeMessage("secret, do not share"), rule)
        #expect(findings.map(\.location.span) == [ByteSpan(0, 20)])
        #expect(findings.map(\.confidence) == [.high])
    }
}
