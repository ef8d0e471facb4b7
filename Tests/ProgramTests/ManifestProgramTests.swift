import Foundation
import TestSupport
import Testing

@Suite("The list of files that a scan has read")
struct ManifestProgramTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.folder.write("ein Schlüssel für die Prüfung", "key")
        for number in 0..<30 {
            let token = number.isMultiple(of: 3) ? "TOKEN-000000\(10 + number)\n" : "nichts\n"
            try program.folder.write("Zeile\n" + token, "export/\(10 + number).txt")
        }
        try program.folder.write("SQLite format 3\u{0}", "export/x.db")
    }

    private func scan(_ options: [String]) throws -> Program.Ending {
        try program.run(["scan", "export", "--key", "key"] + options)
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: program.folder.path + "/" + name, encoding: .utf8)
    }

    private func findings(_ name: String) throws -> [Substring] {
        try text(name).split(separator: "\n").filter { $0.hasPrefix(#"{"rule""#) }
    }

    @Test("names every file with its size, hash and status")
    func records() throws {
        #expect(try scan(["--manifest", "list"]).status == 1)
        let lines = try text("list").split(separator: "\n")
        #expect(lines.first?.hasPrefix(#"{"manifest":{"schema":1"#) == true)
        #expect(lines.count { $0.hasPrefix(#"{"file":"#) } == 31)
        let hash = "sha256"
        let database = try #require(lines.last { $0.contains("x.db") })
        #expect(database.contains(#""status":"unsupported""#) && database.contains(hash))
        let first = try #require(lines.first { $0.contains("11.txt") })
        #expect(first.contains(#""size":13"#) && first.contains(#""status":"complete""#))
        #expect(!lines.contains { $0.contains("TOKEN-0000") })
    }

    @Test("lets a run that was broken off go on with the same result", arguments: [0, 1, 7, 20, 31])
    func resume(filesDone: Int) throws {
        _ = try scan(["--manifest", "list", "-o", "whole.jsonl"])
        let lines = try text("list").split(separator: "\n", omittingEmptySubsequences: false)
        let ends = lines.indices.filter { lines[$0].hasPrefix(#"{"file":"#) }
        let kept = filesDone == 0 ? lines[...0] : lines[...ends[filesDone - 1]]
        // Broken off within a line.
        try program.folder.write(kept.joined(separator: "\n") + "\n{\"rule\":\"tok", "list")
        let ending = try scan(["--resume", "list", "-o", "resumed.jsonl"])
        #expect(ending.status == 1)
        #expect(try findings("resumed.jsonl") == findings("whole.jsonl"))
        #expect(ending.errors.hasPrefix("10 findings: 10 high\n31 files"))
        #expect(try text("list").split(separator: "\n") == lines.filter { !$0.isEmpty })
    }

    @Test("has changed files read again")
    func changed() throws {
        _ = try scan(["--manifest", "list"])
        try program.folder.write("jetzt TOKEN-99999999\n", "export/11.txt")
        let ending = try scan(["--resume", "list", "-o", "resumed.jsonl"])
        #expect(try findings("resumed.jsonl").count == 11)
        #expect(ending.status == 1)
    }

    @Test("is not written over, not mixed with other rules, and not taken for something else")
    func misuse() throws {
        _ = try scan(["--manifest", "list"])
        #expect(try scan(["--manifest", "list"]).status == 2)
        try program.folder.write(
            "rules:\n  - { id: other, title: { de: A, en: A }, severity: low, pattern: 'abcdef' }\n",
            "rules/b.yaml")
        let other = try scan(["--resume", "list"])
        #expect(other.status == 2 && other.errors.contains("other rules"))
        let wrong = try scan(["--resume", "key"])
        #expect(wrong.status == 2 && wrong.errors.contains("key:1: error"))
        #expect(try scan(["--resume", "list", "--manifest", "new"]).status == 2)
    }

    @Test("is not gone on with where what its findings depend on has changed")
    func basis() throws {
        let verdicts = "verdicts:\n  - { name: all, action: advise, when: { severity: low } }\n"
        try program.folder.write(verdicts, "sluice.yaml")
        _ = try scan(["--manifest", "list"])
        #expect(try scan(["--resume", "list", "--exclude", "x.db"]).status == 1)
        func refusal(_ options: [String]) throws -> String {
            let ending = try program.run(["scan", "export", "--resume", "list"] + options)
            #expect(ending.status == 2 && ending.output.isEmpty)
            return ending.errors
        }
        #expect(try refusal(["--key", "key", "--min-confidence", "low"]).contains("other options"))
        #expect(try refusal(["--key", "key", "--input", "text"]).contains("other options"))
        #expect(try refusal([]).contains("another key"))
        try program.folder.write("ein anderer Schlüssel für die Prüfung", "key2")
        #expect(try refusal(["--key", "key2"]).contains("another key"))
        _ = try scan(["-o", "f.jsonl"])
        let decide = ["decide", "--all", "known", "--reason", "alt", "f.jsonl"]
        #expect(try program.run(decide, ownRules: false).status == 0)
        #expect(try refusal(["--key", "key"]).contains("other decisions"))
        #expect(try scan(["--resume", "list", "--no-decisions"]).status == 1)
        try program.folder.write(verdicts.replacing("advise", with: "hold"), "sluice.yaml")
        let changed = try refusal(["--key", "key", "--no-decisions"])
        #expect(changed.contains("another policy") && changed.contains("--manifest"))
    }
}
