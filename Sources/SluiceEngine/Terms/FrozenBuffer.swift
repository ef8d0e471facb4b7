import Glibc

/// Values that are written once and then only read, behind a plain pointer that a kernel can hold in a register.
///
/// They begin at a line of the cache (64 bytes).
///
/// `@unchecked` because nobody writes after `init`.
@safe
final class FrozenBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafePointer<Element>
    let count: Int
    /// In bytes, what Linux on x86-64 and most on ARM64 call huge.
    private static var largePage: Int { 1 << 21 }
    /// What `base` points into.
    private let memory: UnsafeMutableRawPointer?
    /// Whose memory it is instead.
    private let image: ImageMemory?

    convenience init(_ elements: [Element]) {
        unsafe self.init(zeros: elements.count) { memory in
            unsafe elements.withUnsafeBufferPointer { source in
                guard let first = source.baseAddress else { return }
                unsafe memory.initialize(from: first, count: source.count)
            }
        }
    }

    /// Bytes of zero, which `fill` may then write over; pages that it does not touch take no memory.
    init(zeros count: Int, fill: (UnsafeMutablePointer<Element>) -> Void) {
        self.count = count
        image = nil
        let size = max(64, count * MemoryLayout<Element>.stride)
        let alignment = size >= FrozenBuffer.largePage ? FrozenBuffer.largePage : 64
        unsafe memory = calloc(size + alignment, 1)
        guard let memory = unsafe memory else { preconditionFailure("out of memory") }
        let aligned = unsafe memory.alignedUp(toMultipleOf: alignment)
        // Random looks at many pages would else each miss the processor's table of pages. Refused, nothing is lost.
        if alignment > 64 { _ = unsafe madvise(aligned, size, MADV_HUGEPAGE) }
        let first = unsafe aligned.bindMemory(to: Element.self, capacity: max(1, count))
        unsafe fill(first)
        unsafe base = UnsafePointer(first)
    }

    /// Values that lie in an image, `offset` bytes from its beginning.
    init(_ image: ImageMemory, from offset: Int, count: Int) {
        precondition(offset >= 0 && offset + count * MemoryLayout<Element>.stride <= image.count)
        self.count = count
        self.image = image
        unsafe memory = nil
        let first = unsafe image.base + offset
        unsafe base = first.bindMemory(to: Element.self, capacity: max(1, count))
    }

    /// How much memory the values take.
    var byteCount: Int { max(64, count * MemoryLayout<Element>.stride) }

    deinit { unsafe free(memory) }

    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count)
        return unsafe base[index]
    }
}
