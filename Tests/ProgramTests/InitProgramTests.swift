import Foundation
import TestSupport
import Testing

@Suite("sluice init")
struct InitProgramTests {
    private let program: Program

    init() throws { program = try Program() }

    private func text(_ path: String) throws -> String {
        try String(decoding: Data(contentsOf: program.folder.url.appendingPathComponent(path)), as: UTF8.self)
    }

    private func initialise(_ more: [String] = [], language: String = "en") throws -> Program.Ending {
        try program.run(
            ["init", "--domain", "westbach.example", "--term", "Projekt Falke", "--language", language]
                + more,
            ownRules: false)
    }

    @Test("leads to the first finding with a name of one's own at once, inflected too")
    func firstFinding() throws {
        let ending = try initialise(language: "de")
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        try program.folder.write("Die Abnahme des Projekts Falke ist im Mai.\n", "brief.txt")
        let scan = try program.run(["scan", "brief.txt"], ownRules: false)
        #expect(scan.status == 1)
        #expect(scan.output.contains("projects, high"))
        #expect(!scan.output.contains("Falke"))
        #expect(scan.errors.contains("policy: sluice.yaml (observes only)"))
    }

    @Test("writes lists, and a key that only the owner reads and git does not see")
    func files() throws {
        let ending = try initialise(["--customer", "Hallgrim Papier", "--customer", "Kvist & Lund"])
        #expect(ending.output.contains("terms/customers.txt     2 terms\n"))
        #expect(try text("terms/projects.txt").hasSuffix("\nProjekt Falke\n"))
        #expect(try text("terms/customers.txt").hasSuffix("\nHallgrim Papier\nKvist & Lund\n"))
        #expect(try text(".gitignore") == "/.sluice.key\n")
        #expect(try text(".sluice.key").utf8.count == 65)
        let key = program.folder.url.appendingPathComponent(".sluice.key").path
        let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try program.run(["policy", "check"], ownRules: false).status == 1)
    }

    @Test("keeps what is there, and says so")
    func keeps() throws {
        try program.folder.write("/build\n", ".gitignore")
        _ = try initialise()
        let key = try text(".sluice.key")
        let refused = try initialise()
        #expect(refused.status == 2)
        #expect(refused.errors.contains("'sluice.yaml' is there already\n  help: --force"))
        let again = try initialise(["--force", "--term", "Graureiher"])
        #expect(again.status == 0)
        #expect(again.output.contains("sluice.yaml             replaced\n"))
        #expect(again.output.contains("terms/projects.txt      was there, added: 1 term\n"))
        #expect(again.output.contains(".sluice.key             was there, kept\n"))
        #expect(try text("terms/projects.txt").hasSuffix("\nProjekt Falke\nGraureiher\n"))
        #expect(try text(".sluice.key") == key)
        #expect(try text(".gitignore") == "/build\n/.sluice.key\n")
    }

    @Test("asks for a domain, and writes nothing where it is none")
    func domain() throws {
        let missing = try program.run(["init"], ownRules: false)
        #expect(missing.status == 2)
        #expect(missing.errors.contains("--domain is missing"))
        let wrong = try program.run(["init", "--domain", "@westbach"], ownRules: false)
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("'@westbach' is no mail domain"))
        #expect(!FileManager.default.fileExists(atPath: program.folder.url.path + "/sluice.yaml"))
    }
}
