import Glibc
import Synchronization

/// Memory of large storages that is used again.
///
/// Fresh memory costs as much as the reading into it, since the system hands it out page by page and
/// zeroed. A pool belongs to one reader, and what it keeps is bounded by ``most``.
@safe
public final class StoragePool: Sendable {
    /// What x86-64 and most others have as the second size of a page; nothing depends on it but speed.
    public static let largePage = 2 << 20

    /// How many stretches of memory are kept at most.
    private static let most = 4

    /// `@unchecked` because memory in the pool is nobody's; whoever takes it is its only owner.
    @safe
    struct Memory: @unchecked Sendable {
        let base: UnsafeMutablePointer<UInt8>
        let capacity: Int

        init(base: UnsafeMutablePointer<UInt8>, capacity: Int) {
            unsafe self.base = base
            self.capacity = capacity
        }

        /// Memory that nobody has used; in large pages where little of them is left over.
        ///
        /// A page of 4 KiB costs a fault of its own, and a text of two megabytes leaves the processor's table of pages.
        init(capacity: Int) {
            let page = StoragePool.largePage
            let whole = (capacity + page - 1) & ~(page - 1)
            guard whole - capacity <= whole / 8 else {
                unsafe self.init(base: .allocate(capacity: capacity), capacity: capacity)
                return
            }
            let memory = UnsafeMutableRawPointer.allocate(byteCount: whole, alignment: page)
            unsafe madvise(memory, whole, CInt(MADV_HUGEPAGE))
            unsafe self.init(base: memory.assumingMemoryBound(to: UInt8.self), capacity: whole)
        }
    }

    private let free = Mutex<[Memory]>([])

    public init() {}

    deinit {
        free.withLock { memories in
            for memory in memories { unsafe memory.base.deallocate() }
        }
    }

    /// Memory for at least `capacity` bytes, with whatever stands in it.
    func take(_ capacity: Int) -> Memory {
        let known = free.withLock { memories -> Memory? in
            memories.lastIndex { $0.capacity >= capacity }.map { memories.remove(at: $0) }
        }
        return known ?? Memory(capacity: capacity)
    }

    func give(_ memory: Memory) {
        let isKept = free.withLock { memories in
            guard memories.count < StoragePool.most else { return false }
            memories.append(memory)
            return true
        }
        if !isKept { unsafe memory.base.deallocate() }
    }
}
