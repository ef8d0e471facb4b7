import Glibc

/// Immutable bytes with one owner, which any number of threads may read.
///
/// Before and behind the bytes lie at least ``padding`` readable bytes (zeros, or bytes of the storage that a
/// slice was taken from), so that a kernel that reads whole words may step over either end.
/// Invariant: the bytes never change after ``init(unsafeUninitializedCapacity:from:initializingWith:)``, but for those
/// that are given up.
///
/// `@unchecked` because nothing writes once the initializer has returned.
@safe
public final class TextStorage: @unchecked Sendable {
    /// How many zero bytes lie before the first and behind the last byte.
    public static let padding = 64

    public let count: Int
    private let base: UnsafeMutablePointer<UInt8>
    private let backing: Backing

    /// Whose memory the bytes lie in.
    private enum Backing {
        /// This storage's; it came from the pool, where there is one, and goes back to it.
        case own(StoragePool.Memory, StoragePool?)
        case slice(of: TextStorage)
    }

    /// Creates storage for at most `capacity` bytes, which `fill` writes; it gives how many it wrote.
    ///
    /// The memory comes from `pool`, where there is one, and goes back to it.
    public init<Failure: Error>(
        unsafeUninitializedCapacity capacity: Int, from pool: StoragePool? = nil,
        initializingWith fill: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int
    ) throws(Failure) {
        let size = capacity + 2 * TextStorage.padding
        let memory =
            unsafe pool?.take(size) ?? StoragePool.Memory(base: .allocate(capacity: size), capacity: size)
        unsafe memory.base.initialize(repeating: 0, count: TextStorage.padding)
        let text = unsafe memory.base + TextStorage.padding
        let written: Int
        do {
            written = unsafe try fill(UnsafeMutableBufferPointer(start: text, count: capacity))
        } catch {
            TextStorage.release(memory, to: pool)
            throw error
        }
        precondition(written >= 0 && written <= capacity)
        unsafe (text + written).initialize(repeating: 0, count: TextStorage.padding)
        unsafe base = text
        count = written
        backing = .own(memory, pool)
    }

    /// Takes memory over that holds `count` bytes behind the first ``padding`` bytes.
    ///
    /// `memory` was allocated for `capacity` bytes, at least `count` and twice the padding.
    public init(unsafeOwning memory: UnsafeMutablePointer<UInt8>, capacity: Int, count: Int) {
        precondition(count >= 0 && count + 2 * TextStorage.padding <= capacity)
        unsafe memory.update(repeating: 0, count: TextStorage.padding)
        unsafe base = memory + TextStorage.padding
        unsafe (base + count).update(repeating: 0, count: TextStorage.padding)
        self.count = count
        backing = unsafe .own(StoragePool.Memory(base: memory, capacity: capacity), nil)
    }

    /// Creates a storage of the bytes in `range` of another, which it keeps and does not copy.
    public init(slice range: Range<Int>, of whole: TextStorage) {
        precondition(range.lowerBound >= 0 && range.upperBound <= whole.count)
        unsafe base = whole.base + range.lowerBound
        count = range.count
        backing = .slice(of: whole)
    }

    /// Creates storage that holds a copy of `bytes`.
    public convenience init(_ bytes: some Collection<UInt8>) {
        unsafe self.init(unsafeUninitializedCapacity: bytes.count) { target in
            unsafe target.initialize(fromContentsOf: bytes)
        }
    }

    deinit {
        if case .own(let memory, let pool) = backing { TextStorage.release(memory, to: pool) }
    }

    private static func release(_ memory: StoragePool.Memory, to pool: StoragePool?) {
        if let pool {
            pool.give(memory)
        } else {
            unsafe memory.base.deallocate()
        }
    }

    /// Gives the memory of the bytes in `range` back, as far as it is whole pages; from then on they are zeros.
    ///
    /// For who made another text of a long one and knows that nobody reads the first again.
    public func giveUp(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        let page = UInt(getpagesize())
        let start = unsafe UInt(bitPattern: base + range.lowerBound + Int(page) - 1) & ~(page - 1)
        let end = unsafe UInt(bitPattern: base + range.upperBound) & ~(page - 1)
        guard start < end, let first = unsafe UnsafeMutableRawPointer(bitPattern: start) else { return }
        unsafe _ = madvise(first, Int(end - start), MADV_DONTNEED)
    }

    public subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count)
        return unsafe base[index]
    }

    /// Lends the bytes; the span must not outlive `body`.
    public func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(unsafe UnsafeBufferPointer(start: base, count: count).span)
    }

    /// A copy of the bytes in `range`.
    public func bytes(in range: Range<Int>) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return unsafe Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// The bytes in `range` as text; what is not UTF-8 is shown as U+FFFD.
    public func string(in range: Range<Int>) -> String {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return unsafe String(
            decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
    }
}
