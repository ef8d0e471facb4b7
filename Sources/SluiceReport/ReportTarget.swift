import Glibc
import SluiceModel

/// Why a report cannot be written.
public enum OutputFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whoever reads the output has gone.
    case closed
    case system(path: String, code: CInt)

    public var description: String {
        switch self {
        case .closed: return "the output was closed"
        case .system(let path, let code):
            guard let reason = unsafe strerror(code) else { return "\(path): error \(code)" }
            return unsafe "\(path): \(String(cString: reason))"
        }
    }
}

/// Where the bytes of a report go.
public struct ReportTarget: ~Copyable {
    private let descriptor: CInt
    private let path: String
    /// The file that takes the name `path` once it is complete; nil for a stream.
    private let temporary: String?
    /// The file as it is written page by page; nil for what others may read while it grows.
    private var pages: PagedFile?
    private var isFinished = false
    /// Whether the descriptor was opened here, and is closed here.
    private let isOwned: Bool

    /// A stream that is open already; it is not closed here.
    public init(stream descriptor: CInt, name: String) {
        self.init(stream: descriptor, name: name, isOwned: false)
    }

    private init(stream descriptor: CInt, name: String, isOwned: Bool) {
        self.isOwned = isOwned
        self.descriptor = descriptor
        path = name
        temporary = nil
        pages = nil
    }

    private init(temporary: String, for path: String) throws(OutputFault) {
        descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(path: path, code: errno) }
        self.path = path
        self.temporary = temporary
        pages = PagedFile(descriptor)
        isOwned = true
    }

    /// A file that appears under its name when it is complete, and not before.
    ///
    /// What is no file, such as a named pipe or a device, is written to as it is; nothing may take its place.
    ///
    /// - Throws: ``OutputFault`` where it cannot be made.
    public init(file path: String) throws(OutputFault) {
        if ReportTarget.isStream(path) {
            let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw .system(path: path, code: errno) }
            self.init(stream: descriptor, name: path, isOwned: true)
            return
        }
        let slash = path.utf8.lastIndex(of: 0x2F)
        let folder = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        try self.init(temporary: "\(folder).\(name).\(getpid()).part", for: path)
    }

    /// Whether a pipe, a device or a socket has that name.
    private static func isStream(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    /// A file that takes another's place, which may be read by as many as before.
    ///
    /// - Throws: ``OutputFault`` where it cannot be made.
    public static func replacing(_ path: String) throws(OutputFault) -> ReportTarget {
        var status = stat()
        let mode = unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o644
        let target = try ReportTarget(file: path)
        _ = fchmod(target.descriptor, mode)
        return target
    }

    /// A file that is written on from `offset`; what stood behind it is cut off.
    ///
    /// - Throws: ``OutputFault`` where it cannot be opened, or with `isNew` where it is there already.
    public init(continuing path: String, at offset: Int, isNew: Bool) throws(OutputFault) {
        let mode = O_WRONLY | O_CREAT | O_CLOEXEC | (isNew ? O_EXCL : 0)
        let descriptor = unsafe open(path, mode, 0o600)
        guard descriptor >= 0 else { throw .system(path: path, code: errno) }
        guard ftruncate(descriptor, offset) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
            let code = errno
            close(descriptor)
            throw .system(path: path, code: code)
        }
        self.descriptor = descriptor
        self.path = path
        temporary = nil
        pages = nil
        isOwned = false
        isFinished = true
    }

    deinit {
        guard isOwned, !isFinished else { return }
        close(descriptor)
        if let temporary { unsafe unlink(temporary) }
    }

    /// The descriptor, by which a scan knows the file and leaves it alone.
    public var number: CInt { descriptor }

    public mutating func write(_ bytes: [UInt8]) throws(OutputFault) {
        try throwFault(unsafe bytes.withUnsafeBufferPointer { unsafe write($0) })
    }

    /// Writes all but the first `skipped` bytes.
    mutating func write(_ bytes: borrowing GrowingBytes, from skipped: Int = 0) throws(OutputFault) {
        try throwFault(
            bytes.withBytes { unsafe write(UnsafeBufferPointer(rebasing: $0.dropFirst(skipped))) })
    }

    /// 0, or the error's number.
    private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        if let code = unsafe pages?.append(bytes) { return code }
        guard let start = bytes.baseAddress else { return 0 }
        var done = 0
        while done < bytes.count {
            let status = unsafe Glibc.write(descriptor, start + done, bytes.count - done)
            if status >= 0 { done += status } else if errno != EINTR { return errno }
        }
        return 0
    }

    private func throwFault(_ code: CInt) throws(OutputFault) {
        if code == EPIPE { throw .closed }
        if code != 0 { throw .system(path: path, code: code) }
    }

    /// Gives the file its name.
    public mutating func finish() throws(OutputFault) {
        guard isOwned, !isFinished else { return }
        try throwFault(pages?.end() ?? 0)
        isFinished = true
        let isClosed = close(descriptor) == 0
        guard let temporary else { return try throwFault(isClosed ? 0 : errno) }
        guard isClosed, unsafe rename(temporary, path) == 0 else {
            let code = errno
            unsafe unlink(temporary)
            throw .system(path: path, code: code)
        }
    }
}
