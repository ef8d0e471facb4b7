import Glibc
public import SluiceModel

/// A file open for reading, closed once the last piece that reads it is done.
public final class OpenFile: Sendable {
    public let descriptor: CInt

    /// Opens a file; a pipe that nobody writes into yet is waited for only where `waits`.
    ///
    /// - Throws: ``SystemFault`` with the reason that the system gives.
    public init(_ path: PathBytes, waits: Bool = true) throws(SystemFault) {
        let flags = O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK)
        descriptor = unsafe path.withPointer { unsafe open($0, flags) }
        guard descriptor >= 0 else { throw SystemFault(errno) }
    }

    /// Takes an open descriptor and closes it in the end.
    init(owning descriptor: CInt) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// The size that the system gives; zero where it gives none.
    var size: Int {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? max(0, Int(status.st_size)) : 0
    }

    /// Reads from `offset` until `target` is full or the file ends; gives how many bytes were read.
    ///
    /// - Throws: ``SystemFault`` where the system refuses.
    func read(into target: UnsafeMutableBufferPointer<UInt8>, at offset: Int) throws(SystemFault) -> Int {
        guard let base = target.baseAddress else { return 0 }
        var done = 0
        while done < target.count {
            let status = unsafe pread(descriptor, base + done, target.count - done, offset + done)
            if status == 0 { break }
            if status > 0 {
                done += status
            } else if errno != EINTR {
                throw SystemFault(errno)
            }
        }
        return done
    }

    /// The bytes in `range`, or as many of them as there are.
    public func text(in range: Range<Int>, from pool: StoragePool? = nil) throws(SystemFault) -> TextStorage {
        var fault: SystemFault?
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: range.count, from: pool) { target in
            do throws(SystemFault) {
                return unsafe try read(into: target, at: range.lowerBound)
            } catch {
                fault = error
                return 0
            }
        }
        if let fault { throw fault }
        return storage
    }
}

/// Why the system refused, as it numbers reasons.
public struct SystemFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let code: CInt

    public init(_ code: CInt) { self.code = code }

    public var description: String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}

/// A path as the file system has it: bytes, not always UTF-8.
public struct PathBytes: Hashable, Sendable {
    /// With the zero byte that ends it.
    private let terminated: [UInt8]

    /// Takes `bytes` up to the first zero byte.
    public init(_ bytes: some Sequence<UInt8>) {
        var terminated: [UInt8] = []
        terminated.reserveCapacity(bytes.underestimatedCount + 1)
        terminated += bytes
        if let end = terminated.firstIndex(of: 0) { terminated.removeSubrange(end...) }
        terminated.append(0)
        self.terminated = terminated
    }

    /// The path of `name` in the folder whose path, with a slash at its end, is `folder`.
    public init(folder: [UInt8], name: ArraySlice<UInt8>) {
        var path: [UInt8] = []
        path.reserveCapacity(folder.count + name.count + 1)
        path += folder
        path += name
        path.append(0)
        terminated = path
    }

    public init(_ path: String) { self.init(path.utf8) }

    public var bytes: ArraySlice<UInt8> { terminated.dropLast() }
    /// For people; bytes that are not UTF-8 are shown as U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Lends the path as C has it.
    public func withPointer<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        unsafe terminated.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("a path has its zero byte") }
            return unsafe body(base.assumingMemoryBound(to: CChar.self))
        }
    }
}
