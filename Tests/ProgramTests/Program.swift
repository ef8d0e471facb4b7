import Foundation
import TestSupport
import Testing

/// Runs the built program in a folder of its own.
struct Program {
    struct Ending {
        var status: Int32
        var output: String
        var errors: String
    }

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            rules:
              - id: token
                title: { de: Marke, en: Token }
                severity: high
                pattern: 'TOKEN-[0-9]{8}'
                show: ends
            """, "rules/token.yaml")
    }

    /// What the program prints and how it ends; it uses the rules of this type unless `ownRules` is false.
    func run(
        _ arguments: [String], input: String? = nil, ownRules: Bool = true, in place: URL? = nil,
        program: URL = Program.url
    ) throws -> Ending {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments + (ownRules ? ["--rules", "rules"] : [])
        process.currentDirectoryURL = place ?? folder.url
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        let source = Pipe()
        process.standardInput = input == nil ? FileHandle.nullDevice : source
        try process.run()
        if let input {
            try source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try source.fileHandleForWriting.close()
        }
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Ending(
            status: process.terminationReason == .exit
                ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: printed, as: UTF8.self),
            errors: String(decoding: complained, as: UTF8.self))
    }

    /// `SLUICE=path` names another program; else it lies beside the tests.
    static var url: URL {
        if let path = ProcessInfo.processInfo.environment["SLUICE"] { return URL(fileURLWithPath: path) }
        return beside("sluice")
    }

    /// The server, as it was built with the tests.
    static var daemon: URL { beside("sluiced") }

    private static func beside(_ name: String) -> URL {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name)
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return packageFolder.appendingPathComponent(".build/debug/" + name)
    }
}
