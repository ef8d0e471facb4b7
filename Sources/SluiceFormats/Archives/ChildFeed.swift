import Glibc
import SluiceModel

/// Hands a source's bytes to a child, as far as the child takes them.
///
/// A socket and not a pipe, since writing to one whose other end is gone raises no signal when asked not to.
@safe
final class ChildFeed {
    private var socket: OpenFile?
    private var source: any ByteSource
    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 128 << 10)
    private var pending = 0..<0

    private init(_ source: any ByteSource, _ socket: OpenFile) {
        self.source = source
        self.socket = socket
    }

    deinit { unsafe buffer.deallocate() }

    /// Gives the child's end too.
    static func open(_ source: any ByteSource) throws(SystemFault) -> (ChildFeed, OpenFile) {
        var ends: [CInt] = [-1, -1]
        let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SystemFault(errno) }
        return (ChildFeed(source, OpenFile(owning: ends[0])), OpenFile(owning: ends[1]))
    }

    /// -1 once there is nothing more to give.
    var descriptor: CInt { socket?.descriptor ?? -1 }
    var fault: GapReason? { source.fault }

    /// Gives the child as much as it takes at once; how much that was.
    func push() -> Int {
        guard let socket else { return 0 }
        if pending.isEmpty {
            pending = unsafe 0..<source.read(into: buffer)
            if pending.isEmpty {
                self.socket = nil
                return 0
            }
        }
        let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[pending])
        let flags = CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT)
        let status = unsafe send(socket.descriptor, rest.baseAddress, rest.count, flags)
        if status > 0 {
            pending = pending.lowerBound + status..<pending.upperBound
            return status
        }
        if errno != EINTR && errno != EAGAIN { self.socket = nil }
        return 0
    }
}
