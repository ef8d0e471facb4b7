/// Memory that is written once and then only read, by any number of threads.
///
/// `@unchecked` because nothing writes it once the initializer has returned. Its elements are plain values.
@safe
final class FrozenBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ elements: some Collection<Element>) {
        count = elements.count
        unsafe base = UnsafeMutablePointer.allocate(capacity: max(1, count))
        _ = unsafe UnsafeMutableBufferPointer(start: base, count: count).initialize(from: elements)
    }

    deinit { unsafe base.deallocate() }
}
