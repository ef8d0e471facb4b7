import Glibc

/// A file that has no name, for bytes that must wait and have no room in memory.
///
/// Nobody else can open it, and it is gone when it is closed, however the program ends. It is written at its end and
/// read anywhere; whoever uses it from several threads holds a lock.
public final class UnnamedFile: Sendable {
    private let descriptor: CInt

    /// Nil where `folder` takes no file; `errno` says why.
    public init?(in folder: String) {
        // The letters are those that mkstemp(3) asks for.
        var template = Array("\(folder)/sluice.XXXXXX".utf8CString)
        descriptor = unsafe template.withUnsafeMutableBufferPointer { name -> CInt in
            guard let base = name.baseAddress else { return -1 }
            let descriptor = unsafe mkstemp(base)
            guard descriptor >= 0 else { return -1 }
            unsafe unlink(base)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            return descriptor
        }
        guard descriptor >= 0 else { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Writes behind what is there; gives 0, or the error's number where the disk does not take it all.
    public func append(_ bytes: [UInt8]) -> CInt {
        var done = 0
        return unsafe bytes.withUnsafeBytes { bytes in
            while done < bytes.count {
                let count = unsafe write(
                    descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count < 0 ? errno : EIO }
                done += count
            }
            return 0
        }
    }

    /// Lends its descriptor, at the file's beginning, to a program that is to read it as its input.
    public func asInput<Result>(_ body: (CInt) -> Result) -> Result {
        lseek(descriptor, 0, SEEK_SET)
        return body(descriptor)
    }

    /// How far the program that had it as its input has read.
    public var place: Int { lseek(descriptor, 0, SEEK_CUR) }

    /// Fills `target` from `offset` on; gives how many bytes there were, or -1 where they cannot be read.
    public func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
        var done = 0
        while done < target.count {
            let count = unsafe pread(
                descriptor, target.baseAddress.map { unsafe $0 + done }, target.count - done, offset + done)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return -1 }
            guard count > 0 else { break }
            done += count
        }
        return done
    }
}
