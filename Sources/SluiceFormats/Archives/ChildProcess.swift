import CSystemCalls
import Glibc
import Synchronization

/// A process that this one started and that does not outlive its owner.
final class ChildProcess: Sendable {
    let id: pid_t
    private let ended = Mutex<CInt?>(nil)

    /// Starts `executable` with the given descriptors and no others.
    ///
    /// The child has a process group of its own, so that an interrupt from the terminal lets it finish what its
    /// parent waits for, and the usual way with signals.
    /// - Throws: ``SystemFault`` with the reason that the system gives.
    init(
        _ executable: String, _ arguments: [String], descriptors: [(own: CInt, childs: CInt)]
    ) throws(SystemFault) {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        _ = unsafe posix_spawn_file_actions_init(&actions)
        _ = unsafe posix_spawnattr_init(&attributes)
        defer {
            _ = unsafe posix_spawn_file_actions_destroy(&actions)
            _ = unsafe posix_spawnattr_destroy(&attributes)
        }
        // Copies far from the numbers that are given away, so that no duplicate overwrites the next one's source.
        var copies: [CInt] = []
        defer { for copy in copies { close(copy) } }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            let mode = descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY
            _ = unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", mode, 0)
        }
        var last: CInt = STDERR_FILENO
        for (own, childs) in descriptors {
            let copy = fcntl(own, F_DUPFD_CLOEXEC, 64)
            guard copy >= 0 else { throw SystemFault(errno) }
            copies.append(copy)
            _ = unsafe posix_spawn_file_actions_adddup2(&actions, copy, childs)
            last = max(last, childs)
        }
        _ = unsafe sluice_close_from(&actions, last + 1)
        ChildProcess.isolate(&attributes)
        var id: pid_t = 0
        let status = unsafe withTerminated([executable] + arguments) { arguments in
            unsafe withTerminated(ChildProcess.environment) { environment in
                unsafe posix_spawn(&id, executable, &actions, &attributes, arguments, environment)
            }
        }
        guard status == 0 else { throw SystemFault(status) }
        self.id = id
    }

    deinit {
        guard ended.withLock({ $0 }) == nil else { return }
        kill(id, SIGKILL)
        _ = wait()
    }

    /// Waits for its end; gives its exit status, -1 where a signal ended it.
    func wait() -> CInt {
        ended.withLock { ended in
            if let ended { return ended }
            var status: CInt = 0
            while unsafe waitpid(id, &status, 0) < 0 {
                guard errno == EINTR else { return -1 }
            }
            // The low seven bits name a signal, the next byte is the status.
            let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
            ended = code
            return code
        }
    }

    /// Asks it to write what it has and to end.
    func terminate() {
        if ended.withLock({ $0 }) == nil { kill(id, SIGTERM) }
    }

    private static func isolate(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        _ = unsafe sigemptyset(&signals)
        _ = unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { _ = unsafe sigaddset(&signals, signal) }
        _ = unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        _ = unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        _ = unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    /// No more than programs need to start, so that none behaves otherwise at another user's.
    private static var environment: [String] {
        let kept = ["PATH", "LD_LIBRARY_PATH"].compactMap { name in
            unsafe getenv(name).map { unsafe name + "=" + String(cString: $0) }
        }
        return kept + ["LC_ALL=C.UTF-8", "TZ=UTC"]
    }
}

/// Lends `strings` as C has lists of them: ended by a null.
func withTerminated<Result>(
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
