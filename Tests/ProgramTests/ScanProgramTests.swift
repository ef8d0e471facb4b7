import Foundation
import TestSupport
import Testing

@Suite("sluice scan")
struct ScanProgramTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test("ends with 0 where nothing is found")
    func clean() throws {
        try program.folder.write("harmlos\n", "a.txt")
        try program.folder.write("", "empty.txt")
        let ending = try program.run(["scan", "a.txt", "empty.txt"])
        #expect(ending.status == 0)
        #expect(ending.output == "")
        #expect(ending.errors.hasPrefix("nothing found\n2 files"))
    }

    @Test("ends with 1 and masks where something is found, in every form and on every stream")
    func found() throws {
        try program.folder.write("hier TOKEN-12345678 da\n", "a.txt")
        for options in [[], ["--format", "jsonl"], ["--explain"], ["--language", "de"]] {
            let ending = try program.run(["scan", "a.txt"] + options)
            #expect(ending.status == 1)
            #expect(ending.output.contains("a.txt") && ending.output.contains("•"))
            #expect(!(ending.output + ending.errors).contains("12345678"))
        }
        #expect(
            try program.run(["scan", "a.txt", "--reveal", "--audit", "audit"]).output.contains(
                "TOKEN-12345678"))
    }

    @Test("reads the standard input, with and without a dash")
    func standardInput() throws {
        for path in [[], ["-"]] {
            let ending = try program.run(
                ["scan", "--stdin-name", "mail"] + path, input: "a\nb TOKEN-12345678")
            #expect(ending.status == 1)
            #expect(ending.output.hasPrefix("mail\n  2:3  high  Token"))
        }
        #expect(try program.run(["scan"], input: "").status == 0)
    }

    @Test("reads a stream of several segments with the right lines")
    func longStream() throws {
        let text = String(repeating: "eine Zeile ohne alles\n", count: 300_000) + "TOKEN-12345678"
        let ending = try program.run(["scan", "--threads", "2"], input: text)
        #expect(ending.output.contains("  300001:1  high"))
        #expect(ending.status == 1)
    }

    @Test("ends with 3 where something could not be read, and names it")
    func incomplete() throws {
        try program.folder.write("SQLite format 3\u{0}", "a.db")
        for (path, words) in [
            ("missing.txt", "missing.txt: No such file"), ("a.db", "a.db: SQLite database"),
        ] {
            let ending = try program.run(["scan", path])
            #expect(ending.status == 3)
            #expect(ending.errors.contains(words))
        }
        try program.folder.write("TOKEN-12345678", "b.txt")
        #expect(try program.run(["scan", "a.db", "b.txt"]).status == 1)
        #expect(try program.run(["scan", "a.db", "b.txt", "--fail-on-partial"]).status == 3)
        #expect(try program.run(["scan", "a.db", "--input", "text"]).status == 0)
    }

    @Test(
        "ends with 2 where it is used wrongly, and says what is wrong",
        arguments: [
            (["scan", "--thread", "2"], "--threads"), (["scan", "--threads", "0", "x"], "--threads"),
            (["scan", "--include", "[", "x"], "glob"), (["scan", "-o", "x.db", "x"], ".jsonl"),
            (["scan", "--min-severity", "loud", "x"], "loud"), (["scan", "--key", "nokey", "x"], "nokey"),
            (["scna"], "scna"), (["scan", "--rules", "missing.yaml", "x"], "missing.yaml"),
        ])
    func usage(arguments: [String], words: String) throws {
        let ending = try program.run(arguments, ownRules: false)
        #expect(ending.status == 2)
        #expect(ending.output == "")
        #expect(ending.errors.contains(words))
    }

    @Test("ends as mail servers understand it where that is asked for")
    func sysexits() throws {
        try program.folder.write("TOKEN-12345678", "a.txt")
        let style = ["--exit-style", "sysexits"]
        let refused = try program.run(["scan", "a.txt"] + style)
        #expect(refused.status == 69)
        #expect(refused.output.hasPrefix("5.7.1 "))
        #expect(try program.run(["scan"] + style, input: "gut").status == 0)
        #expect(try program.run(["scan", "missing"] + style).status == 75)
        #expect(try program.run(["scan", "--nonsense"] + style).status == 75)
    }

    @Test("writes reports into files that appear complete, and reads none of them")
    func files() throws {
        try program.folder.write("TOKEN-12345678", "a.txt")
        let arguments = ["scan", ".", "-o", "out.jsonl", "-o", "out.txt", "--exclude", "rules"]
        let ending = try program.run(arguments)
        #expect(ending.output == "")
        let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path).sorted()
        #expect(names == ["a.txt", "out.jsonl", "out.txt", "rules"])
        let lines = try String(contentsOfFile: program.folder.path + "/out.jsonl", encoding: .utf8)
            .split(separator: "\n")
        #expect(lines.count == 3)
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        #expect(ending.errors.contains("1 file,"))
    }

    @Test("ends quietly where its reader goes away")
    func brokenPipe() throws {
        try program.folder.write(String(repeating: "TOKEN-12345678\n", count: 20_000), "a.txt")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "{ \"$0\" scan a.txt --rules rules; echo $? >status; } 2>errors | head -1",
        ]
        process.arguments?.append(Program.url.path)
        process.currentDirectoryURL = program.folder.url
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        let status = try String(contentsOfFile: program.folder.path + "/status", encoding: .utf8)
        let errors = try String(contentsOfFile: program.folder.path + "/errors", encoding: .utf8)
        #expect(status == "141\n")
        #expect(errors == "")
    }

    @Test("ends at an interrupt with what was found until then")
    func interrupt() async throws {
        let process = Process()
        process.executableURL = Program.url
        process.arguments = ["scan", "--rules", "rules", "--format", "jsonl"]
        process.currentDirectoryURL = program.folder.url
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("TOKEN-12345678\n".utf8))
        // The record of the run is held back until there is more, so the notice of a silent pipe is awaited.
        try await Task.sleep(for: .milliseconds(1500))
        process.interrupt()
        process.waitUntilExit()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
        let (text, words) = (
            String(decoding: printed, as: UTF8.self), String(decoding: complained, as: UTF8.self)
        )
        #expect(process.terminationStatus == 130)
        #expect(text.contains(#""interrupted":true"#) && text.contains(#""rule":"token""#))
        #expect(words.contains("Interrupted"))
    }

    @Test("names people by what stands beside the file of an export")
    func companions() throws {
        try program.folder.write(
            #"[{"id":"U01","name":"mira","real_name":"Mira Stein"}]"#, "slack/users.json")
        try program.folder.write(
            #"[{"type":"message","user":"U01","text":"Moin","ts":"1710237060.000100"}]"#,
            "slack/allgemein/2024-03-12.json")
        let ending = try program.run(["scan", "--dump-messages", "slack/allgemein"], ownRules: false)
        #expect(ending.output.contains(#""name":"Mira Stein""#))
    }

    @Test("writes over no file that it is to scan, and takes no report of an earlier run for an input")
    func inputsStay() throws {
        try program.folder.write("a TOKEN-12345678\n", "in/a.txt")
        for path in ["in/a.txt", "in/../in/a.txt"] {
            let ending = try program.run(["scan", path, "-o", "in/a.txt"])
            #expect(ending.status == 2 && ending.errors.contains("written over"))
        }
        #expect(
            try String(contentsOfFile: program.folder.path + "/in/a.txt", encoding: .utf8)
                == "a TOKEN-12345678\n")
        for _ in 0..<2 {
            let ending = try program.run(["scan", "in", "--reveal", "--audit", "audit", "-o", "in/f.jsonl"])
            #expect(ending.status == 1 && ending.errors.hasPrefix("1 finding: 1 high\n1 file"))
        }
    }

    @Test("prints no findings where it is asked to be quiet, and still says how many there are")
    func quiet() throws {
        try program.folder.write("a TOKEN-12345678\n", "a.txt")
        let ending = try program.run(["scan", "-q", "a.txt"])
        #expect(ending.status == 1 && ending.output.isEmpty)
        #expect(ending.errors.hasPrefix("1 finding: 1 high\n"))
        #expect(try program.run(["scan", "--quiet", "a.txt", "-o", "f.jsonl"]).output.isEmpty)
        #expect(
            try String(contentsOfFile: program.folder.path + "/f.jsonl", encoding: .utf8)
                .contains("fingerprint"))
    }

    @Test("takes no two reports of one name")
    func twice() throws {
        let ending = try program.run(["scan", "-o", "a.json", "-o", "a.json"], input: "x")
        #expect(ending.status == 2 && ending.errors.contains("-o names 'a.json' twice"))
    }

    /// Options, how much is found with them, and how many messages are left out.
    static let selections: [(options: [String], found: Int, left: Int)] = [
        (["--since", "2026-05-02"], 2, 1), (["--until", "01.05.2026"], 2, 1),
        (["--since", "2026-05-01T10:30", "--until", "2026-05-02"], 2, 1),
        (["--since", "2026-05-01", "--until", "2026-05-02"], 3, 0), (["--since", "2027-01-01"], 1, 2),
        (["--channel", "chat"], 2, 1), (["--channel", "mail", "--channel", "file"], 1, 2),
        (["--channel", "forum"], 0, 3),
    ]

    @Test("looks at the messages of a period and of a channel, and counts the others", arguments: selections)
    func selection(options: [String], found: Int, left: Int) throws {
        try program.folder.write(
            "[01.05.26, 10:12:00] A: TOKEN-00000001\n[02.05.26, 10:12:00] B: TOKEN-00000002\n", "in/chat.txt")
        try program.folder.write("TOKEN-00000003\n", "in/note.txt")
        let ending = try program.run(["scan", "in", "--format", "jsonl"] + options)
        #expect(ending.status == (found > 0 ? 1 : 0))
        let lines = ending.output.split(separator: "\n")
        #expect(lines.count { $0.contains("fingerprint") } == found)
        let words = "not asked for (period, channel): \(left)\n"
        #expect(ending.errors.contains(words) == (left > 0))
    }

    @Test(
        "a period that is none is refused",
        arguments: [("gestern", "2026-05-01"), ("2026-05-02", "2026-05-01")])
    func period(since: String, until: String) throws {
        let ending = try program.run(["scan", "--since", since, "--until", until], input: "x")
        #expect(ending.status == 2 && ending.errors.contains("--since, --until: "))
    }

    @Test("takes long lists of paths, in their order")
    func manyPaths() throws {
        let names = (0..<3000).map { "f\($0).txt" }
        for name in names { try program.folder.write("TOKEN-12345678\n", "in/" + name) }
        let folder = program.folder.url.appendingPathComponent("in")
        let arguments =
            ["scan", "--format", "jsonl", "--min-severity"] + ["high"] + names + ["--rules", "../rules"]
        let ending = try program.run(arguments + names.prefix(2), ownRules: false, in: folder)
        #expect(ending.status == 1)
        let paths = ending.output.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /"path":"([^"]+)"/).map { String($0.output.1) }
        }
        #expect(paths == names + names.prefix(2))
    }

    @Test("a pipe that nobody writes into ends with the first signal, and one that somebody does is read")
    func pipe() throws {
        let script = """
            mkfifo p; "$0" scan p --rules rules & sleep 1; kill -TERM $!; wait $!; echo "ended $?"
            (sleep 1; echo TOKEN-12345678) > p & "$0" scan p --rules rules; echo "ended $?"
            """
        let ending = try program.run(
            ["-c", script, Program.url.path], ownRules: false, program: URL(fileURLWithPath: "/bin/sh"))
        #expect(ending.output.hasPrefix("ended 143\n"))
        #expect(ending.output.contains("•678") && ending.output.hasSuffix("ended 1\n"))
    }
}
