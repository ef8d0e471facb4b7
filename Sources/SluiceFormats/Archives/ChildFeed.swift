import Glibc
import SluiceModel

/// Hands a source's bytes to a child, as far as the child takes them.
///
/// A socket and not a pipe, since writing to one whose other end is gone raises no signal when asked not to.
@safe
final class ChildFeed {
    private var socket: OpenFile?
    private var source: SourceFiller
    private var pending: TextStorage
    private var done = 0
    private let pool = StoragePool()

    private init(_ source: SourceFiller, _ head: TextStorage, _ socket: OpenFile) {
        self.source = source
        pending = head
        self.socket = socket
    }

    /// Gives the child's end too.
    static func open(
        _ source: SourceFiller, head: TextStorage
    ) throws(SystemFault) -> (ChildFeed, OpenFile) {
        var ends: [CInt] = [-1, -1]
        let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SystemFault(errno) }
        return (ChildFeed(source, head, OpenFile(owning: ends[0])), OpenFile(owning: ends[1]))
    }

    /// -1 once there is nothing more to give.
    var descriptor: CInt { socket?.descriptor ?? -1 }
    var fault: SourceFault? { source.fault }

    /// Gives the child as much as it takes at once; how much that was.
    func push() -> Int {
        guard let socket else { return 0 }
        if done == pending.count {
            pending = source.storage(of: 128 << 10, behind: nil, from: pool)
            done = 0
            if pending.count == 0 {
                self.socket = nil
                return 0
            }
        }
        let status = pending.withSpan { bytes in
            let rest = bytes.extracting(done..<bytes.count)
            return unsafe rest.withUnsafeBytes {
                unsafe send(socket.descriptor, $0.baseAddress, $0.count, ChildFeed.flags)
            }
        }
        if status > 0 {
            done += status
            return status
        }
        if errno != EINTR && errno != EAGAIN { self.socket = nil }
        return 0
    }

    private static let flags = CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT)
}
