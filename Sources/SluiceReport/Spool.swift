import Glibc
import Synchronization

/// Holds back what a report says later, in a file that has no name.
///
/// Nobody else can open it, and it is gone when the program ends, however it ends.
final class Spool: Sendable {
    private static let pieceSize = 1 << 16

    private struct State {
        var buffer: [UInt8] = []
        /// How many bytes have left the buffer.
        var written = 0
        var fault: OutputFault?
    }

    private let descriptor: CInt
    private let state = Mutex(State())

    /// - Throws: ``OutputFault`` where the folder for temporary files takes none.
    init() throws(OutputFault) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        let descriptor = Spool.unlinked(in: folder)
        guard descriptor >= 0 else { throw .system(path: folder, code: errno) }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Appends what `body` writes, and says where that stands.
    @discardableResult
    func append(_ body: (inout [UInt8]) -> Void) throws(OutputFault) -> Range<Int> {
        let (place, fault) = state.withLock { state in
            let start = state.written + state.buffer.count
            body(&state.buffer)
            let end = state.written + state.buffer.count
            if state.buffer.count >= Spool.pieceSize { flush(&state) }
            return (start..<end, state.fault)
        }
        if let fault { throw fault }
        return place
    }

    /// Gives a part of it to a report.
    func copy(_ place: Range<Int>, to output: inout ReportOutput) throws(OutputFault) {
        let fault = state.withLock { state in
            if place.upperBound > state.written { flush(&state) }
            return state.fault
        }
        if let fault { throw fault }
        let count = output.bytes.appendPiece(of: descriptor, at: place.lowerBound, place.count)
        guard count == place.count else { throw .system(path: "temporary file", code: EIO) }
    }

    /// Gives everything to a report, piece by piece.
    func copy(to output: inout ReportOutput) throws(OutputFault) {
        let fault = state.withLock { state in
            flush(&state)
            return state.fault
        }
        if let fault { throw fault }
        var offset = 0
        while true {
            let count = output.bytes.appendPiece(of: descriptor, at: offset, Spool.pieceSize)
            guard count >= 0 else { throw .system(path: "temporary file", code: errno) }
            guard count > 0 else { return }
            offset += count
            try output.flushIfFull()
        }
    }

    private func flush(_ state: inout State) {
        var done = 0
        while done < state.buffer.count, state.fault == nil {
            let status = unsafe state.buffer.withUnsafeBytes { buffer in
                unsafe buffer.baseAddress.map { unsafe write(descriptor, $0 + done, buffer.count - done) }
                    ?? 0
            }
            if status >= 0 {
                done += status
            } else if errno != EINTR {
                state.fault = .system(path: "temporary file", code: errno)
            }
        }
        state.written += state.buffer.count
        state.buffer.removeAll(keepingCapacity: true)
    }

    private static func unlinked(in folder: String) -> CInt {
        var template = Array("\(folder)/sluice.XXXXXX".utf8CString)
        return unsafe template.withUnsafeMutableBufferPointer { name -> CInt in
            guard let base = name.baseAddress else { return -1 }
            let descriptor = unsafe mkstemp(base)
            guard descriptor >= 0 else { return -1 }
            unsafe unlink(base)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            return descriptor
        }
    }
}

extension [UInt8] {
    /// Appends up to `size` bytes of a file; gives how many, or -1 where it cannot be read.
    fileprivate mutating func appendPiece(of descriptor: CInt, at offset: Int, _ size: Int) -> Int {
        let kept = count
        self += [UInt8](repeating: 0, count: size)
        var done = -1
        repeat {
            done = unsafe withUnsafeMutableBytes { buffer in
                unsafe buffer.baseAddress.map { unsafe pread(descriptor, $0 + kept, size, offset) } ?? 0
            }
        } while done < 0 && errno == EINTR
        removeSubrange((kept + Swift.max(0, done))...)
        return done
    }
}
