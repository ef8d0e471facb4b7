/// Immutable bytes with one owner, which any number of threads may read.
///
/// Before and behind the bytes lie ``padding`` zero bytes, so that a kernel that reads whole words may
/// step over either end. Invariant: the bytes never change after ``init(unsafeUninitializedCapacity:initializingWith:)``.
///
/// `@unchecked` because nothing writes once the initializer has returned.
@safe
public final class TextStorage: @unchecked Sendable {
    /// How many zero bytes lie before the first and behind the last byte.
    public static let padding = 64

    public let count: Int
    private let base: UnsafeMutablePointer<UInt8>

    /// Creates storage for at most `capacity` bytes, which `fill` writes; it gives how many it wrote.
    public init<Failure: Error>(
        unsafeUninitializedCapacity capacity: Int,
        initializingWith fill: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int
    ) throws(Failure) {
        let allocation = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 2 * TextStorage.padding)
        unsafe allocation.initialize(repeating: 0, count: TextStorage.padding)
        let text = unsafe allocation + TextStorage.padding
        let written: Int
        do {
            written = unsafe try fill(UnsafeMutableBufferPointer(start: text, count: capacity))
        } catch {
            unsafe allocation.deallocate()
            throw error
        }
        precondition(written >= 0 && written <= capacity)
        unsafe (text + written).initialize(repeating: 0, count: TextStorage.padding)
        unsafe base = text
        count = written
    }

    /// Creates storage that holds a copy of `bytes`.
    public convenience init(_ bytes: some Collection<UInt8>) {
        unsafe self.init(unsafeUninitializedCapacity: bytes.count) { target in
            unsafe target.initialize(fromContentsOf: bytes)
        }
    }

    deinit {
        unsafe (base - TextStorage.padding).deallocate()
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
