import Glibc

/// Bytes between two pages that must not be touched, flush with one of them.
///
/// Whoever reads one byte too far is killed by the system at once.
@safe
final class GuardedText {
    enum Side: Sendable { case front, back }

    private static let page = 4096
    private let region: UnsafeMutableRawPointer
    private let length: Int
    private let base: UnsafeMutablePointer<UInt8>
    private let count: Int

    /// - Returns: Nil where the system gives no memory.
    init?(_ bytes: [UInt8], flushWith side: Side) {
        let inner = max(1, (bytes.count + Self.page - 1) / Self.page) * Self.page
        length = inner + 2 * Self.page
        guard
            let region = unsafe mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            unsafe region != MAP_FAILED
        else { return nil }
        unsafe self.region = region
        count = bytes.count
        let offset = Self.page + (side == .front ? 0 : inner - bytes.count)
        unsafe base = (region + offset).assumingMemoryBound(to: UInt8.self)
        for (index, byte) in bytes.enumerated() { unsafe base[index] = byte }
        unsafe mprotect(region, Self.page, PROT_NONE)
        unsafe mprotect(region + Self.page + inner, Self.page, PROT_NONE)
    }

    deinit { unsafe munmap(region, length) }

    /// Lends the bytes; the span must not outlive `body`.
    func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(unsafe UnsafeBufferPointer(start: base, count: count).span)
    }
}
