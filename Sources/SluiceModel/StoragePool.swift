import Synchronization

/// Memory of large storages that is used again.
///
/// Fresh memory costs as much as the reading into it, since the system hands it out page by page and
/// zeroed. A pool belongs to one reader, and what it keeps is bounded by ``most``.
@safe
public final class StoragePool: Sendable {
    /// How many stretches of memory are kept at most.
    private static let most = 4

    /// `@unchecked` because memory in the pool is nobody's; whoever takes it is its only owner.
    @safe
    struct Memory: @unchecked Sendable {
        let base: UnsafeMutablePointer<UInt8>
        let capacity: Int
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
        if let known { return known }
        return unsafe Memory(base: .allocate(capacity: capacity), capacity: capacity)
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
