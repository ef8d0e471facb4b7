import Glibc

/// A RAR 5 archive on its way to libarchive, with what its headers say of encryption.
@safe
final class RarInput {
    private let descriptor: CInt
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 64)
    /// Of what was handed on.
    private(set) var headers = RarHeaders()

    /// Nil where what `descriptor` gives does not begin as RAR 5 does; nothing is taken from it.
    init?(descriptor: CInt) {
        self.descriptor = descriptor
        let head = unsafe withUnsafeTemporaryAllocation(byteCount: RarHeaders.signature.count, alignment: 1) {
            head in
            let flags = CInt(MSG_PEEK) | CInt(MSG_WAITALL)
            // A file, or the socket through which a stream comes.
            var count = unsafe pread(descriptor, head.baseAddress, head.count, 0)
            if count < 0 { count = unsafe recv(descriptor, head.baseAddress, head.count, flags) }
            return unsafe [UInt8](head.prefix(max(0, count)))
        }
        guard head == RarHeaders.signature else { return nil }
    }

    deinit { unsafe block.deallocate() }

    /// The next bytes, lent until this is asked again; none at the end.
    func next() -> UnsafeRawBufferPointer {
        while true {
            let count = unsafe Glibc.read(descriptor, block.baseAddress, block.count)
            if count < 0, errno == EINTR { continue }
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: block[..<max(0, count)])
            unsafe headers.take(bytes)
            return unsafe bytes
        }
    }
}
