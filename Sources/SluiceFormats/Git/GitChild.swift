import Glibc

/// A git process, what it writes and, where asked for, a way to tell it something.
///
/// It has this process's environment, since in a hook that says which index is meant.
final class GitChild: Sendable {
    private let id: pid_t
    let output: OpenFile
    /// Nil where it is told nothing; a socket, so that writing to a child that has gone raises no signal.
    private let input: OpenFile?

    /// - Throws: Where it cannot be started.
    init(_ arguments: [String], takesInput: Bool = false) throws(SystemFault) {
        let pipe = unsafe try GitChild.ends { unsafe Glibc.pipe($0) }
        let sockets =
            takesInput
            ? unsafe try GitChild.ends { unsafe socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, $0) } : nil
        var actions = unsafe posix_spawn_file_actions_t()
        _ = unsafe posix_spawn_file_actions_init(&actions)
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        _ = unsafe posix_spawn_file_actions_adddup2(&actions, pipe.1.descriptor, STDOUT_FILENO)
        _ = unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        if let sockets {
            _ = unsafe posix_spawn_file_actions_adddup2(&actions, sockets.1.descriptor, STDIN_FILENO)
        } else {
            _ = unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        var id: pid_t = 0
        let status = unsafe withTerminated(["git"] + arguments) {
            unsafe posix_spawnp(&id, "git", &actions, nil, $0, environ)
        }
        guard status == 0 else { throw SystemFault(status) }
        self.id = id
        output = pipe.0
        input = sockets?.0
    }

    /// Two descriptors that no other child gets.
    private static func ends(
        _ make: (UnsafeMutablePointer<CInt>) -> CInt
    ) throws(SystemFault) -> (OpenFile, OpenFile) {
        var ends: [CInt] = [-1, -1]
        let status = unsafe ends.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe make($0) } ?? -1
        }
        guard status == 0 else { throw SystemFault(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (OpenFile(owning: ends[0]), OpenFile(owning: ends[1]))
    }

    /// Tells it something; false where it has gone.
    func tell(_ text: String) -> Bool {
        guard let input else { return false }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe send(input.descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Reads what there is, at least one byte; 0 once it has ended.
    func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        while true {
            let count = unsafe Glibc.read(output.descriptor, target.baseAddress, target.count)
            if count >= 0 { return count }
            if errno != EINTR { return 0 }
        }
    }

    func readAll() -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let more = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { target, count in
                count = unsafe read(into: target)
            }
            if more.isEmpty { return all }
            all += more
        }
    }

    /// Ends it, since nobody will read what it writes; what it has read it does not change.
    func end() {
        // It may have inherited that other signals are ignored.
        kill(id, SIGKILL)
        _ = wait()
    }

    /// Waits for its end; its exit status, -1 where a signal ended it.
    func wait() -> CInt {
        var status: CInt = 0
        while unsafe waitpid(id, &status, 0) < 0 {
            if errno != EINTR { return -1 }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    }
}
