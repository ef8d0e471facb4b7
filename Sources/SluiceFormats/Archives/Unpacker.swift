import CSystemCalls
import Glibc
import SluiceModel

/// Takes archives apart in child processes, which are ended when an archive is hostile.
public struct Unpacker: Sendable {
    /// The program that is started with ``UnpackChild/argument``; this one, as a rule.
    public var executable: String
    /// Ends what waits for a child.
    public var cancellation: Cancellation?
    let children = ReusableChildren()

    public init(executable: String = "/proc/self/exe", cancellation: Cancellation? = nil) {
        self.executable = executable
        self.cancellation = cancellation
    }
}

extension OpenFile {
    /// A file in memory that holds a copy of `storage`.
    convenience init(holding storage: TextStorage) throws(SystemFault) {
        let descriptor = sluice_memory_file()
        guard descriptor >= 0 else { throw SystemFault(errno) }
        self.init(owning: descriptor)
        var done = 0
        while done < storage.count {
            let status = storage.withSpan { bytes in
                let rest = bytes.extracting(done..<bytes.count)
                return unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            }
            if status > 0 {
                done += status
            } else if errno != EINTR {
                throw SystemFault(errno)
            }
        }
    }

    /// The same file with a position of its own, at its beginning.
    func reopened() throws(SystemFault) -> OpenFile {
        let descriptor = unsafe open("/proc/self/fd/\(descriptor)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFault(errno) }
        return OpenFile(owning: descriptor)
    }
}
