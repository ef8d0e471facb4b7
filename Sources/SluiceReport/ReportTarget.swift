import Glibc
public import SluiceModel

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
    private var isFinished = false

    /// A stream that is open already; it is not closed here.
    public init(stream descriptor: CInt, name: String) {
        self.descriptor = descriptor
        path = name
        temporary = nil
    }

    /// A file that appears under its name when it is complete, and not before.
    ///
    /// - Throws: ``OutputFault`` where it cannot be made.
    public init(file path: String) throws(OutputFault) {
        let slash = path.utf8.lastIndex(of: 0x2F)
        let folder = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        let temporary = "\(folder).\(name).\(getpid()).part"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(path: path, code: errno) }
        self.descriptor = descriptor
        self.path = path
        self.temporary = temporary
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
        isFinished = true
    }

    deinit {
        guard let temporary, !isFinished else { return }
        close(descriptor)
        unsafe unlink(temporary)
    }

    /// The descriptor, by which a scan knows the file and leaves it alone.
    public var number: CInt { descriptor }

    public mutating func write(_ bytes: [UInt8]) throws(OutputFault) {
        var done = 0
        while done < bytes.count {
            let status = unsafe bytes.withUnsafeBytes { buffer in
                unsafe buffer.baseAddress.map {
                    unsafe Glibc.write(descriptor, $0 + done, buffer.count - done)
                } ?? 0
            }
            if status >= 0 {
                done += status
            } else if errno == EPIPE {
                throw .closed
            } else if errno != EINTR {
                throw .system(path: path, code: errno)
            }
        }
    }

    /// Gives the file its name.
    public mutating func finish() throws(OutputFault) {
        guard let temporary, !isFinished else { return }
        isFinished = true
        let isClosed = close(descriptor) == 0
        guard isClosed, unsafe rename(temporary, path) == 0 else {
            let code = errno
            unsafe unlink(temporary)
            throw .system(path: path, code: code)
        }
    }
}

/// One report: a format and the place where it goes.
public struct Report: ~Copyable {
    private static let bufferSize = 1 << 16

    private var format: any ReportFormat
    private var target: ReportTarget
    private var buffer: [UInt8] = []
    private let flushesAlways: Bool

    /// Creates a report; on a terminal every finding is to be written at once.
    public init(_ format: any ReportFormat, to target: consuming ReportTarget, flushesAlways: Bool) {
        self.format = format
        self.target = target
        self.flushesAlways = flushesAlways
    }

    public var descriptor: CInt { target.number }

    public mutating func begin(_ run: RunInformation) throws(OutputFault) {
        format.begin(run, into: &buffer)
        try flushIfFull()
    }

    public mutating func add(_ findings: [Finding]) throws(OutputFault) {
        for finding in findings {
            format.add(finding, into: &buffer)
            if buffer.count >= Report.bufferSize { try flush() }
        }
        try flushIfFull()
    }

    /// Adds findings of an earlier run; false where this form of report cannot show them.
    public mutating func add(earlier lines: ArraySlice<UInt8>) throws(OutputFault) -> Bool {
        let isShown = format.add(earlier: lines, into: &buffer)
        try flushIfFull()
        return isShown
    }

    public mutating func end(_ summary: RunSummary) throws(OutputFault) {
        format.end(summary, into: &buffer)
        try flush()
        try target.finish()
    }

    private mutating func flushIfFull() throws(OutputFault) {
        if flushesAlways || buffer.count >= Report.bufferSize { try flush() }
    }

    private mutating func flush() throws(OutputFault) {
        guard !buffer.isEmpty else { return }
        try target.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
