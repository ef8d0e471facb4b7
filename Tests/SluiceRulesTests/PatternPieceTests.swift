import SluiceModel
import SluiceRuleSets
import SluiceRules
import TestSupport
import Testing

@Suite("Pieces of patterns")
struct PatternPieceTests {
    private func rules(_ define: String, _ pattern: String) throws -> RuleSet {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            """
            \(define)
            rules:
              - id: bird
                title: { de: Vogel, en: Bird }
                severity: low
                pattern: '\(pattern)'
            """, "bird.yaml")
        return try RuleSets.load(paths: [path])
    }

    private func pattern(_ define: String, _ pattern: String) throws -> RulePattern {
        guard case .patterns(let patterns, _, _) = try rules(define, pattern).rules.first?.matcher else {
            throw Diagnostics([])
        }
        return try #require(patterns.first)
    }

    private let define = "define:\n  digit: '[0-9]'\n  number: '{{digit}}{2,4}'"

    @Test("stand in their places, and hold those above them")
    func expansion() throws {
        let found = try pattern(define, #"A\{{{number}}\}|{{digit}}{3}"#)
        #expect(found.regex == #"A\{[0-9]{2,4}\}|[0-9]{3}"#)
        #expect(!found.isVerbatim)
    }

    @Test("stand in conditions too, and are missed there")
    func conditions() throws {
        func condition(_ piece: String) throws -> Condition? {
            try rules(define, "a'\n    unless: [{ near-pattern: '{{\(piece)}}a' }]\n    show: 'all")
                .rules.first?.unless.first
        }
        #expect(try condition("number")?.nearPatterns == ["[0-9]{2,4}a"])
        let faults = try #require(throws: Diagnostics.self) { _ = try condition("numbr") }
        #expect(faults.description.contains("bird.yaml:9:30: error: no piece 'numbr' is defined above"))
    }

    @Test("are none in a file that defines none")
    func without() throws {
        let found = try pattern("# nothing", "a{{number}}")
        #expect(found.regex == "a{{number}}" && found.isVerbatim)
    }

    @Test(
        "that are not there are told with the place",
        arguments: [
            ("{{numbr}}", "no piece 'numbr' is defined above\n  help: did you mean 'number'?"),
            ("{{Number}}", "no piece '' is defined above\n  help: braces that are meant"),
            ("{{number", "no piece 'number' is defined above"),
        ])
    func unknown(text: String, message: String) throws {
        let faults = try #require(throws: Diagnostics.self) { _ = try rules(define, text) }
        #expect(faults.all.map(\.line) == [8])
        #expect(faults.description.contains("bird.yaml:8:14: error: \(message)"))
    }

    @Test("with wrong names, or named twice, are told")
    func names() throws {
        for piece in ["Digit: x", "digit: x"] {
            let faults = try #require(throws: Diagnostics.self) {
                _ = try rules(define + "\n  \(piece)", "a")
            }
            #expect(faults.all.map(\.line) == [4])
        }
    }
}
