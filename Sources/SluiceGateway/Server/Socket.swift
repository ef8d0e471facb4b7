import Glibc
import NIOCore

/// Why a server cannot listen.
public struct ListenFault: Error, CustomStringConvertible {
    public var description: String

    package init(_ description: String) { self.description = description }

    /// That there is no listening on `address`, in the system's words.
    package init(_ address: ListenAddress, _ error: any Error) {
        let reason =
            (error as? IOError).map { unsafe String(cString: strerror($0.errnoCode)) } ?? "\(error)"
        self.init("cannot listen on \(address): \(reason)")
    }
}

/// The file of a socket in the file system.
package enum SocketFile {
    /// Takes a file away that a server left when it was killed.
    ///
    /// - Throws: ``ListenFault`` where somebody listens on it, or where it is no socket.
    package static func removeStale(_ path: String) throws(ListenFault) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ListenFault("'\(path)' is there and no socket")
        }
        guard !isAnswered(path) else { throw ListenFault("another program listens on '\(path)'") }
        guard unsafe unlink(path) == 0 else {
            throw ListenFault(
                "the old socket '\(path)' cannot be removed: \(unsafe String(cString: strerror(errno)))")
        }
    }

    private static func isAnswered(_ path: String) -> Bool {
        let socket = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8.prefix(107))
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, size) == 0
            }
        }
    }

    /// Runs `body`, which makes a socket file, so that the file has these permissions from its beginning.
    package static func withMode<Result>(_ mode: UInt32, _ body: () throws -> Result) rethrows -> Result {
        let before = umask(~mode & 0o777)
        defer { umask(before) }
        return try body()
    }
}
