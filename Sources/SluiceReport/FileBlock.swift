/// Bytes of a file that are gathered before they are written.
///
/// `@unchecked` because a block is in the hands of one thread at a time: of the one that fills it, then of the one that
/// writes it.
@safe
final class FileBlock: @unchecked Sendable {
    /// Pages enough that writing them takes longer than asking for it.
    static let size = 1 << 20
    /// Of memory and of nearly all file systems; others are written through the cache.
    private static let page = 4096

    private let base: UnsafeMutableRawPointer
    private(set) var count = 0

    init() {
        unsafe base = .allocate(byteCount: FileBlock.size, alignment: FileBlock.page)
    }

    deinit { unsafe base.deallocate() }

    var isFull: Bool { count == FileBlock.size }

    /// Takes as many bytes as there is room for; gives how many those are.
    func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        let taken = min(bytes.count, FileBlock.size - count)
        if let source = bytes.baseAddress { unsafe (base + count).copyMemory(from: source, byteCount: taken) }
        count += taken
        return taken
    }

    func removeAll() { count = 0 }

    /// Lends the bytes; they begin where a page of memory does.
    @safe
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }
}
