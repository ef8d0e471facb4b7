import Foundation
import TestSupport
import Testing

@Suite("sluice decide")
struct DecideProgramTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.folder.write("0123456789abcdef0123456789abcdef\n", "sluice.key")
    }

    private let key = ["--key", "sluice.key"]

    /// Scans `corpus` into `findings.jsonl`.
    @discardableResult
    private func scan(_ more: [String] = [], name: String = "findings.jsonl") throws -> Program.Ending {
        try program.run(["scan", "corpus", "-o", name] + key + more)
    }

    private func decide(_ arguments: [String]) throws -> Program.Ending {
        try program.run(["decide"] + arguments, ownRules: false)
    }

    private func decisions() throws -> String {
        try String(contentsOf: program.folder.url.appendingPathComponent("decisions.jsonl"), encoding: .utf8)
    }

    private func summary(_ name: String = "findings.jsonl") throws -> [String: Any] {
        let text = try String(
            contentsOf: program.folder.url.appendingPathComponent(name), encoding: .utf8)
        let last = try #require(text.split(separator: "\n").last)
        let record = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
        return try #require(record?["summary"] as? [String: Any])
    }

    private func token(_ number: Int) -> String { "TOKEN-\(number)" }

    /// A corpus in every form, with `moved` lines before each of its lines.
    private func writeCorpus(moved: Int) throws {
        let lines = (0..<moved).map { "vorher \($0)\n" }.joined()
        func text(_ first: Int) -> String {
            // The same value three times, once on the same line as another.
            lines + "a \(token(first))\nb \(token(first)) \(token(first + 1))\nc\nd \(token(first))\n"
        }
        try program.folder.write(text(10_000_000), "corpus/a.txt")
        try program.folder.write(text(10_000_000), "corpus/src/b.py")
        let head =
            "From: Kim <kim@westbach.example>\nTo: x@kunde.example\nSubject: Angebot \(token(20_000_009))\n"
        try program.folder.write(
            head + "Message-ID: <1@westbach.example>\n\n" + text(20_000_000), "corpus/m/one.eml")
        try program.folder.write(
            head + "Date: Mon, 2 Mar 2026 10:00:00 +0100\n\n" + text(20_000_000), "corpus/m/two.eml")
        var box = ""
        for mail in -moved..<4 {
            box += "From kim@westbach.example Mon Mar  2 10:00:00 2026\n"
            box += mail < 0 ? "From: Lea <lea@westbach.example>\nSubject: neu\n" : head
            // Mails without an identifier are known by author and time.
            if mail % 2 == 0 { box += "Message-ID: <box.\(mail)@westbach.example>\n" }
            box += "Date: \(mail + 9) Mar 2026 10:00:00 +0100\n\n"
            box += mail < 0 ? "nichts\n\n" : text(30_000_000 + mail / 3) + "\n"
        }
        try program.folder.write(box, "corpus/m/box.mbox")
        var chat = ""
        for minute in 0..<moved { chat += "01.03.26, 08:0\(minute) - Lea: guten Morgen\n" }
        chat += "13.03.26, 10:31 - Kim: \(token(40_000_000))\n"
        chat += "13.03.26, 10:31 - Lea: \(token(40_000_000))\n"
        chat += "13.03.26, 10:31 - Kim: noch einmal \(token(40_000_000))\nund \(token(40_000_001))\n"
        chat += "13.03.26, 10:32 - Kim: \(token(40_000_000))\n"
        try program.folder.write(chat, "corpus/WhatsApp Chat mit Lager.txt")
        var records = ""
        for index in 0..<moved { records += #"{"id":"n\#(index)","text":"neu"}"# + "\n" }
        records += #"{"id":"r1","text":"\#(token(50_000_000))","author":"kim"}"# + "\n"
        records +=
            #"{"text":"\#(token(50_000_000))","author":"lea","created_at":"2026-03-01T10:00:00Z"}"# + "\n"
        records += #"{"text":"\#(token(50_000_000))"}"# + "\n"
        records += #"{"text":"\#(token(50_000_000)) und \#(token(50_000_000))"}"# + "\n"
        try program.folder.write(records, "corpus/posts.jsonl")
    }

    @Test("loses nothing and finds nothing new when every line of a corpus moves by seven lines")
    func moved() throws {
        try writeCorpus(moved: 0)
        #expect(try scan().status == 1)
        let all = try #require(try summary()["findings"] as? [String: Int])["high"] ?? 0
        #expect(all > 40)
        let baseline = try decide(["--all", "known", "--reason", "Bestand", "--by", "kim", "findings.jsonl"])
        #expect(baseline.status == 0)
        #expect(baseline.output == "decisions.jsonl: +\(all) known\n")
        let before = try decisions()
        #expect(before.split(separator: "\n").count == all + 1)

        let again = try scan(["--decisions", "decisions.jsonl"])
        #expect(again.status == 0)
        #expect(try summary()["decided"] as? Int == all)

        try writeCorpus(moved: 7)
        for threads in ["1", "4"] {
            let moved = try scan(["--decisions", "decisions.jsonl", "--threads", threads, "--show-decided"])
            #expect(try summary()["decided"] as? Int == all)
            #expect(try #require(try summary()["findings"] as? [String: Int])["high"] == 0)
            #expect(moved.status == 0)
        }
        #expect(try decisions() == before)
    }

    @Test("counts a second place of a known value, and not a moved one")
    func secondPlace() throws {
        try program.folder.write("x\n\(token(11_111_111))\n", "corpus/a.txt")
        try scan()
        _ = try decide(["--all", "false-alarm", "--reason", "Muster", "findings.jsonl"])
        try program.folder.write("\n\n\(token(11_111_111))\n", "corpus/a.txt")
        #expect(try scan(["--decisions", "decisions.jsonl"]).status == 0)
        try program.folder.write("\(token(11_111_111))\n\n\(token(11_111_111))\n", "corpus/a.txt")
        let second = try scan(["--decisions", "decisions.jsonl"])
        #expect(second.status == 1)
        #expect(second.errors.hasPrefix("1 finding: 1 high\n1 decided earlier\n"))
        try program.folder.write("\(token(11_111_111))\n", "corpus/b.txt")
        #expect(try scan(["--decisions", "decisions.jsonl"]).errors.hasPrefix("2 findings"))
    }

    @Test("counts again what has expired, and says that what was fixed is back")
    func expiredAndBack() throws {
        try program.folder.write("\(token(11_111_111))\n", "corpus/a.txt")
        try program.folder.write("\(token(22_222_222))\n", "corpus/b.txt")
        try scan()
        let findings = try String(
            contentsOf: program.folder.url.appendingPathComponent("findings.jsonl"), encoding: .utf8
        ).split(separator: "\n")
        for (name, state) in [("a", ["accepted", "--until", "2020-01-31"]), ("b", ["fixed"])] {
            let lines = findings.filter { !$0.contains("\"fingerprint\"") || $0.contains("\(name).txt") }
            try program.folder.write(lines.joined(separator: "\n") + "\n", "\(name).jsonl")
            let ending = try decide(
                ["--all", state[0], "--reason", "weil"] + state.dropFirst() + ["\(name).jsonl"])
            #expect(ending.output == "decisions.jsonl: +1 \(state[0])\n")
        }
        let ending = try program.run(["scan", "corpus", "--decisions", "decisions.jsonl"] + key)
        #expect(ending.status == 1)
        #expect(ending.output.contains("back after being fixed"))
        #expect(ending.errors.contains("1 back after being fixed; 1 whose decision has expired"))
        let expired = try decide(["expired"])
        #expect(expired.output.split(separator: "\n").count == 1)
        #expect(expired.output.contains("accepted  token  2020-01-31") && expired.output.contains("weil"))
        #expect(try decide(["list"]).output.split(separator: "\n").count == 2)
        #expect(try decide(["purge"]).output == "decisions.jsonl: -1\n")
        #expect(try decide(["expired"]).output == "")
    }

    @Test("removes findings that were kept long enough, and keeps what their run said of itself")
    func purge() throws {
        try program.folder.write("\(token(11_111_111))\n", "corpus/a.txt")
        try scan()
        let young = try decide(["purge", "findings.jsonl"])
        #expect(young.output == "findings.jsonl: -0\n")
        let url = program.folder.url.appendingPathComponent("findings.jsonl")
        let text = try String(contentsOf: url, encoding: .utf8)
        let year = try #require(text.firstRange(of: "\"started\":\""))
        let old = text[..<year.upperBound] + "2001" + text[year.upperBound...].dropFirst(4)
        try program.folder.write(String(old), "findings.jsonl")
        #expect(
            try decide(["purge", "findings.jsonl", "--older-than", "30"]).output == "findings.jsonl: -1\n")
        let left = try String(contentsOf: url, encoding: .utf8)
        #expect(left.split(separator: "\n").count == 2)
        #expect(left.contains("\"summary\"") && !left.contains("a.txt"))
    }

    @Test("refuses what would not hold, and says what would")
    func refusals() throws {
        try program.folder.write("\(token(11_111_111))\n", "corpus/a.txt")
        let missing = try scan(["--decisions", "decisions.jsonl"])
        #expect(missing.status == 2 && missing.errors.contains("sluice decide"))
        try program.folder.write("", "decisions.jsonl")
        let keyless = try program.run(["scan", "corpus", "--decisions", "decisions.jsonl"])
        #expect(keyless.status == 2 && keyless.errors.contains("openssl rand -hex 32"))
        _ = try program.run(["scan", "corpus", "-o", "keyless.jsonl"])
        let random = try decide(["--all", "known", "--reason", "x", "keyless.jsonl"])
        #expect(random.status == 2 && random.errors.contains("without a key"))
        try scan()
        _ = try decide(["--all", "known", "--reason", "x", "findings.jsonl"])
        try program.folder.write("ffffffffffffffffffffffffffffffff\n", "other.key")
        let other = try program.run([
            "scan", "corpus", "--decisions", "decisions.jsonl", "--key", "other.key",
        ])
        #expect(other.status == 2 && other.errors.contains("another key"))
        for arguments in [
            ["--all", "known", "findings.jsonl"], ["--all", "accepted", "--reason", "x", "findings.jsonl"],
            ["--all", "known", "--reason", "x", "--until", "morgen", "findings.jsonl"], ["findings.jsonl"],
            ["--reason", "x", "findings.jsonl"], ["missing.jsonl"], ["purge", "--older-than", "-1"],
        ] {
            #expect(try decide(arguments).status == 2)
        }
        try program.folder.write("{\"fingerprint\":\"x\"}\n", "decisions.jsonl")
        let broken = try scan(["--decisions", "decisions.jsonl"])
        #expect(broken.status == 2)
        #expect(broken.errors.hasPrefix("decisions.jsonl:1:16: error: this is no fingerprint\n  help: "))
    }

    @Test("walks through new findings on a terminal: decides, undoes, skips, and shows no value")
    func walk() throws {
        for number in 1...4 {
            try program.folder.write("\(token(11_111_110 + number))\n", "corpus/\(number).txt")
        }
        try scan()
        let terminal = try Terminal(["decide", "findings.jsonl"], in: program.folder.url)
        try terminal.type("zkerster\n")
        #expect(terminal.waitFor("[2/4]"))
        try terminal.type("fMuster\n")
        #expect(terminal.waitFor("[3/4]"))
        try terminal.type("u")
        try terminal.type("a\n\n")
        #expect(terminal.waitFor("[3/4]"))
        try terminal.type("s")
        #expect(terminal.waitFor("[4/4]"))
        try terminal.type("q")
        let (screen, status) = terminal.end()
        #expect(status == 0)
        #expect(screen.contains("2 of 4 decided"))
        #expect(screen.contains("high  Token") && screen.contains("corpus/1.txt  1:1"))
        #expect(!screen.contains("1111111"))
        let text = try decisions()
        #expect(text.contains(#""state":"known","reason":"erster","by":"kim"}"#))
        // The reason given last is offered again.
        #expect(text.contains(#""state":"accepted","reason":"Muster","by":"kim","until":"20"#))
        #expect(text.split(separator: "\n").count == 3)
    }

    @Test("keeps what was decided when it is interrupted, at a key and at a question")
    func interrupted() throws {
        for number in 1...3 {
            try program.folder.write("\(token(11_111_110 + number))\n", "corpus/\(number).txt")
        }
        try scan()
        for (typed, seen) in [("kerster\n", "[2/3]"), ("fzweiter\nf", "[2/2]")] {
            let terminal = try Terminal(["decide", "findings.jsonl"], in: program.folder.url)
            try terminal.type(typed)
            #expect(terminal.waitFor(seen))
            if typed.hasSuffix("f") { #expect(terminal.waitFor("reason [zweiter]")) }
            terminal.interrupt()
            let (screen, status) = terminal.end()
            #expect(status == 0)
            #expect(screen.contains("1 of "))
        }
        let text = try decisions()
        #expect(text.contains("erster") && text.contains("zweiter"))
        #expect(text.split(separator: "\n").count == 3)
    }

    @Test("counts what decisions beside the policy leave out, and says which file they are")
    func besidePolicy() throws {
        try program.folder.write("verdicts: []\n", "sluice.yaml")
        try program.folder.write("a \(token(10_000_000))\n", "corpus/a.txt")
        try scan()
        #expect(try decide(["--all", "known", "--reason", "alt", "findings.jsonl"]).status == 0)
        let found = try program.run(["scan", "corpus"] + key)
        #expect(found.status == 0 && found.output.isEmpty)
        #expect(found.errors.contains("1 decided earlier"))
        #expect(found.errors.hasSuffix("decisions: decisions.jsonl (in force)\n"))
        let without = try program.run(["scan", "corpus", "--no-decisions"] + key)
        #expect(without.status == 1 && !without.errors.contains("decisions"))
        let keyless = try program.run(["scan", "corpus"])
        #expect(keyless.status == 1 && keyless.errors.contains("(not used: there is no key)"))
        try program.folder.write("fedcba9876543210fedcba9876543210\n", "other.key")
        let other = try program.run(["scan", "corpus", "--key", "other.key", "--language", "de"])
        #expect(other.status == 1 && other.errors.contains("mit einem anderen Schlüssel gemacht"))
        #expect(try program.run(["scan", "corpus", "--no-decisions", "--decisions", "d"]).status == 2)
    }
}
