import Foundation
import TestSupport
import Testing

@Suite("HTML reports of the program")
struct HTMLProgramTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.folder.write("eins TOKEN-00000001\nzwei TOKEN-00000002\n", "in/<b>a & b.txt")
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: program.folder.path + "/" + name, encoding: .utf8)
    }

    @Test("are the same from a scan and from its records")
    func formats() throws {
        let scan = try program.run(["scan", "in", "-o", "scan.html", "-o", "f.jsonl"])
        #expect(scan.status == 1)
        _ = try program.run(["report", "f.jsonl", "-o", "report.html"], ownRules: false)
        for kind in ["class=\"texts\"", "class=\"rows\"", "id=\"columns\"", "id=\"names\""] {
            let data = try [text("scan.html"), text("report.html")].map {
                $0.components(separatedBy: kind + ">").last?.components(separatedBy: "</script>").first
            }
            #expect(data[0] == data[1] && data[0]?.isEmpty == false)
            if kind.contains("texts") { #expect(data[0]?.contains("eins ") == true) }
        }
        #expect(try !text("scan.html").contains("00000001"))
        #expect(try !text("scan.html").contains("<b>a"))
    }

    @Test("show what was said around a finding in a chat, masked; other reports do where that is asked for")
    func conversation() throws {
        let chat = """
            12.05.26, 14:01 - Ada Probe: wohin mit TOKEN-00000003, Ben?
            12.05.26, 14:02 - Ben Muster: nimm TOKEN-00000004
            12.05.26, 14:03 - Ada Probe: danke Ben

            """
        try program.folder.write(chat, "chats/WhatsApp Chat mit Ben Muster.txt")
        #expect(try program.run(["scan", "chats", "-o", "c.html", "-o", "c.jsonl"]).status == 1)
        for name in ["c.html", "c.jsonl"] {
            let text = try text(name)
            #expect(text.contains("wohin mit ••••••••, ••••••••?") && text.contains("danke ••••••••"))
            #expect(!text.contains("Ben") && !text.contains("00000004"))
        }
        _ = try program.run(["report", "c.jsonl", "-o", "again.html"], ownRules: false)
        #expect(try text("again.html").contains("wohin mit ••••••••, ••••••••?"))
        _ = try program.run(["scan", "chats", "-o", "plain.jsonl"])
        #expect(try !text("plain.jsonl").contains("\"context\""))
        _ = try program.run(["scan", "chats", "--context", "1", "-o", "asked.jsonl"])
        #expect(try text("asked.jsonl").contains("\"context\""))
        let refused = try program.run(["scan", "chats", "--context", "4"])
        #expect(refused.status == 2 && refused.errors.contains("from 0 to 3"))
    }

    @Test("end with 3 where a list was not written to its end")
    func cutOff() throws {
        _ = try program.run(["scan", "in", "-o", "f.jsonl"])
        let lines = try text("f.jsonl").split(separator: "\n")
        try program.folder.write(lines.dropLast().joined(separator: "\n") + "\n", "cut.jsonl")
        #expect(try program.run(["report", "f.jsonl", "-o", "f.csv"], ownRules: false).status == 0)
        let cut = try program.run(["report", "cut.jsonl", "-o", "cut.csv"], ownRules: false)
        #expect(cut.status == 3 && cut.errors.contains("'cut.jsonl' was not written to its end"))
        #expect(try text("cut.csv").contains("eins "))
    }

    @Test("say what was read where nothing was found")
    func empty() throws {
        try program.folder.write("nichts\n", "quiet/a.txt")
        #expect(try program.run(["scan", "quiet", "-o", "quiet.html"]).status == 0)
        #expect(try text("quiet.html").contains("\"total\":0"))
    }

    /// All of `Tests/Browser/run`, with 50,000 findings, takes half a minute; these few take seconds.
    @Test("work in Chromium", .enabled(if: Browser.isThere, Browser.missing))
    func browser() throws {
        let tests = [
            "opens_without_errors_and_without_the_network", "a_walk_with_the_keyboard", "both_languages",
        ]
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Browser.python)
        let page = packageFolder.appendingPathComponent("Tests/Browser/report_page.py").path
        process.arguments = [page, "-q"] + tests.map { "ReportPage.test_" + $0 }
        process.environment = ProcessInfo.processInfo.environment.merging(["SLUICE": Program.url.path]) { $1 }
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said.suffix(2000))")
    }
}

private enum Browser {
    static let missing: Comment =
        "Chromium or Python's packages are missing: apt-get install chromium chromium-driver, then Tests/Browser/run"

    /// With the packages that `Tests/Browser/run` installs.
    static var python: String {
        let venv = ProcessInfo.processInfo.environment["BROWSER_VENV"]
        return (venv ?? packageFolder.appendingPathComponent(".build/browser-venv").path) + "/bin/python"
    }

    static var isThere: Bool {
        ["/usr/bin/chromium", "/usr/bin/chromedriver", python].allSatisfy {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }
}
