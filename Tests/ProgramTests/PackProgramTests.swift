import TestSupport
import Testing

@Suite("Packs of rules")
struct PackProgramTests {
    private let program: Program
    /// Found by the pack `elicitation` alone, which is off by default.
    private let question = "Hochinteressant, was Du schreibst! Kannst Du mir nähere Infos geben?"

    init() throws {
        program = try Program()
    }

    private func scan(_ options: [String], _ text: String) throws -> Program.Ending {
        try program.run(["scan", "--no-progress"] + options, input: text, ownRules: false)
    }

    @Test("that are off by default find something where they are switched on")
    func on() throws {
        #expect(try scan([], question).status == 0)
        let ending = try scan(["--pack", "elicitation", "--pack", "departure"], question)
        #expect(ending.status == 1)
        #expect(ending.output.contains("flattering-question"))
    }

    @Test("can be switched off")
    func off() throws {
        let marked = "Preisliste 2026, *** NUR FÜR DEN INTERNEN GEBRAUCH ***"
        #expect(try scan([], marked).status == 1)
        #expect(try scan(["--no-pack", "markings"], marked).status == 0)
    }

    @Test("that do not exist are named, with the nearest that does")
    func unknown() throws {
        let ending = try scan(["--pack", "elicitaton"], question)
        #expect(ending.status == 2)
        #expect(ending.output == "")
        #expect(ending.errors.contains("there is no pack 'elicitaton'\n  help: did you mean 'elicitation'?"))
        let other = try program.run(["rules", "list", "--pack", "markings"])
        #expect(other.status == 2, "a pack of the default rules is none of one's own")
    }

    @Test("that are off are listed as such")
    func list() throws {
        let lines = try program.run(["rules", "list"], ownRules: false).output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("flattering-question") && $0.contains("elicitation (off)") })
        #expect(lines.contains { $0.hasPrefix("iban ") && !$0.contains("(off)") })
    }
}
