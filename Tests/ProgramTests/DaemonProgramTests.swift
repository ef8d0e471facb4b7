import Foundation
import TestSupport
import Testing

@Suite("sluiced")
struct DaemonProgramTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.folder.write("mode: observe\nlanguage: en\n", "sluice.yaml")
        try program.folder.write("short\n", "token")
        try program.folder.write("0123456789abcdef\n", "long")
    }

    private func run(_ arguments: [String]) throws -> Program.Ending {
        try program.run(arguments, ownRules: false, program: Program.daemon)
    }

    @Test("has help worth reading")
    func help() throws {
        let ending = try run(["--help"])
        #expect(ending.status == 0)
        try expectGolden(ending.output, "Fixtures/help/sluiced.txt")
    }

    @Test("prints a unit that starts it with options that it has, for mail and for people")
    func unit() throws {
        let ending = try run(["--print-unit"])
        let start = try #require(ending.output.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
        let options = start.split(separator: " ").dropFirst().filter { $0.hasPrefix("--") }
        #expect(options == ["--config", "--milter", "--http", "--log-format"])
        let help = try run(["--help"]).output
        #expect(options.allSatisfy { help.contains($0 + " <") })
        // After five ends in ten seconds systemd would leave it at that.
        #expect(ending.output.contains("\nStartLimitIntervalSec=0\n"))
    }

    @Test(
        "says that others can read the token, and goes on",
        arguments: [(0o600, false), (0o640, true), (0o604, true)])
    func openToken(mode: Int, isTold: Bool) throws {
        let token = program.folder.path + "/long"
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: token)
        // The socket cannot be made, so that the program ends by itself.
        let ending = try run(["--http", "unix:none/h", "--http-token-file", token, "--rules", "rules"])
        #expect(ending.errors.contains("cannot listen on unix:none/h"), "\(ending.errors)")
        #expect(ending.errors.contains("can be read by others than its owner") == isTold, "\(ending.errors)")
        #expect(!ending.errors.contains("0123456789abcdef"))
    }

    @Test(
        "does not serve where it may not, and says why",
        arguments: [
            (
                ["--http", "0.0.0.0:0"],
                "0.0.0.0:0 can be reached from other hosts, so --http-token-file has to name"
            ),
            (["--http", "0.0.0.0:0", "--http-token-file", "token"], "has to have 16 characters or more"),
            (["--http", "0.0.0.0:0", "--http-token-file", "none"], "the token in 'none' cannot be read"),
            (["--http", "nowhere"], "--http takes HOST:PORT or unix:PATH"),
            (["--http-token-file", "token", "--milter", "unix:m"], "--http-token-file belongs to --http"),
            ([], "--milter says where mail servers find the milter"),
            (["--milte", "unix:m"], "Unknown option '--milte'"),
            (["--milter", "unix:none/m"], "cannot listen on unix:none/m: No such file or directory\n"),
            (["--milter", "unix:m", "--spool", "none"], "no file can be made in 'none'"),
        ])
    func refusal(arguments: [String], text: String) throws {
        let ending = try run(arguments + ["--rules", "rules"])
        #expect(ending.status == 2)
        #expect(ending.errors.contains(text), "\(ending.errors)")
        #expect(ending.output == "")
    }
}
