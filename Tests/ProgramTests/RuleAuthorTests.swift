import Foundation
import TestSupport
import Testing

@Suite("A rule's author is told")
struct RuleAuthorTests {
    private let program: Program

    init() throws {
        program = try Program()
    }

    /// A rule that lint has nothing to say of, with other lines in place of its pattern and examples.
    private func write(pattern: String, examples: String) throws {
        try program.folder.write(
            """
            rules:
              - id: bird
                title: { de: Vogel, en: Bird }
                severity: low
                why: { de: Es ist ein Vogel., en: It is a bird. }
                \(pattern)
                examples: [\(examples)]
                counterexamples: ['kein Vogel']
            """, "own/bird.yaml")
    }

    private func run(_ command: String) throws -> Program.Ending {
        try program.run(["rules", command, "--rules", "own"], ownRules: false)
    }

    @Test("nothing where all is well")
    func well() throws {
        try write(pattern: "pattern: 'Reiher[0-9]{2}'", examples: "'ein ⟦Reiher12⟧'")
        for command in ["test", "lint"] {
            let ending = try run(command)
            #expect(ending.status == 0)
            #expect(ending.output == "")
        }
    }

    @Test("which examples are not found")
    func failures() throws {
        try write(pattern: "pattern: 'Reiher[0-9]{2}'", examples: "'ein ⟦Reiher⟧'")
        let ending = try run("test")
        #expect(ending.status == 1)
        #expect(ending.output.contains("own/bird.yaml:7:16: bird: example"))
    }

    @Test("which patterns are slow, without an end, or can take very long")
    func warnings() throws {
        try write(pattern: #"pattern: '(?:[^x]+ ?)+!'"#, examples: "'⟦a!⟧'")
        let ending = try run("lint")
        #expect(ending.status == 1)
        #expect(
            ending.output.contains("own/bird.yaml:6:14: warning: a text can make the pattern of 'bird' take"))
        #expect(
            ending.output.contains("own/bird.yaml:6:14: warning: a match of 'bird' has no greatest length"))
        #expect(ending.output.contains("\n  help: "))
    }

    @Test("what is wrong with the file", arguments: ["test", "lint"])
    func fault(command: String) throws {
        let many = String(repeating: "(a)", count: 201)
        try write(pattern: "pattern: '\(many)'", examples: "'⟦\(String(repeating: "a", count: 201))⟧'")
        let ending = try run(command)
        #expect(ending.status == 2)
        #expect(ending.output == "")
        #expect(
            ending.errors.contains("own/bird.yaml:6:14: error: the pattern has more than 200 capture groups"))
    }

    @Test("that a term may stand inside words where its rule says so")
    func inside() throws {
        try write(pattern: "terms: [Falke]", examples: "'der ⟦Falke⟧nprojektplan'")
        #expect(try run("test").status == 1)
        try write(pattern: "terms: [Falke]\n    match: part", examples: "'der ⟦Falke⟧nprojektplan'")
        let ending = try run("test")
        #expect(ending.status == 0, "\(ending.output)")
    }

    @Test("of rules and packs that a condition names and that do not exist")
    func links() throws {
        try write(pattern: "pattern: Reiher\n    unless: [{ rule: ibam }]", examples: "'⟦Reiher⟧'")
        let ending = try run("test")
        #expect(ending.status == 2)
        #expect(ending.errors.contains("own/bird.yaml:7:22: error: there is no rule 'ibam'"))
        #expect(ending.errors.contains("did you mean 'iban'?"))
        try write(pattern: "pattern: Reiher\n    unless: [{ rule: iban }]", examples: "'⟦Reiher⟧'")
        #expect(try run("test").status == 0, "default rules are there to be asked for")
    }

    @Test("what of another tool's rules could not be carried over, and gets the rest in our form")
    func imported() throws {
        let path = packageFolder.path + "/Fixtures/import/kingfisher.yaml"
        let ending = try program.run(["rules", "import", path, "-o", "bank.yaml"], ownRules: false)
        #expect(ending.status == 0 && ending.output == "")
        #expect(ending.errors.contains("'validation' of 'kingfisher.beispielbank.1' is left out"))
        #expect(try program.run(["rules", "test", "--rules", "bank.yaml"], ownRules: false).status == 0)
        let shown = try program.run(
            [
                "rules", "show", "kingfisher-beispielbank-1", "--rules", "bank.yaml", "--format", "markdown",
                "--language", "de",
            ],
            ownRules: false)
        #expect(
            shown.output.hasPrefix(
                "# kingfisher-beispielbank-1\n\nBeispielbank API Key\n\n- **Schwere**: hoch\n"))
        #expect(try program.run(["rules", "import", "bank.yaml"], ownRules: false).status == 2)
        #expect(try program.run(["rules", "import", "nowhere.toml"], ownRules: false).status == 2)
    }

    @Test("of a group that the pattern does not have, and of a list without rules")
    func missing() throws {
        try write(pattern: "pattern: '(Rei)(her)'\n    group: 3", examples: "'⟦Reiher⟧'")
        let group = try run("lint")
        #expect(group.status == 2)
        #expect(
            group.errors.contains("own/bird.yaml:6:14: error: the value is group 3, and the pattern has 2"))
        try program.folder.write("rules: []\n", "own/bird.yaml")
        let empty = try run("lint")
        #expect(empty.status == 2)
        #expect(empty.errors.contains("own/bird.yaml:1:8: error: the list is empty"))
    }

    @Test("where a pattern is wrong with its pieces")
    func pieces() throws {
        let file = """
            define: { open: '(?:a' }
            rules:
              - id: bird
                title: { de: Vogel, en: Bird }
                severity: low
                pattern: '\\bx{{open}}'
            """
        try program.folder.write(file, "own/bird.yaml")
        let ending = try run("lint")
        #expect(ending.status == 2)
        #expect(ending.errors.contains("own/bird.yaml:6:14: error: missing closing parenthesis, at byte"))
        #expect(ending.errors.contains("of the pattern with its pieces"))
    }
}
