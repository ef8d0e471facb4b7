import CSystemCalls
import Dispatch
import Glibc
import Synchronization

/// Writes blocks of a file past the system's cache, beside whoever gathers the next ones.
///
/// There are few blocks, and nobody waits for one: while the disk is slower than what is written, the others go through
/// the cache.
final class DirectFile: Sendable {
    private static let mostBlocks = 3

    private struct State {
        var free = (1..<DirectFile.mostBlocks).map { _ in FileBlock() }
        /// The first error's number, or 0.
        var code: CInt = 0
    }

    private let descriptor: CInt
    private let queue = DispatchQueue(label: "report")
    private let state = Mutex(State())

    /// Nil where the file cannot be written in this way.
    init?(_ file: CInt) {
        descriptor = sluice_open_direct(file)
        guard descriptor >= 0 else { return nil }
    }

    // A block that is being written keeps this alive.
    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Why what was taken could not be written; 0 where nothing is known to speak against it.
    var code: CInt { state.withLock { $0.code } }

    /// Takes a full block to be written at `offset` and gives an empty one; nil, and nothing is taken, where there is none.
    func exchange(_ block: FileBlock, at offset: Int) -> FileBlock? {
        guard let empty = state.withLock({ $0.free.popLast() }) else { return nil }
        queue.async { [self] in
            let code = block.write(to: descriptor, at: offset)
            block.removeAll()
            state.withLock { state in
                state.free.append(block)
                if state.code == 0 { state.code = code }
            }
        }
        return empty
    }

    /// Waits until all that was taken is written; 0, or the first error's number.
    func finish() -> CInt {
        queue.sync {}
        return code
    }
}

extension FileBlock {
    /// Writes all bytes; 0, or the error's number.
    func write(to descriptor: CInt, at offset: Int) -> CInt {
        withBytes { unsafe sluice_write_at(descriptor, $0.baseAddress, $0.count, offset) }
    }
}
