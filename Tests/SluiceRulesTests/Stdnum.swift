import Foundation

/// The Python library `stdnum`, which knows most identifiers too, asked in a process of its own.
enum Stdnum {
    /// Whether `python3` has it: Debian's package `python3-stdnum`.
    static let isPresent = (try? run("import stdnum", input: "")) != nil

    /// For each question the library's answer; nil where its version has no such module.
    static func answers(_ questions: [(module: String, value: String)]) throws -> [Bool?] {
        let script = """
            import importlib, sys
            modules = {}
            for line in sys.stdin:
                name, value = line.rstrip('\\n').split('\\t')
                if name not in modules:
                    try: modules[name] = importlib.import_module('stdnum.' + name)
                    except ImportError: modules[name] = None
                module = modules[name]
                print('-' if module is None else int(module.is_valid(value)))
            """
        let input = questions.map { "\($0.module)\t\($0.value)\n" }.joined()
        return try run(script, input: input).split(separator: "\n").map { $0 == "-" ? nil : $0 == "1" }
    }

    private struct Failed: Error {}

    private static func run(_ script: String, input: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let file = FileManager.default.temporaryDirectory.appending(path: "sluice-\(UUID().uuidString)")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return String(decoding: data, as: UTF8.self)
    }
}
