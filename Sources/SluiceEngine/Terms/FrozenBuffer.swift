/// Values that are written once and then only read, behind a plain pointer that a kernel can hold in a register.
///
/// They begin at a line of the cache (64 bytes).
///
/// `@unchecked` because nobody writes after `init`.
@safe
final class FrozenBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        count = elements.count
        let size = max(64, elements.count * MemoryLayout<Element>.stride)
        let memory = unsafe UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
            .bindMemory(to: Element.self, capacity: max(1, elements.count))
        unsafe elements.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            unsafe memory.initialize(from: first, count: source.count)
        }
        unsafe base = UnsafePointer(memory)
    }

    /// As many copies of `value`, which `change` may then write over.
    init(repeating value: Element, count: Int, change: (UnsafeMutablePointer<Element>) -> Void) {
        self.count = count
        let size = max(64, count * MemoryLayout<Element>.stride)
        let memory = unsafe UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
            .bindMemory(to: Element.self, capacity: max(1, count))
        unsafe memory.initialize(repeating: value, count: count)
        unsafe change(memory)
        unsafe base = UnsafePointer(memory)
    }

    deinit { unsafe base.deallocate() }

    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count)
        return unsafe base[index]
    }
}
