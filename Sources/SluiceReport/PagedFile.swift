import Glibc

/// Writes a file from its beginning to its end, in large blocks.
///
/// What is beyond ``cached`` bytes goes to the disk past the system's cache of files: a report of a gigabyte is not
/// worth the memory that others use, and the way through the cache takes longer than all else that writing it does.
struct PagedFile: ~Copyable {
    private static let cached = 16 << 20

    private let descriptor: CInt
    private var block = FileBlock()
    /// How many bytes have left the block.
    private var written = 0
    private var direct: DirectFile?

    init(_ descriptor: CInt) { self.descriptor = descriptor }

    /// 0, or the error's number.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        var rest = UnsafeRawBufferPointer(bytes)
        while unsafe !rest.isEmpty {
            let taken = unsafe block.take(rest)
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(taken))
            guard block.isFull else { break }
            let code = pass()
            if code != 0 { return code }
        }
        return 0
    }

    /// Writes what does not fill a block, and waits until all is written.
    mutating func end() -> CInt {
        let code = direct?.finish() ?? 0
        return code == 0 ? write() : code
    }

    /// Gives on the block, which is full.
    private mutating func pass() -> CInt {
        if written == PagedFile.cached { direct = DirectFile(descriptor) }
        if let direct {
            let code = direct.code
            if code != 0 { return code }
            if let empty = direct.exchange(block, at: written) {
                written += FileBlock.size
                block = empty
                return 0
            }
        }
        return write()
    }

    /// Writes the block through the cache.
    private mutating func write() -> CInt {
        let code = block.write(to: descriptor, at: written)
        written += block.count
        block.removeAll()
        return code
    }
}
