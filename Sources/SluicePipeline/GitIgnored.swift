import Glibc
import SluiceFormats

/// The files and folders that git ignores, as git itself says.
///
/// Only git knows all its patterns and what it tracks nevertheless, so it is asked, once for each repository.
struct GitIgnored {
    private var ignored: Set<PathBytes> = []

    func ignores(_ path: PathBytes) -> Bool {
        path.bytes.suffix(5).elementsEqual("/.git".utf8) || ignored.contains(path)
    }

    /// Asks git about the folder `path`; false where it lies in a repository of which git says nothing.
    mutating func ask(_ path: PathBytes, prefix: [UInt8]) -> Bool {
        // What the repository's own settings name is not run.
        let command = [
            "git", "-c", "core.fsmonitor=false", "-C", path.text, "ls-files", "--others", "--ignored",
            "--exclude-standard", "--directory", "-z",
        ]
        guard let output = ChildOutput.of(command) else { return !GitIgnored.liesInRepository(path) }
        for name in output.split(separator: 0) {
            let bare = name.last == 0x2F ? name.dropLast() : name
            ignored.insert(PathBytes(prefix + bare))
        }
        return true
    }

    private static func liesInRepository(_ path: PathBytes) -> Bool {
        guard let resolved = unsafe path.withPointer({ unsafe realpath($0, nil) }) else { return false }
        defer { unsafe free(resolved) }
        var folder = unsafe Array(String(cString: resolved).utf8)
        while true {
            let mark = PathBytes(folder + Array("/.git".utf8))
            if unsafe mark.withPointer({ unsafe access($0, F_OK) }) == 0 { return true }
            guard let slash = folder.lastIndex(of: 0x2F) else { return false }
            folder.removeSubrange(slash...)
        }
    }
}

/// Runs another program and takes what it prints.
private enum ChildOutput {
    /// Nil where the program cannot be run or does not end with success.
    static func of(_ command: [String]) -> [UInt8]? {
        var ends: [CInt] = [-1, -1]
        guard let name = command.first, unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let child = start(name, command, output: ends[1])
        close(ends[1])
        guard let child else { return nil }
        let output = readAll(ends[0])
        var status: CInt = 0
        while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
        return status == 0 ? output : nil
    }

    private static func start(_ name: String, _ command: [String], output: CInt) -> pid_t? {
        var actions = unsafe posix_spawn_file_actions_t()
        guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        _ = unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        _ = unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        _ = unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var arguments = unsafe command.map { unsafe strdup($0) }
        unsafe arguments.append(nil)
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let status = unsafe posix_spawnp(&child, name, &actions, nil, arguments, environ)
        return status == 0 ? child : nil
    }

    private static func readAll(_ descriptor: CInt) -> [UInt8] {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            if count > 0 {
                output += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                return output
            }
        }
    }
}
