/// Values that are written once and then only read, behind a plain pointer that a kernel can hold in a register.
///
/// `@unchecked` because nobody writes after `init`.
@safe
final class FrozenBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        count = elements.count
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        unsafe elements.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            unsafe memory.initialize(from: first, count: source.count)
        }
        unsafe base = UnsafePointer(memory)
    }

    deinit { unsafe base.deallocate() }

    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count)
        return unsafe base[index]
    }
}
