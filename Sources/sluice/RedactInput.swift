import Glibc
import SluiceFormats
import SluiceModel
import SluicePipeline
import SluiceRedaction
import SluiceReport

/// What is redacted: a file, or a copy of it without a name on the disk.
struct RedactInput {
    /// What messages in it say of their origin.
    let name: String
    let scanned: ScanInput
    private let file: Descriptor
    /// Where copies are made, so that memory need not hold them.
    private let folder: String

    /// An open file, closed with its last owner.
    private final class Descriptor: Sendable {
        let number: CInt

        init(_ number: CInt) { self.number = number }

        deinit { close(number) }
    }

    /// - Throws: Where there is no such file, or where it is none.
    init(_ command: RedactCommand) throws {
        folder = RedactInput.folder(command.output)
        guard command.path != "-" else {
            name = command.input.stdinName
            file = try RedactInput.spooled(STDIN_FILENO, in: folder)
            scanned = .stream(descriptor: file.number, name: name)
            return
        }
        name = command.path
        let path = ArgumentPath.bytes(of: [command.path])[0]
        let number = unsafe path.withPointer { unsafe open($0, O_RDONLY | O_CLOEXEC) }
        guard number >= 0 else { throw UsageFault("'\(command.path)': \(SystemFault(errno))") }
        let opened = Descriptor(number)
        var status = stat()
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            throw UsageFault("'\(command.path)' is a folder; one file is redacted at a time")
        }
        if status.st_mode & S_IFMT == S_IFREG {
            file = opened
            scanned = .path(path)
        } else {
            file = try RedactInput.spooled(number, in: folder)
            scanned = .stream(descriptor: file.number, name: name)
        }
    }

    private init(_ other: RedactInput, _ file: Descriptor) {
        name = other.name
        folder = other.folder
        self.file = file
        scanned = .stream(descriptor: file.number, name: name)
    }

    /// The bytes in `range`, fewer where the file ends; nil where it cannot be read.
    func bytes(_ range: Range<Int>) -> [UInt8]? {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { target, count in
            guard let base = target.baseAddress else { return }
            while count < range.count {
                let status = unsafe pread(
                    file.number, base + count, range.count - count, range.lowerBound + count)
                if status == 0 { return }
                if status > 0 {
                    count += status
                } else if errno != EINTR {
                    failed = true
                    return
                }
            }
        }
        return failed ? nil : bytes
    }

    /// A copy with the edits made.
    ///
    /// - Throws: Where it cannot be written.
    func edited(_ edits: EditList) throws -> RedactInput {
        let copy = try RedactInput.unnamed(in: folder)
        var target = ReportTarget(stream: copy.number, name: folder)
        do throws(OutputFault) {
            guard try self.copy(edits, to: &target) else { throw .system(path: name, code: EIO) }
        } catch {
            throw InternalFault("cannot write \(error)")
        }
        lseek(copy.number, 0, SEEK_SET)
        return RedactInput(self, copy)
    }

    /// Writes the file with the edits made; false where not all of it could be read.
    func copy(_ edits: EditList, to target: inout ReportTarget) throws(OutputFault) -> Bool {
        try edits.copy(
            read: bytes, write: { bytes throws(OutputFault) in try target.write(bytes) })
    }

    /// The folder of the output; for a stream the one for temporary files that lies on a disk.
    private static func folder(_ output: String) -> String {
        if output != "-" {
            guard let slash = output.utf8.lastIndex(of: 0x2F) else { return "." }
            return String(output[...slash])
        }
        guard let named = unsafe getenv("TMPDIR") else { return "/var/tmp" }
        return unsafe String(cString: named)
    }

    /// A file without a name, which is gone when it is closed.
    private static func unnamed(in folder: String) throws -> Descriptor {
        var path = Array("\(folder)/.sluice-XXXXXX".utf8CString)
        let number = unsafe path.withUnsafeMutableBufferPointer {
            unsafe $0.baseAddress.map { unsafe mkstemp($0) }
        }
        guard let number, number >= 0 else {
            throw InternalFault("cannot make a file in '\(folder)': \(SystemFault(errno))")
        }
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = unsafe path.withUnsafeBufferPointer { unsafe $0.baseAddress.map { unsafe unlink($0) } }
        return Descriptor(number)
    }

    /// All that a stream brings.
    private static func spooled(_ stream: CInt, in folder: String) throws -> Descriptor {
        let copy = try unnamed(in: folder)
        var target = ReportTarget(stream: copy.number, name: folder)
        while true {
            var failed = false
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
                var status = unsafe read(stream, buffer.baseAddress, buffer.count)
                while status < 0, errno == EINTR {
                    status = unsafe read(stream, buffer.baseAddress, buffer.count)
                }
                failed = status < 0
                count = max(0, status)
            }
            guard !failed else { throw InternalFault("cannot read the input: \(SystemFault(errno))") }
            guard !bytes.isEmpty else { break }
            do throws(OutputFault) {
                try target.write(bytes)
            } catch {
                throw InternalFault("cannot write \(error)")
            }
        }
        lseek(copy.number, 0, SEEK_SET)
        return copy
    }
}
