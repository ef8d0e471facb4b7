import Foundation
import TestSupport
import Testing

@Suite("sluice redact")
struct RedactTests {
    private let program: Program

    init() throws { program = try Program() }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: program.folder.url.appendingPathComponent(name), encoding: .utf8)
    }

    private func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: program.folder.url.appendingPathComponent(name).path)
    }

    @Test("works in a pipe")
    func pipe() throws {
        let ending = try program.run(["redact"], input: "eins TOKEN-12345678 zwei\r\n")
        #expect(ending.status == 0)
        #expect(ending.output == "eins •••••-•••••678 zwei\r\n")
        #expect(ending.errors == "sluice: 1 place redacted\n")
    }

    @Test("what it writes scans clean, in every style", arguments: ["mask", "label", "pseudonym"])
    func clean(style: String) throws {
        try program.folder.write("{\"text\": \"\\u0061 TOKEN-12345678\"}\n{}\n", "a.jsonl")
        let ending = try program.run(["redact", "a.jsonl", "-o", "b.jsonl", "--style", style])
        #expect(ending.status == 0 && ending.output == "")
        #expect(try text("b.jsonl").hasPrefix("{\"text\": \"\\u0061 "))
        #expect(try program.run(["scan", "b.jsonl"]).status == 0)
    }

    @Test("gives the same pseudonym under the same key")
    func pseudonyms() throws {
        try program.folder.write("a key with enough bytes in it", "key.txt")
        let arguments = ["redact", "--style", "pseudonym", "--key", "key.txt"]
        let first = try program.run(arguments, input: "TOKEN-12345678")
        let second = try program.run(arguments, input: "a TOKEN-12345678")
        #expect(first.output.hasPrefix("[Token-") && second.output == "a " + first.output)
        #expect(
            try program.run(["redact", "--style", "pseudonym"], input: "TOKEN-12345678").output
                != first.output)
    }

    @Test("copies what holds nothing as it is")
    func nothing() throws {
        let ending = try program.run(["redact", "--language", "de"], input: "nichts\u{FEFF}\r")
        #expect(ending.status == 0 && ending.output == "nichts\u{FEFF}\r")
        #expect(ending.errors == "sluice: 0 Stellen geschwärzt\n")
    }

    @Test("writes nothing where something cannot be rewritten, unless asked to")
    func refusal() throws {
        let archive = packageFolder.appendingPathComponent("Fixtures/archives/post.zip").path
        let refused = try program.run(
            ["redact", archive, "-o", "b.zip", "--add-rules", "all.yaml"], ownRules: false)
        #expect(refused.status == 2)
        try program.folder.write(
            "rules: [{ id: word, title: { en: Word }, severity: low, pattern: '[a-z]{5,}' }]", "all.yaml")
        let named = try program.run(
            ["redact", archive, "-o", "b.zip", "--rules", "all.yaml"], ownRules: false)
        #expect(named.status == 3)
        #expect(named.errors.contains("not redacted: ") && named.errors.contains("nothing was written"))
        #expect(!exists("b.zip"))
        let kept = try program.run(
            ["redact", archive, "-o", "b.zip", "--rules", "all.yaml", "--keep-unredacted"], ownRules: false)
        #expect(kept.status == 0 && exists("b.zip"))
    }

    @Test("redacts what its own labels make of a text")
    func labels() throws {
        try program.folder.write(
            """
            rules:
              - { id: first, title: { en: Code word }, severity: high, pattern: 'SECRET' }
              - { id: second, title: { en: Second }, severity: high, pattern: 'Code word' }
            """, "own.yaml")
        let ending = try program.run(
            ["redact", "--style", "label", "--rules", "own.yaml"], input: "a SECRET b", ownRules: false)
        #expect(ending.status == 0)
        #expect(ending.output == "a [••••••••] b")
    }

    @Test("says whose signature no longer holds, and nothing of values")
    func signature() throws {
        let ending = try program.run(
            ["redact"],
            input:
                "DKIM-Signature: v=1; d=a.example\nFrom: a@a.example\nTo: b@b.example\nSubject: x\n\nTOKEN-12345678\n"
        )
        #expect(ending.status == 0)
        #expect(ending.output.hasSuffix("\n\n*****-*****678\n"))
        #expect(ending.errors.contains("the signature of message 1 no longer holds"))
        #expect(!ending.errors.contains("12345678"))
    }

    @Test("takes one file", arguments: ["rules", "missing.txt"])
    func wrongPaths(path: String) throws {
        #expect(try program.run(["redact", path]).status == 2)
    }

    @Test("names that are not UTF-8 are read like others")
    func bytes() throws {
        let script = """
            name=$(printf 'M\\374ller \\375.txt'); echo TOKEN-12345678 > "$name"
            "$0" redact "$name" --rules rules; exec "$0" scan "$name" --rules rules
            """
        let ending = try program.run(
            ["-c", script, Program.url.path], ownRules: false, program: URL(fileURLWithPath: "/bin/sh"))
        #expect(ending.status == 1)
        #expect(ending.output.hasPrefix("•••••-•••••678\nM\u{FFFD}ller \u{FFFD}.txt"))
    }
}
