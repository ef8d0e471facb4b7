import Foundation
import TestSupport
import Testing

/// Plants secrets and names in mails, chats, archives and broken files, and looks for them in all that is written.
@Suite("Nothing that was planted")
struct LeakTests {
    private static let secrets = ["48213377", "59324488"]
    private static let names = ["Erika", "Mustermann", "Petra", "Kunz", "p.kunz", "4915112345678"]
    private static let forms = ["text", "jsonl", "json", "sarif", "csv", "junit", "html"]

    private let program: Program

    init() throws {
        program = try Program()
        let mail = """
            From: Erika Mustermann <erika.mustermann@westbach.example>
            To: "Kunz, Petra" <p.kunz@kunde.example>
            Subject: Fuer Petra: TOKEN-48213377
            Message-ID: <2024.erika.mustermann.7@westbach.example>
            Date: Tue, 12 Mar 2024 10:31:00 +0000
            Content-Type: text/plain; charset="utf-8"

            Hallo Petra Kunz, hier TOKEN-48213377 und TOKEN-59324488, Gruss Erika
            > Von: Petra Kunz <p.kunz@kunde.example>
            > Petra schrieb TOKEN-59324488 an Erika Mustermann

            """
        let chat = """
            12.03.24, 10:31 - Erika Mustermann: Petra hat TOKEN-48213377
            12.03.24, 10:32 - Petra Kunz: Danke Erika, TOKEN-59324488 geht

            """
        let folder = program.folder
        try folder.write(mail, "in/erika.mustermann@westbach.example.eml")
        try folder.write(mail.replacing("utf-8", with: "us-ascii") + "\u{E4}\n", "in/broken.eml")
        try folder.write("From x@y.example Tue Mar 12 10:31:00 2024\n" + mail + "\n", "in/post.mbox")
        try folder.write(chat, "in/WhatsApp Chat mit Petra Kunz.txt")
        try folder.write(chat, "in/signal/Erika Mustermann/_chat.txt")
        try folder.write("PK\u{3}\u{4}nothing", "in/WhatsApp Chat - +4915112345678.zip")
        try folder.write("SQLite format 3\u{0}", "in/WhatsApp Chat with Erika.db")
        try folder.write(
            #"{"author":"Erika Mustermann","text":"Erika: TOKEN-48213377"}"# + "\n", "in/posts.jsonl")
        try folder.link("in/WhatsApp Chat mit Erika.txt", to: "/nonexistent")
        try folder.write("ein Schluessel fuer die Pruefung", "key")
    }

    /// Everything is written by the options; the output and the files come back as one text.
    private func written(
        _ arguments: [String], files: [String] = [], input: String? = nil
    ) throws -> String {
        let ending = try program.run(
            arguments, input: input, ownRules: ["scan", "redact"].contains(arguments.first))
        var text = ending.output + ending.errors
        for file in files {
            text += try String(contentsOfFile: program.folder.path + "/" + file, encoding: .utf8)
        }
        return text
    }

    private func expectNone(_ text: String, _ what: String) {
        #expect(text.contains("•") || text.contains("%E2%80%A2"), "\(what) holds no finding")
        for planted in LeakTests.secrets + LeakTests.names {
            #expect(!text.localizedCaseInsensitiveContains(planted), "\(what)")
        }
    }

    @Test("stands in any form of report", arguments: forms)
    func anyForm(_ form: String) throws {
        let options = [
            "scan", "in", "--key", "key", "--min-confidence", "low", "--context", "3", "--format", form,
        ]
        expectNone(try written(options), form)
    }

    @Test("stands in explanations, lists of files, errors and reports of reports")
    func rest() throws {
        let scan = [
            "scan", "in", "in/WhatsApp Chat mit Petra Kunz.txt", "in/WhatsApp Chat mit Erika Fehlt.txt",
            "--only-chats", "*", "--explain", "--language", "de", "--key", "key", "--manifest", "list",
            "--context", "3", "-o", "f.jsonl", "-o", "-",
        ]
        expectNone(try written(scan, files: ["list", "f.jsonl"]), "scan")
        for form in LeakTests.forms {
            expectNone(try written(["report", "f.jsonl", "--explain", "--format", form]), "report \(form)")
        }
        expectNone(
            try written(["report", "f.jsonl", "--evidence", "proof", "--manifest", "list"]), "evidence")
        let list = try String(contentsOfFile: program.folder.path + "/proof/manifest.jsonl", encoding: .utf8)
        expectNone(list + "•", "list of evidence")
    }

    @Test("stands in what commands say about findings")
    func commands() throws {
        _ = try written(["scan", "in", "--key", "key", "-o", "f.jsonl"])
        let line = "verdicts:\n  - { name: all, action: hold, when: { severity: low } }\n"
        try program.folder.write(line, "new.yaml")
        for command in [
            ["decide", "--all", "known", "--reason", "alt", "f.jsonl"], ["decide", "list"],
            ["decide", "purge", "f.jsonl", "--older-than", "0"],
            ["policy", "simulate", "new.yaml", "f.jsonl"],
            ["report", "f.jsonl", "broken.jsonl"],
            ["decide", "--all", "known", "--reason", "r", "in/posts.jsonl"],
            ["policy", "simulate", "in/posts.jsonl", "in/posts.jsonl"],
            ["report", "in/WhatsApp Chat mit Petra Kunz.txt", "in/posts.jsonl"],
        ] {
            let text = try written(command)
            #expect(!text.isEmpty)
            expectNone(text.replacing("Chat mit Petra Kunz", with: "") + "•", command.joined(separator: " "))
        }
        let decisions = try String(
            contentsOfFile: program.folder.path + "/decisions.jsonl", encoding: .utf8)
        expectNone(decisions + "•", "decisions")
    }

    @Test("stands in a copy whose values are replaced, as a value, nor in what is said of it")
    func redact() throws {
        let files = [
            "in/WhatsApp Chat mit Petra Kunz.txt", "in/broken.eml", "in/post.mbox", "in/posts.jsonl",
        ]
        for (index, file) in files.enumerated() {
            let copy = "copy\(index)"
            let ending = try program.run(["redact", file, "-o", copy, "--key", "key"])
            expectNone(ending.output + ending.errors.replacing(file, with: "") + "•", "notes on \(file)")
            let text = try String(contentsOfFile: program.folder.path + "/" + copy, encoding: .isoLatin1)
            #expect(text.contains("Petra") || text.contains("Erika"))
            for secret in LeakTests.secrets { #expect(!text.contains(secret), "\(file)") }
        }
    }

    @Test("stands in what a filter answers", arguments: ["text", "json"])
    func filter(form: String) throws {
        try program.folder.write(
            """
            mode: enforce
            verdicts:
              - { name: tokens, action: refuse, when: { rule: token } }
            """, "sluice.yaml")
        let mail = try String(
            contentsOfFile: program.folder.path + "/in/erika.mustermann@westbach.example.eml", encoding: .utf8
        )
        let text = try written(
            [
                "filter", "--format", form, "--rules", "rules", "-f", "erika.mustermann@westbach.example",
                "-r", "p.kunz@kunde.example",
            ], input: mail)
        #expect(text.contains(form == "json" ? "refuse" : "5.7.1"))
        expectNone(text + "•", "filter")
    }

    @Test("keeps a run from going on where it was broken off")
    func resume() throws {
        _ = try written(["scan", "in", "--key", "key", "--manifest", "list", "-o", "a.jsonl"])
        let text = try written(["scan", "in", "--key", "key", "--resume", "list", "-o", "b.jsonl", "-o", "-"])
        expectNone(text, "resumed")
        let files = try ["a.jsonl", "b.jsonl"].map {
            try String(contentsOfFile: program.folder.path + "/" + $0, encoding: .utf8).split(separator: "\n")
                .filter { $0.hasPrefix(#"{"rule""#) }
        }
        #expect(files[0] == files[1])
    }

    @Test("is shown unless it was asked for, and that is noted")
    func reveal() throws {
        let scan = ["scan", "in/WhatsApp Chat mit Petra Kunz.txt", "--format", "jsonl"]
        let values = try written(scan + ["--reveal", "--audit", "audit"])
        #expect(values.contains("TOKEN-48213377") && !values.contains(#""author":"Erika"#))
        let authors = try written(scan + ["--reveal-authors", "--key", "key"])
        #expect(authors.contains(#""author":"Erika Mustermann""#) && !authors.contains("48213377"))
        for file in ["audit", "sluice-audit.jsonl"] {
            let note = try written(["audit", "check", file], files: [file])
            #expect(note.hasPrefix("1 line") && note.contains("--reveal"))
            #expect(!note.contains("Petra") && !note.contains("48213377"))
        }
        let refused = try program.run(scan + ["--reveal", "--audit", "/nonexistent/audit"])
        #expect(refused.status == 2 && refused.output.isEmpty)
        let nowhere = try program.run(scan + ["--reveal"])
        #expect(nowhere.status == 2 && nowhere.output.isEmpty)
    }
}
