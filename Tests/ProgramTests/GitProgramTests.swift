import Foundation
import TestSupport
import Testing

@Suite("sluice scan, for developers")
struct GitProgramTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.git("init", "-q")
    }

    /// `path:line` of all findings, in their order.
    private func places(_ output: String) throws -> [String] {
        try output.split(separator: "\n").compactMap { line in
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard let location = record?["location"] as? [String: Any] else { return nil }
            return "\(location["path"] ?? ""):\(location["line"] ?? "")"
        }
    }

    @Test("reads what is staged, and not what lies in the folder")
    func staged() throws {
        try program.folder.write("alt TOKEN-00000001\n", "old.txt")
        try program.git("add", "old.txt")
        try program.git("commit", "-qm", "x")
        try program.folder.write("a\nTOKEN-00000002\n", "dir/ü \"x\".txt")
        try program.folder.write("TOKEN-00000003\n", "two.txt")
        try program.folder.link("link", to: "two.txt")
        try program.git("add", "dir", "two.txt", "link")
        try program.folder.write("nichts mehr\n", "two.txt")
        try program.folder.write("TOKEN-00000004\n", "unstaged.txt")
        let ending = try program.run(["scan", "--staged", "--format", "jsonl"])
        #expect(ending.status == 1)
        #expect(try places(ending.output) == ["dir/ü \"x\".txt:2", "two.txt:1"])
        #expect(ending.errors.contains("symbolic link 1"))
        let limited = try program.run(["scan", "--staged", "--format", "jsonl", "two.txt"])
        #expect(try places(limited.output) == ["two.txt:1"])
        let excluded = try program.run(["scan", "--staged", "--format", "jsonl", "--exclude", "dir"])
        #expect(try places(excluded.output) == ["two.txt:1"])
        try program.git("commit", "-qm", "y")
        #expect(try program.run(["scan", "--staged"]).status == 0)
    }

    @Test("reads staged files of every length and form")
    func stagedForms() throws {
        let line = String(repeating: "x", count: 99) + "\n"
        try program.folder.write(String(repeating: line, count: 40_000) + "TOKEN-00000001\n", "long.txt")
        try program.folder.write("From: a@b.example\nSubject: TOKEN-00000002\nDate: x\n\nja\n", "m.eml")
        for index in 0..<200 { try program.folder.write("TOKEN-\(10_000_000 + index)", "many/\(index)") }
        try program.git("add", ".")
        let ending = try program.run(["scan", "--staged", "--format", "jsonl", "--threads", "2"])
        let found = try places(ending.output)
        #expect(found.contains("long.txt:40001") && found.contains("m.eml:1"))
        #expect(found.count { $0.hasPrefix("many/") } == 200)
        // The rules of this test are staged too.
        #expect(ending.errors.contains("203 files"))
    }

    @Test("says so where there is no repository")
    func noRepository() throws {
        let elsewhere = try TemporaryFolder()
        try elsewhere.write(
            "rules:\n  - id: a\n    title: { en: A }\n    severity: low\n    pattern: 'aaaa'\n",
            "rules/a.yaml")
        let ending = try program.run(["scan", "--staged"], in: elsewhere.url)
        #expect(ending.status == 2)
        #expect(ending.errors.contains("--staged"))
    }

    @Test("reads the added lines of git's own diffs, with their places in the new files")
    func diff() throws {
        try program.folder.write((1...30).map { "line \($0)\n" }.joined(), "a.txt")
        try program.folder.write("TOKEN-00000009\nTOKEN-00000008\n", "gone soon.txt")
        try program.git("add", ".")
        try program.git("commit", "-qm", "x")
        var lines = (1...30).map { "line \($0)\n" }
        lines.insert("TOKEN-00000001\n", at: 20)
        lines.remove(at: 2)
        try program.folder.write(lines.joined(), "a.txt")
        try program.folder.write("TOKEN-00000009\nx\n", "gone soon.txt")
        try program.folder.write("eins\nTOKEN-00000002", "ä.txt")
        try program.git("add", "ä.txt")
        let diff = try program.gitOutput("diff", "HEAD")
        for arguments in [["--diff", "-"], ["--diff"], ["--input", "diff"]] {
            let ending = try program.run(["scan", "--format", "jsonl"] + arguments, input: diff)
            #expect(ending.status == 1)
            #expect(try places(ending.output) == ["a.txt:20", "ä.txt:2"])
        }
        try program.folder.write(diff, "the.diff")
        let file = try program.run(["scan", "--format", "jsonl", "--diff", "the.diff"])
        #expect(try places(file.output) == ["a.txt:20", "ä.txt:2"])
        #expect(try program.run(["scan", "--diff"], input: "no diff at all\n").status == 3)
        #expect(try program.run(["scan", "--diff"], input: "").status == 0)
        #expect(try program.run(["scan", "--diff", "--staged"]).status == 2)
    }

    @Test("honours marks in files, and names those that do not hold")
    func marks() throws {
        try program.folder.write(
            "TOKEN-00000001 # sluice:allow token ein Beispiel\nTOKEN-00000002 # sluice:allow tokne weil\n",
            "a.txt")
        let ending = try program.run(["scan", "--format", "jsonl", "a.txt"])
        #expect(try places(ending.output) == ["a.txt:2"])
        #expect(ending.errors.contains("1 allowed in the text"))
        #expect(ending.errors.contains("a.txt:2: sluice:allow names no known rule"))
        let all = try program.run(["scan", "--format", "jsonl", "--no-inline-allow", "a.txt"])
        #expect(try places(all.output) == ["a.txt:1", "a.txt:2"])
        try program.folder.write("From: a@b.example\n\nTOKEN-00000001 sluice:allow token weil\n", "mail.txt")
        let mail = try program.run(["scan", "--input", "mail", "mail.txt"])
        #expect(mail.status == 1)
    }

    @Test("a path that is nowhere is an error, one that is to be removed is none")
    func stagedPaths() throws {
        try program.folder.write("alt\n", "old.txt")
        try program.git("add", "old.txt")
        try program.git("commit", "-qm", "x")
        try program.git("rm", "-q", "old.txt")
        let missing = try program.run(["scan", "--staged", "nofile"])
        #expect(missing.status == 2)
        #expect(missing.errors.contains("--staged: 'nofile' is neither in the folder nor staged"))
        for path in ["old.txt", "*.md", "."] {
            #expect(try program.run(["scan", "--staged", path]).status == 0, "\(path)")
        }
    }
}
