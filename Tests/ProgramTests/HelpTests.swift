import Foundation
import TestSupport
import Testing

@Suite("sluice")
struct HelpTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test(
        "has help worth reading",
        arguments: [
            ([], "sluice"), (["scan"], "scan"), (["redact"], "redact"), (["rules"], "rules"),
            (["rules", "bench"], "rules-bench"),
            (["report"], "report"), (["audit", "check"], "audit-check"), (["decide"], "decide"),
            (["decide", "new"], "decide-new"), (["init"], "init"), (["policy"], "policy"),
            (["policy", "simulate"], "policy-simulate"),
        ])
    func help(arguments: [String], name: String) throws {
        let ending = try program.run(arguments + ["--help"], ownRules: false)
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        try expectGolden(ending.output, "Fixtures/help/\(name).txt")
    }

    @Test("finds in the example folder what is expected there")
    func outbox() throws {
        let arguments = ["scan", "Fixtures/outbox", "--add-rules", "Fixtures/organisation"]
        let ending = try program.run(arguments, ownRules: false, in: packageFolder)
        #expect(ending.status == 1)
        try expectGolden(ending.output, "Fixtures/outbox.expected.txt")
    }

    @Test("tells its version")
    func version() throws {
        let ending = try program.run(["--version"], ownRules: false)
        #expect(ending.status == 0)
        #expect(ending.output.split(separator: ".").count == 3)
    }

    @Test(
        "names the command that was probably meant",
        arguments: [
            (["scna", "x"], "there is no command 'sluice scna'; did you mean 'scan'?"),
            (["rules", "shwo", "iban"], "there is no command 'sluice rules shwo'; did you mean 'show'?"),
            (["scan", "-threads", "2", "x"], "there is no option '-threads'; did you mean '--threads'?"),
            (["everything"], "there is no command 'sluice everything'; 'sluice --help' names them all"),
        ])
    func unknownCommand(arguments: [String], text: String) throws {
        let ending = try program.run(arguments, ownRules: false)
        #expect(ending.status == 2)
        #expect(ending.errors == "sluice: error: \(text)\n")
        #expect(ending.output == "")
    }

    @Test("makes completions", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let ending = try program.run(["--generate-completion-script", shell], ownRules: false)
        #expect(ending.status == 0)
        #expect(ending.output.contains("--min-severity") || ending.output.contains("min-severity"))
    }

    @Test("lists, shows, tests and lints rules")
    func rules() throws {
        #expect(try program.run(["rules", "list"]).output == "token  high  –  Token\n")
        let shown = try program.run(["rules", "show", "token"])
        #expect(shown.status == 0)
        #expect(shown.output.contains("TOKEN-[0-9]{8}") && shown.output.contains("rules/token.yaml:2"))
        #expect(try program.run(["rules", "show", "nonsense"]).status == 2)
        #expect(try program.run(["rules", "test"]).status == 0)
        #expect(try program.run(["rules", "lint"]).output.contains("has no examples"))
    }

    @Test("times the engine, with the same matches for any number of threads", arguments: [1, 3])
    func bench(threads: Int) throws {
        try program.folder.write(String(repeating: "x TOKEN-12345678\n", count: 20_000), "a.txt")
        let ending = try program.run([
            "rules", "bench", "--format", "json", "--repeat", "1", "--threads", "\(threads)", "a.txt",
        ])
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        #expect(report["bytes"] as? Int == 340_000)
        #expect(report["matches"] as? Int == 20_000)
        let rules = try #require(report["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["token"])
        #expect(rules.map { $0["matches"] as? Int } == [20_000])
    }

    @Test("says that its output could not be written, unless whoever read it has gone")
    func fullOutput() throws {
        let shell = URL(fileURLWithPath: "/bin/sh")
        let list = "\"$0\" rules list --rules rules"
        let full = try program.run(
            ["-c", "\(list) > /dev/full", Program.url.path], ownRules: false, program: shell)
        #expect(full.status == 4)
        #expect(full.errors.contains("cannot write standard output"))
        let closed = try program.run(
            ["-c", "\(list) | true", Program.url.path], ownRules: false, program: shell)
        #expect(closed.status == 0 && closed.errors == "")
    }

    @Test("a filter takes thousands of recipients, in whatever form, and hands all of them on")
    func recipients() throws {
        try program.folder.write(
            "mode: enforce\nlanguage: en\norganisation: { domains: [westbach.example] }\n",
            "sluice.yaml")
        let all = (0..<5_000).map { "r\($0)@kunde.example" }
        let mail = "From: a@westbach.example\nTo: list@kunde.example\nSubject: x\n\nHello\n"
        let forms: [[String]] = [
            all.flatMap { ["-r", $0] }, all.flatMap { ["--recipient", $0] }, all.map { "--recipient=\($0)" },
        ]
        for form in forms {
            let script = "cat >/dev/null; echo $#; echo ${5000}"
            let ending = try program.run(
                ["filter", "-f", "a@westbach.example"] + form
                    + ["--sendmail", "none", "--rules", "rules", "--", "sh", "-c", script, "sh"] + all,
                input: mail, ownRules: false)
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.output == "5000\nr4999@kunde.example\n", "\(ending.output.prefix(200))")
        }
        let many = forms[0].dropLast(2) + ["-r"]
        #expect(try program.run(["filter"] + many, input: mail, ownRules: false).status == 75)
    }

    @Test(
        "a held mail's name may be without a digit, and is no word of Postfix's commands",
        arguments: [("BCDFGHJKLMNzP", 4), ("ABCDEF", 4), ("4BxT2q1vN3z9c", 4), ("ALL", 2), ("BCDF/GH", 2)])
    func heldName(name: String, status: Int32) throws {
        // There is no Postfix on the path, so that what is a name gets no further than to ask for it.
        #expect(try program.run(["release", name], ownRules: false).status == status)
    }

    @Test("a filter's wrong option keeps the mail")
    func wrongFilter() throws {
        #expect(try program.run(["filter", "--bogus"], ownRules: false).status == 75)
    }
}
