import CSystemCalls
import Glibc

/// A program of the system's that is given bytes on its standard input.
public struct CommandRun: Sendable {
    public var command: [String]

    public init(_ command: [String]) { self.command = command }

    /// Runs it to its end; gives its exit status, nil where it could not be started or a signal ended it.
    ///
    /// Its output is this program's. `write` is given a function that hands bytes on and says whether they were taken.
    public func run(_ write: ((UnsafeRawBufferPointer) -> Bool) -> Void) -> CInt? {
        var (reading, writing): (CInt, CInt) = (-1, -1)
        guard unsafe sluice_pipe(&reading, &writing) == 0 else { return nil }
        let child = start(input: reading)
        close(reading)
        if child != nil { unsafe write { unsafe CommandRun.write($0, to: writing) } }
        close(writing)
        return child.flatMap(CommandRun.wait)
    }

    /// Runs it with `text` as its input.
    public func run(input text: String) -> CInt? {
        let bytes = Array(text.utf8)
        return unsafe run { write in unsafe bytes.withUnsafeBytes { _ = unsafe write($0) } }
    }

    /// What a command prints that needs no input; nil where it did not end well.
    public static func output(of command: [String]) -> String? {
        var (reading, writing): (CInt, CInt) = (-1, -1)
        guard unsafe sluice_pipe(&reading, &writing) == 0 else { return nil }
        let child = CommandRun(command).start(output: writing)
        close(writing)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while child != nil {
            let count = unsafe read(reading, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        close(reading)
        return child.flatMap(wait) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// Starts it with these descriptors as its input and output; without one it has an empty input, or this program's output.
    private func start(input: CInt? = nil, output: CInt? = nil) -> pid_t? {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        _ = unsafe posix_spawn_file_actions_init(&actions)
        _ = unsafe posix_spawnattr_init(&attributes)
        defer {
            _ = unsafe posix_spawn_file_actions_destroy(&actions)
            _ = unsafe posix_spawnattr_destroy(&attributes)
        }
        if let input {
            _ = unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            _ = unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        if let output { _ = unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
        _ = unsafe sluice_close_from(&actions, STDERR_FILENO + 1)
        CommandRun.restoreSignals(&attributes)
        var id: pid_t = 0
        let program = command.first ?? ""
        let status = unsafe withStrings(command) { arguments in
            unsafe posix_spawnp(&id, program, &actions, &attributes, arguments, environ)
        }
        return status == 0 ? id : nil
    }

    private static func restoreSignals(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        _ = unsafe sigemptyset(&signals)
        _ = unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { _ = unsafe sigaddset(&signals, signal) }
        _ = unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        _ = unsafe posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to file: CInt) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = unsafe Glibc.write(
                file, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    private static func wait(for id: pid_t) -> CInt? {
        var status: CInt = 0
        while unsafe waitpid(id, &status, 0) < 0 {
            guard errno == EINTR else { return nil }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    }
}

/// Lends `strings` as C has lists of them: ended by a null.
private func withStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = unsafe strings.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { unsafe pointers.forEach { unsafe free($0) } }
    return unsafe pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("a list has its null") }
        return unsafe body(base)
    }
}
