import Glibc
import SluiceSpool
import Synchronization

/// Holds back what a report says later, in a file that has no name.
final class Spool: Sendable {
    private static let pieceSize = 1 << 16

    private struct State {
        var buffer: [UInt8] = []
        /// How many bytes have left the buffer.
        var written = 0
        var fault: OutputFault?
        /// What was read last and where it stands; pieces are mostly asked for in their order.
        var window: [UInt8] = []
        var windowStart = 0
    }

    private let file: UnnamedFile
    private let state = Mutex(State())

    /// - Throws: ``OutputFault`` where the folder for temporary files takes none.
    init() throws(OutputFault) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        guard let file = UnnamedFile(in: folder) else { throw .system(path: folder, code: errno) }
        self.file = file
    }

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
        let fault = state.withLock { state -> OutputFault? in
            if place.upperBound > state.written { flush(&state) }
            if let fault = state.fault { return fault }
            guard show(place, in: &state) else { return .system(path: "temporary file", code: EIO) }
            let start = place.lowerBound - state.windowStart
            output.bytes += state.window[start..<start + place.count]
            return nil
        }
        if let fault { throw fault }
    }

    /// Sees to it that the window holds a part of the file; false where it cannot be read.
    private func show(_ place: Range<Int>, in state: inout State) -> Bool {
        let window = state.windowStart..<state.windowStart + state.window.count
        if window.lowerBound <= place.lowerBound, place.upperBound <= window.upperBound { return true }
        state.windowStart = place.lowerBound
        state.window.removeAll(keepingCapacity: true)
        let size = max(place.count, Spool.pieceSize)
        return state.window.appendPiece(of: file, at: place.lowerBound, size) >= place.count
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
            let count = output.bytes.appendPiece(of: file, at: offset, Spool.pieceSize)
            guard count >= 0 else { throw .system(path: "temporary file", code: errno) }
            guard count > 0 else { return }
            offset += count
            try output.flushIfFull()
        }
    }

    private func flush(_ state: inout State) {
        if state.fault == nil {
            let code = file.append(state.buffer)
            if code != 0 { state.fault = .system(path: "temporary file", code: code) }
        }
        state.written += state.buffer.count
        state.buffer.removeAll(keepingCapacity: true)
    }
}

extension [UInt8] {
    /// Appends up to `size` bytes of a file; gives how many, or -1 where it cannot be read.
    fileprivate mutating func appendPiece(of file: UnnamedFile, at offset: Int, _ size: Int) -> Int {
        let kept = count
        self += [UInt8](repeating: 0, count: size)
        let done = unsafe withUnsafeMutableBytes { buffer in
            unsafe file.read(
                at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer.dropFirst(kept)))
        }
        removeSubrange((kept + Swift.max(0, done))...)
        return done
    }
}
