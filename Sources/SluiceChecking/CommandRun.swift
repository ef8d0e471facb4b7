import CSystemCalls
import Glibc
import SluiceSpool

/// A program of the system's that is given bytes on its standard input.
public struct CommandRun: Sendable {
    public var command: [String]
    /// After so many seconds it is ended, and with it what it started; nil where it may take as long as it likes.
    public var limit: Double?

    public init(_ command: [String], limit: Double? = nil) {
        self.command = command
        self.limit = limit
    }

    /// Runs it to its end; gives its exit status.
    ///
    /// Nil where it could not be started, was ended by a signal, or ended well without having looked at its input. Its
    /// output is this program's. `write` is given a function that takes bytes and says whether it could, and says
    /// itself whether it gave all.
    ///
    /// All of the input is there before the command starts: however this program ends, no command takes a
    /// part of a mail for the whole.
    public func run(_ write: ((UnsafeRawBufferPointer) -> Bool) -> Bool) -> CInt? {
        guard var input = CommandInput() else { return nil }
        guard unsafe write({ unsafe input.append($0) }), let child = input.lend({ start(input: $0) }) else {
            return nil
        }
        guard let status = wait(for: child) else { return nil }
        return status == 0 && input.isUntouched ? nil : status
    }

    /// Runs it with `text` as its input.
    public func run(input text: String) -> CInt? {
        let bytes = Array(text.utf8)
        return unsafe run { write in unsafe bytes.withUnsafeBytes { unsafe $0.isEmpty || write($0) } }
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
        return child.flatMap { CommandRun([]).wait(for: $0) } == 0
            ? String(decoding: bytes, as: UTF8.self) : nil
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
        restoreSignals(&attributes)
        var id: pid_t = 0
        let program = command.first ?? ""
        let status = unsafe withStrings(command) { arguments in
            unsafe posix_spawnp(&id, program, &actions, &attributes, arguments, environ)
        }
        return status == 0 ? id : nil
    }

    private func restoreSignals(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        _ = unsafe sigemptyset(&signals)
        _ = unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { _ = unsafe sigaddset(&signals, signal) }
        _ = unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        let group = limit == nil ? 0 : POSIX_SPAWN_SETPGROUP
        _ = unsafe posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))
    }

    private func wait(for id: pid_t) -> CInt? {
        guard let limit else { return CommandRun.status(of: id, 0).flatMap(\.self) }
        let end = CheckPool.clock + limit
        while CheckPool.clock < end {
            if let ended = CommandRun.status(of: id, WNOHANG) { return ended }
            usleep(10_000)
        }
        // With a limit it leads a group of its own (see `start`).
        kill(-id, SIGKILL)
        _ = CommandRun.status(of: id, 0)
        return nil
    }

    /// The exit status of a child that has ended, nil within where a signal ended it; nil where it has not ended.
    private static func status(of id: pid_t, _ options: CInt) -> CInt?? {
        var status: CInt = 0
        var found = unsafe waitpid(id, &status, options)
        while found < 0, errno == EINTR { found = unsafe waitpid(id, &status, options) }
        guard found != 0 else { return nil }
        return .some(found == id && status & 0x7F == 0 ? status >> 8 & 0xFF : nil)
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
