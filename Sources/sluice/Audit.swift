import ArgumentParser
import Glibc
import SluiceModel
import SluiceReport

/// Notes that somebody asked to see what is masked otherwise.
enum Audit {
    /// - Throws: Where that cannot be noted; nothing is revealed then.
    static func note(_ options: FindingOptions, arguments recorder: Recorder) throws {
        guard let path = options.audit ?? defaultPath(key: options.key) else {
            throw UsageFault("nothing is revealed, since there is no place to note it; --audit names a file")
        }
        let entry = AuditEntry(
            time: Console.now, user: user,
            arguments: recorder.arguments(Array(CommandLine.arguments.dropFirst())))
        do throws(AuditFault) {
            try AuditFile(path).append(entry)
        } catch {
            let reason =
                switch error {
                case .damaged: "its last line is damaged"
                case .system(let code):
                    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
                }
            throw UsageFault("nothing is revealed, since '\(path)' cannot take a note of it: \(reason)")
        }
    }

    /// Beside the key, else where programs keep what they have to remember.
    private static func defaultPath(key: String?) -> String? {
        if let key {
            let folder = key.lastIndex(of: "/").map { String(key[...$0]) } ?? ""
            return folder + "sluice-audit.jsonl"
        }
        let base = environment("XDG_STATE_HOME") ?? environment("HOME").map { $0 + "/.local/state" }
        guard let base, base.hasPrefix("/") else { return nil }
        let folder = base + "/sluice"
        var path = ""
        for step in folder.split(separator: "/") {
            path += "/" + step
            unsafe mkdir(path, 0o700)
        }
        return folder + "/audit.jsonl"
    }

    private static var user: String {
        guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else {
            return String(getuid())
        }
        return unsafe String(cString: name)
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Look after the list of who revealed something.",
        subcommands: [AuditCheckCommand.self])
}

struct AuditCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say whether the lines of an audit file are those that were written.")

    @Argument(help: "The audit file.", completion: .file()) var file: String

    func run() throws {
        do throws(Diagnostic) {
            let check = try AuditFile(file).check()
            let lines =
                check.lines == 1 ? "1 line, as it was written" : "\(check.lines) lines, as they were written"
            // With a copy of it one sees later whether lines at the end were taken out.
            Console.print(lines + (check.lastHash.map { "; the last one's hash is \($0)" } ?? ""))
        } catch {
            throw Diagnostics([error])
        }
    }
}
